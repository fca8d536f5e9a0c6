import { present } from '../../base/invariant.ts';
import { plus, scale, type Node } from '../../graph/index.ts';
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
import { call, equals, negate, sum, times, total } from '../formula/build.ts';
import type { Formula, Term } from '../formula/formula.ts';
import { rowIndex } from '../formula/notation.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { write, writeName, writeTerms, type Maths } from '../maths/maths.ts';
import { logLikelihoodTerms } from '../maths/collect.ts';
import { areShort, mostAtoms } from '../maths/shown.ts';
import { averageOverRows, isAveraged, shareOfRow } from './rows.ts';
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
      ...negative(maths),
      text('What is minimised', ...meaning(maths, factors), ':'),
      equations([objective]),
      ...weights(maths),
      ...(parts.length > 0 ? [text('with'), equations(parts)] : []),
    ],
  };
}

/** −log L, which is least where L is greatest. */
function negative(maths: Maths): Block[] {
  const { graph: g } = maths.symbolic.model;
  const terms = logLikelihoodTerms(maths).map((term) => scale(g, -1, term));
  if (terms.length === 0 || !areShort(maths, terms, mostAtoms)) return [];
  return [
    text(
      'The logarithm grows with the likelihood, and a function is greatest where its negative is least. The negative log-likelihood is',
    ),
    equations([
      equation(negate(logLikelihood(maths)), is(writeTerms(maths, terms), plus(g, ...terms))),
    ]),
  ];
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

const averaged = (maths: Maths, f: Formula): Formula =>
  isAveraged(maths) ? averageOverRows(maths, f) : f;

function objectiveSteps(maths: Maths, factors: readonly WrittenFactor[]): Formula[] {
  const { loss, penalty, count } = maths.objective;
  const share = (f: Formula): Formula => (count ? times(shareOfRow(maths), f) : f);
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
