import { constantOf, power, powerParts, type Factor } from '../../graph/index.ts';
import { isLive, writeFactor, type Sum } from './contraction.ts';
import { writeQuotient, type Quotient } from './from-quotient.ts';
import { writeMatrixProduct } from './matrix-product.ts';
import { firstOf, type Written } from './written.ts';

/**
 * A product in the notation of vectors and matrices, numbers before arrays; null where that notation
 * cannot say it.
 */
export function writeArrays(sum: Sum): Written | null {
  const hasAxes = (factor: Factor): boolean => factor.labels.some((label) => isLive(sum, label));
  const arrays = sum.factors.filter(hasAxes);
  const numbers = writeNumbers(
    sum,
    sum.factors.filter((factor) => !hasAxes(factor)),
  );
  if (arrays.length === 0) return numbers && withArray(numbers, null);
  const array = writeMatrixProduct(sum, arrays);
  return numbers && array && withArray(numbers, array);
}

function withArray(numbers: Quotient, array: Written | null): Written {
  const numerators = [...numbers.numerators, ...(array ? [array] : [])];
  return {
    formula: writeQuotient({ ...numbers, numerators }),
    rank: array?.rank ?? 0,
    order: firstOf([...numerators, ...numbers.denominators]),
  };
}

/** Factors that are numbers: their coefficient, those above the line and those below. */
function writeNumbers(sum: Sum, factors: readonly Factor[]): Quotient | null {
  const values = factors.map((factor) => constantOf(factor.node));
  const others = factors.filter((_, k) => values[k] === undefined);
  const below = others.filter((factor) => powerParts(factor.node).exponent < 0);
  const numerators = others
    .filter((factor) => !below.includes(factor))
    .map((factor) => writeFactor(sum, factor));
  const denominators = below.map((factor) => writeFactor(sum, inverse(sum, factor)));
  const isWritten = (part: Written | null): part is Written => part !== null;
  if (!numerators.every(isWritten) || !denominators.every(isWritten)) return null;
  const coefficient = values.reduce<number>((c, value) => c * (value ?? 1), 1);
  return { coefficient, numerators, denominators };
}

/** 1/f for a power with a negative exponent. */
function inverse(sum: Sum, { node, labels }: Factor): Factor {
  const { base, exponent } = powerParts(node);
  return { node: power(sum.scope.graph, base, -exponent), labels };
}
