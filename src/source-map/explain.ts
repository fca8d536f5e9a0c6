import { present } from '../base/invariant.ts';
import {
  traceOf,
  writerOf,
  type Formula,
  type Trace,
  type TracedEquation,
  type TracedStep,
} from '../derivation/index.ts';
import type { Explainable } from './compiled.ts';
import { locateLines } from './located.ts';
import { Mapper, type MappedLine, type MappedNode } from './source-map.ts';

/** A number that a line computes, with its formula over the names of the model. */
export interface ExplainedNode extends MappedNode {
  /** Of the whole, where the line computes a part of it. */
  readonly formula: Formula;
}

/** What a line of a module computes, and how that came about. */
export interface Explanation extends MappedLine {
  readonly nodes: readonly ExplainedNode[];
  /** The steps that led to any of it, and the names in them. */
  readonly trace: Trace;
}

export interface ExplainOptions {
  /** The names in the steps that only tidy, too. */
  readonly minor: boolean;
}

/** Explains a line, from 1, of the text of a model's module; null where it has no such line. */
export async function explainLine(
  text: string,
  compiled: Explainable,
  wanted: number,
  { minor }: ExplainOptions,
): Promise<Explanation | null> {
  const located = (await locateLines(text, compiled)).find(({ line }) => line === wanted);
  if (!located) return null;
  const mapped = new Mapper(compiled).line(located);
  const { image, source } = compiled.kernels;
  const writer = writerOf(compiled, image);
  const nodes = mapped.nodes.map((each, k): ExplainedNode => {
    const node = source(present(located.nodes[k]).node);
    return { ...each, formula: writer.write(node, [node]) };
  });
  const trace = onlySteps(traceOf(compiled), new Set(nodes.flatMap((node) => node.steps)));
  const told = [nodes.map(({ formula }) => formula), ...toldSteps(trace, minor)];
  return { ...mapped, nodes, trace: { ...trace, names: namesIn(told, trace) } };
}

const onlySteps = ({ names, passes }: Trace, wanted: ReadonlySet<string>): Trace => ({
  names,
  passes: passes.map((pass) => ({
    ...pass,
    steps: pass.steps.filter(({ id }) => wanted.has(id)),
  })),
});

const toldSteps = ({ passes }: Trace, minor: boolean): TracedStep[] =>
  passes.flatMap(({ steps }) => steps.filter((step) => minor || !step.minor));

/** What the names stand for that are in the formulas of something, and in what other names stand for. */
function namesIn(told: unknown, { names }: Trace): TracedEquation[] {
  const used = new Set<string>();
  collectNames(told, used);
  // Each name follows those that it is made of.
  const needed = names.toReversed().filter(({ left, right }) => {
    if (left.kind !== 'name' || !used.has(left.name)) return false;
    collectNames(right, used);
    return true;
  });
  return needed.reverse();
}

/** The names in a formula, or in anything that has formulas. */
function collectNames(of: unknown, found: Set<string>): void {
  if (typeof of !== 'object' || of === null) return;
  if ('kind' in of && of.kind === 'name' && 'name' in of) found.add(String(of.name));
  Object.values(of).forEach((part) => collectNames(part, found));
}
