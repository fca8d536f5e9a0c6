import { present } from '../../base/invariant.ts';
import { hasRows, type Node } from '../../graph/index.ts';
import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Equation,
  type Section,
  type Step,
} from '../derivation.ts';
import { call, equals, fraction, negate, one, sum, times, total } from '../formula/build.ts';
import type { Formula, Term } from '../formula/formula.ts';
import { rowIndex } from '../formula/notation.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { write, writeName, type Maths } from '../maths/maths.ts';
import { remarks } from './remarks.ts';
import { countName, logLikelihood, lossName, objectiveName, penaltyName } from './names.ts';

/** J, and the loss of a row. */
export function objectiveSection(maths: Maths, factors: readonly WrittenFactor[]): Section {
  const { loss, penalty } = maths.objective;
  const parts = [
    ...(loss ? [equation(lossName(maths), ...lossSteps(maths, factors, loss))] : []),
    ...(penalty ? [equation(penaltyName(maths), is(write(maths, penalty).formula, penalty))] : []),
    ...priorEquations(maths, factors),
  ];
  const objective = equation(objectiveName(maths), ...objectiveSteps(maths, factors));
  return {
    id: 'objective',
    title: 'The objective',
    blocks: [
      text('What is minimised', ...meaning(maths, factors), ':'),
      equations([objective]),
      ...weights(maths),
      ...(parts.length > 0 ? [text('with'), equations(parts)] : []),
      ...remarks(maths, factors),
    ],
  };
}

/** What n is where rows have weights. */
function weights(maths: Maths): Block[] {
  const { weight } = maths.symbolic.model;
  if (!weight) return [];
  const sum = total('sum', [rowIndex(maths.notation)], writeName(maths, weight.name));
  return [text('Here ', equals(countName(maths), sum), ' is the sum of the weights.')];
}

function meaning({ objective }: Maths, factors: readonly WrittenFactor[]): string[] {
  if (factors.length === 0) return [];
  if (!objective.loss) return [' is the negative log density'];
  const map = objective.priors.length > 0 ? ' plus the negative log prior' : '';
  return [` is the average negative log-likelihood of a row${map}`];
}

const inverse = (maths: Maths): Formula => fraction(one, countName(maths));

/** The average over rows where there are rows. */
function averaged(maths: Maths, f: Formula): Formula {
  const { loss } = maths.objective;
  if (!loss || !hasRows(loss)) return f;
  const { weight } = maths.symbolic.model;
  const weights = weight ? [writeName(maths, weight.name)] : [];
  return times(inverse(maths), total('sum', [rowIndex(maths.notation)], times(...weights, f)));
}

function objectiveSteps(maths: Maths, factors: readonly WrittenFactor[]): Formula[] {
  const { loss, penalty, count } = maths.objective;
  const share = (f: Formula): Formula => (count ? times(inverse(maths), f) : f);
  const minusLog = (f: WrittenFactor): Term => ({
    negative: true,
    formula: share(call('log', f.probability)),
  });
  const rest: Term[] = [
    ...(penalty ? [{ negative: false, formula: penaltyName(maths) }] : []),
    ...priorsOf(factors).map(minusLog),
  ];
  const isLikelihood = factors.some((f) => f.log.factor.kind === 'likelihood');
  const onlyLikelihood = isLikelihood && maths.symbolic.model.losses.length === 0;
  const first: Term[] = onlyLikelihood
    ? [{ negative: true, formula: share(logLikelihood(maths)) }]
    : [];
  const average: Term[] = loss
    ? [{ negative: false, formula: averaged(maths, lossName(maths)) }]
    : [];
  return [...(onlyLikelihood ? [sum([...first, ...rest])] : []), sum([...average, ...rest])];
}

/** ℓᵢ = −log p(yᵢ | xᵢ) = …. */
function lossSteps(maths: Maths, factors: readonly WrittenFactor[], loss: Node): Step[] {
  const rows = factors.filter((f) => f.log.factor.kind === 'likelihood');
  const isPure = maths.symbolic.model.losses.length === 0;
  const logs = rows.map((f): Term => ({ negative: true, formula: call('log', f.probability) }));
  return [...(isPure ? [is(sum(logs))] : []), is(write(maths, loss).formula, loss)];
}

const priorsOf = (factors: readonly WrittenFactor[]): WrittenFactor[] =>
  factors.filter((f) => f.log.factor.kind === 'prior');

const priorEquations = (maths: Maths, factors: readonly WrittenFactor[]): Equation[] =>
  priorsOf(factors).map((f, k) => {
    const node = present(maths.objective.priors[k]);
    return equation(negate(call('log', f.probability)), is(write(maths, node).formula, node));
  });
