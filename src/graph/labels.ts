import { present } from '../base/invariant.ts';

/** A factor or a bracket: its labels, and what it is without them. */
interface Labelled {
  readonly form: unknown;
  readonly labels: readonly number[];
}

/** Labels by new numbers: the output's first, the summed ones as they come. */
export interface Numbering {
  readonly labels: readonly (readonly number[])[];
  /** The old label of each new one. */
  readonly order: readonly number[];
}

/**
 * Numbers the labels of factors that are in order but for equal ones: of the orders that those allow, the
 * one with the least labels, so that the names of the labels do not matter.
 */
export function numbered(factors: readonly Labelled[], output: readonly number[]): Numbering {
  const isOneOrder = factors.every((factor, k) => factor.form !== factors[k + 1]?.form);
  if (isOneOrder) return numberInOrder(factors, output);
  let least: Numbering[] = [{ labels: [], order: output }];
  for (const run of runsOfEqualForms(factors)) least = leastOrders(least, run);
  return present(least[0]);
}

function numberInOrder(factors: readonly Labelled[], output: readonly number[]): Numbering {
  const order = [...new Set([...output, ...factors.flatMap((f) => f.labels)])];
  const number = new globalThis.Map(order.map((label, i) => [label, i]));
  return { labels: factors.map((f) => f.labels.map((label) => number.get(label) ?? 0)), order };
}

function runsOfEqualForms(factors: readonly Labelled[]): Labelled[][] {
  const runs: Labelled[][] = [];
  for (const factor of factors) {
    const last = runs.at(-1);
    if (last && last[0]?.form === factor.form) last.push(factor);
    else runs.push([factor]);
  }
  return runs;
}

/** A numbering of the factors so far, and those of a run that come next in some order. */
interface Partial {
  readonly numbering: Numbering;
  readonly left: readonly Labelled[];
}

/** Of more orders that are the least so far, the rest are not looked at. */
const mostOrders = 24;

/** The numberings that go on with a run of equal forms in an order that gives the least labels. */
function leastOrders(starts: readonly Numbering[], run: readonly Labelled[]): Numbering[] {
  let partials = starts.map((numbering): Partial => ({ numbering, left: run }));
  for (let k = 0; k < run.length; k++) {
    const next = partials.flatMap(({ numbering, left }) =>
      left.map((factor, at): Partial => ({
        numbering: withFactor(numbering, factor),
        left: left.toSpliced(at, 1),
      })),
    );
    partials = leastOf(next).slice(0, mostOrders);
  }
  return partials.map(({ numbering }) => numbering);
}

function withFactor({ labels, order }: Numbering, factor: Labelled): Numbering {
  const all = [...new Set([...order, ...factor.labels])];
  return { labels: [...labels, factor.labels.map((label) => all.indexOf(label))], order: all };
}

/** Those whose last factor has the least labels. */
function leastOf(partials: readonly Partial[]): Partial[] {
  const last = ({ numbering }: Partial): readonly number[] => numbering.labels.at(-1) ?? [];
  const least = partials.map(last).reduce((a, b) => (compare(b, a) < 0 ? b : a));
  return partials.filter((partial) => compare(last(partial), least) === 0);
}

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((order, label, i) => order || label - (b[i] ?? 0), 0);
