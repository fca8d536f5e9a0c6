import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Section,
  type Sentence,
} from '../derivation.ts';
import { call, fraction, name, negate, plus, times } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { free } from '../formula/notation.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { writeName, type Maths } from '../maths/maths.ts';
import { hasOneEach, jointDensity } from './density.ts';
import { logLikelihood, objectiveName } from './names.ts';
import { averageOverRows, shareOfRow } from './rows.ts';

/** The likelihood as a measure of how far the model is from the data. */
export function divergenceSection(maths: Maths, factors: readonly WrittenFactor[]): Section | null {
  const rows = factors.filter((f) => f.log.factor.kind === 'likelihood');
  if (rows.length === 0 || !hasOneEach(rows)) return null;
  const isDiscrete = rows.every((f) => f.log.factor.subject.range.integer);
  const letters = lettersOf(maths, factors);
  const view: View = { maths, letters, density: jointDensity(maths, rows) };
  return {
    id: 'divergence',
    title: 'Maximum likelihood as the smallest divergence',
    blocks: [
      ...(isDiscrete ? discreteBlocks(view) : continuousBlocks(view)),
      ...conditional(view),
      ...regularised(maths),
    ],
  };
}

interface View {
  readonly maths: Maths;
  readonly letters: Letters;
  /** p(y | x) of a row. */
  readonly density: Formula;
}

/** The distributions of the data set, of where it comes from and of the model, and all unknowns. */
interface Letters {
  readonly theta: Formula;
  readonly sample: Formula;
  readonly source: Formula;
  readonly model: Formula;
}

function lettersOf({ notation, symbolic }: Maths, factors: readonly WrittenFactor[]): Letters {
  const shown = factors.flatMap(({ named }) =>
    named.args.flatMap(({ shown }) => (shown.kind === 'reference' ? [shown.name] : [])),
  );
  const { parameters, columns, hypers } = symbolic.model;
  const used = new Set([
    ...shown,
    ...[...parameters, ...columns, ...hypers].map((each) => each.name),
  ]);
  const theta = free(['theta', 'phi', 'psi', 'omega'], used);
  const { density } = notation;
  return {
    theta: name(theta),
    sample: name(`${density}\u0302`),
    source: name(`${density}*`),
    model: name(`${density}_${theta}`),
  };
}

/** The density as that of the model with all parameters θ, or another. */
const under = (density: Formula, letter: Formula): Formula =>
  density.kind === 'probability' && letter.kind === 'name'
    ? { ...density, letter: letter.name }
    : density;

const crossEntropy = (p: Formula, q: Formula): Formula => call('H', p, q);
const divergence = (p: Formula, q: Formula): Formula => call('KL', p, q);

function opening({ maths, letters }: View): Sentence {
  const { weight, parameters } = maths.symbolic.model;
  const share = weight
    ? fraction(writeName(maths, weight.name), name(maths.notation.count))
    : shareOfRow(maths);
  const unknowns = parameters.flatMap((p, k): Sentence => [
    ...(k > 0 ? [', '] : []),
    writeName(maths, p.name),
  ]);
  return [
    'Let ',
    letters.sample,
    ' be the distribution of the data set, which gives each row the probability ',
    share,
    ', and ',
    letters.model,
    ' that of the model, where ',
    letters.theta,
    ' stands for all of ',
    ...unknowns,
    '.',
  ];
}

const average = ({ maths, letters, density }: View): Formula =>
  negate(averageOverRows(maths, call('log', under(density, letters.model))));

const meanLogLikelihood = ({ maths }: View): Formula =>
  negate(times(shareOfRow(maths), logLikelihood(maths)));

function discreteBlocks(view: View): Block[] {
  const { sample, model } = view.letters;
  const logOf = (p: Formula): Formula => call('log', under(view.density, p));
  const difference = plus(logOf(sample), negate(logOf(model)));
  return [
    text(
      ...opening(view),
      ' An average over the rows is an expectation under ',
      sample,
      ', so that the average negative log-likelihood is the cross-entropy of the two, which is an entropy and a Kullback–Leibler divergence:',
    ),
    equations([
      equation(meanLogLikelihood(view), is(average(view)), is(crossEntropy(sample, model))),
      equation(crossEntropy(sample, model), is(plus(call('H', sample), divergence(sample, model)))),
      equation(divergence(sample, model), is(averageOverRows(view.maths, difference))),
    ]),
    text(
      'The entropy ',
      call('H', sample),
      ' is one of the data and has no parameter in it. The likelihood is greatest where the divergence of the model from the data is smallest; it is never negative, and 0 only for a model that gives every outcome the share of the rows that have it.',
    ),
  ];
}

function continuousBlocks(view: View): Block[] {
  const { sample, source, model } = view.letters;
  return [
    text(
      ...opening(view),
      ' An average over the rows is an expectation under ',
      sample,
      ', so that the average negative log-likelihood is the cross-entropy of the two:',
    ),
    equations([
      equation(meanLogLikelihood(view), is(average(view)), is(crossEntropy(sample, model))),
    ]),
    text(
      'For continuous data ',
      sample,
      ' is no density, and its divergence from one is not finite. But where the rows are drawn from a density ',
      source,
      ', the average tends, with more and more of them, to the cross-entropy of that and the model, which is a differential entropy h and a Kullback–Leibler divergence:',
    ),
    equations([
      equation(
        meanLogLikelihood(view),
        { sign: '→', formula: crossEntropy(source, model) },
        is(plus(call('h', source), divergence(source, model))),
      ),
    ]),
    text(
      'The entropy ',
      call('h', source),
      ' has no parameter in it. So the likelihood of many rows is greatest for the model that diverges least from where they come from; the divergence is never negative, and 0 only where the two are the same.',
    ),
  ];
}

function conditional({ density }: View): Block[] {
  if (density.kind !== 'probability' || density.given.length === 0) return [];
  const list = (items: readonly Formula[]): Sentence =>
    items.flatMap((item, k) => (k > 0 ? [', ', item] : [item]));
  return [
    text(
      'All of this is meant of ',
      ...list(density.of),
      ' given ',
      ...list(density.given),
      ', on average over the rows: the model says nothing of how these are distributed.',
    ),
  ];
}

/** What priors and penalties have to do with it. */
function regularised(maths: Maths): Block[] {
  const { priors, penalty } = maths.objective;
  if (priors.length === 0 && !penalty) return [];
  const what = priors.length > 0 ? 'The prior' : 'The penalty';
  const less = priors.length > 0 ? ', which weighs less the more rows there are' : '';
  return [text(`${what} is added to it in `, objectiveName(maths), `${less}.`)];
}
