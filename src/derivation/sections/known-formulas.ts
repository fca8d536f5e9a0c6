import {
  constantOf,
  dependsOn,
  hasRows,
  innerShape,
  restrict,
  sum,
  type Node,
} from '../../graph/index.ts';
import { parseExpression } from '../../syntax/index.ts';
import { equation, is, type Equation } from '../derivation.ts';
import { call, name, negate, one, plus, times, total } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOfExpression } from '../formula/from-expression.ts';
import { axisIndex } from '../formula/notation.ts';
import { averageTerms } from '../maths/collect.ts';
import type { Equivalence } from '../maths/equivalence.ts';
import { definedAs, parametersIn } from '../maths/factors.ts';
import { write, writeTerms, type Maths } from '../maths/maths.ts';
import { logLikelihood, objectiveName } from './names.ts';
import { averageOverRows, shareOfRow } from './rows.ts';

export const indicesOf = ({ notation }: Maths, { observed }: Equivalence): Formula[] =>
  innerShape(observed).map((_, k) => axisIndex(notation, k));

/** The predicted value as the density has it. */
export function predictedOf(e: Equivalence): Formula {
  const k = e.factor?.log.factor.args.indexOf(e.predicted) ?? -1;
  return e.factor?.args[k] ?? name('u');
}

/** The loss with a name, summed over the elements of one row, each under a factor. */
export function knownFormula(
  maths: Maths,
  e: Equivalence,
  predicted = predictedOf(e),
  factor: Formula = one,
): Formula {
  const names = new Map([
    ['y', { formula: e.factor?.subject ?? name('y'), rank: 0 }],
    ['u', { formula: predicted, rank: 0 }],
  ]);
  const expression = parseExpression({ name: e.known.name, text: e.known.formula });
  const formula = formulaOfExpression(expression, { lookup: (each) => names.get(each), axes: [] });
  return total('sum', indicesOf(maths, e), times(factor, formula));
}

/** The loss with the prediction written out, where that is one number for each row; or null. */
export function writtenOut(maths: Maths, e: Equivalence): Formula | null {
  const defined = e.predicted.kind === 'symbol' ? definedAs(maths, e.predicted.name) : null;
  return defined && indicesOf(maths, e).length === 0 ? knownFormula(maths, e, defined) : null;
}

/** Whether the loss is all that there is: no factor before it and no term beside it. */
export const isExact = ({ multiple }: Equivalence): boolean =>
  constantOf(multiple.factor) === 1 && constantOf(multiple.rest) === 0;

/** A node that is the same for all rows and elements, as a number; null where it is not. */
export function fixed({ symbolic }: Maths, node: Node): Node | null {
  const varies = node.shape.some((_, axis) => dependsOn(node, axis));
  return varies ? null : restrict(symbolic.model.graph, node, []);
}

/** MSE(w, b): the average loss as a function of the parameters in it. */
const meanOf = (maths: Maths, e: Equivalence): Formula =>
  call(
    maths.notation.word(e.known.mean.symbol + (e.number ?? '')),
    ...parametersIn(maths, [e.observed, e.predicted]).map((p) => name(p)),
  );

/** MSE(w, b) = (1/n) Σᵢ (yᵢ − μᵢ)². */
export function meanEquation(maths: Maths, e: Equivalence): Equation {
  const full = writtenOut(maths, e);
  const forms = [knownFormula(maths, e), ...(full ? [full] : [])];
  return equation(meanOf(maths, e), ...forms.map((f) => averageOverRows(maths, f)));
}

/** J = factor·MSE(w, b) + rest, or the share of J that the density has. */
export function shareEquation(maths: Maths, e: Equivalence, factor: Node): Equation {
  const multiple = times(write(maths, factor).formula, meanOf(maths, e));
  return equation(shareOf(maths, e), is(plus(multiple, ...restOf(maths, e))));
}

/** What is beside the multiple of the loss, on average over the rows: a sum, or nothing. */
export function restOf(maths: Maths, { multiple: { rest } }: Equivalence): Formula[] {
  const { simplify, model } = maths.symbolic;
  if (constantOf(rest) === 0) return [];
  const axes = [...rest.shape.keys()].slice(hasRows(rest) ? 1 : 0);
  const total = simplify(sum(model.graph, rest, axes));
  const isAverage = maths.objective.count !== null && hasRows(total);
  return [writeTerms(maths, isAverage ? averageTerms(maths, total) : [total])];
}

/** J, −(1/n) log L or −(1/n) Σᵢ log p(yᵢ | xᵢ): the smallest part of the objective that the density is. */
function shareOf(maths: Maths, { factor }: Equivalence): Formula {
  const { objective, symbolic } = maths;
  const rows = objective.factors.filter((f) => f.factor.kind === 'likelihood');
  const isAll = rows.length === 1 && symbolic.model.losses.length === 0;
  const isAlone = objective.priors.length === 0 && !objective.penalty;
  if (isAll && isAlone) return objectiveName(maths);
  return isAll
    ? negate(times(shareOfRow(maths), logLikelihood(maths)))
    : negate(averageOverRows(maths, call('log', factor?.probability ?? name('p'))));
}
