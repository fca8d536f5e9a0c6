import { add, divide, multiply, negate, sqrt, subtract } from './arithmetic.ts';
import { pi } from './constants.ts';
import { exp, one } from './exponential.ts';
import type { Precision } from './precision.ts';
import {
  fromInteger,
  isFinite,
  isNaN,
  isZero,
  magnitude,
  rounded,
  signOf,
  toNumber,
  zero,
  type Real,
} from './real.ts';

const guard = 32;

/** 2/√π ∫₀ˣ e^(−t²) dt. */
export function erf(p: Precision, x: Real): Real {
  if (isNaN(x) || isZero(x)) return x;
  if (!isSmall(p, x)) return subtract(p, one(p), erfc(p, x));
  const wide = p.wider(guard);
  return rounded(p, erfSeries(wide, rounded(wide, x)));
}

/** 1 − erf x, without cancellation. */
export function erfc(p: Precision, x: Real): Real {
  if (isNaN(x)) return x;
  if (isZero(x)) return one(p);
  if (!isFinite(x)) return signOf(x) > 0 ? zero : fromInteger(p, 2n);
  if (signOf(x) < 0) return subtract(p, fromInteger(p, 2n), erfc(p, negate(x)));
  return isSmall(p, x) ? complement(p, x) : asymptotic(p, x);
}

/** x² below what the bits of the precision hold of e^(−x²): the asymptotic series is no use there. */
const isSmall = (p: Precision, x: Real): boolean =>
  isZero(x) || (magnitude(x) < 40 && toNumber(x) ** 2 < p.bits + 2 * guard);

/** 1 − erf x in as many bits more as the difference loses. */
function complement(p: Precision, x: Real): Real {
  const lost = Math.ceil(toNumber(x) ** 2 * Math.LOG2E + 16);
  const wide = p.wider(guard * Math.ceil((guard + lost) / guard));
  return rounded(p, subtract(wide, one(wide), erfSeries(wide, rounded(wide, x))));
}

/** 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹/(1·3·…·(2n + 1)); all terms have one sign. */
function erfSeries(p: Precision, x: Real): Real {
  const square = multiply(p, x, x);
  const double = add(p, square, square);
  let [sum, term] = [x, x];
  for (let odd = 3n; magnitude(term) > magnitude(sum) - p.bits; odd += 2n) {
    term = divide(p, multiply(p, term, double), fromInteger(p, odd));
    sum = add(p, sum, term);
  }
  return multiply(p, multiply(p, overRootPi(p, 2n), exp(p, negate(square))), sum);
}

const overRootPi = (p: Precision, n: bigint): Real => divide(p, fromInteger(p, n), sqrt(p, pi(p)));

/** e^(−x²)/(x√π) Σ (−1)ⁿ 1·3·…·(2n − 1)/(2x²)ⁿ. */
function asymptotic(p: Precision, x: Real): Real {
  const wide = p.wider(guard + 2 * Math.max(0, magnitude(x)));
  const argument = rounded(wide, x);
  const square = multiply(wide, argument, argument);
  const lead = divide(
    wide,
    multiply(wide, overRootPi(wide, 1n), exp(wide, negate(square))),
    argument,
  );
  return rounded(p, multiply(wide, lead, asymptoticSum(wide, add(wide, square, square))));
}

function asymptoticSum(p: Precision, double: Real): Real {
  let [sum, term] = [one(p), one(p)];
  for (let odd = 1n; magnitude(term) > magnitude(sum) - p.bits; odd += 2n) {
    term = negate(divide(p, multiply(p, term, fromInteger(p, odd)), double));
    sum = add(p, sum, term);
  }
  return sum;
}
