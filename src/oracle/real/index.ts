export {
  absolute,
  add,
  compare,
  divide,
  dot,
  floor,
  isInteger,
  multiply,
  negate,
  scaled,
  sqrt,
  subtract,
} from './arithmetic.ts';
export { pi } from './constants.ts';
export { erf, erfc } from './error-function.ts';
export { exp, log, one, pow } from './exponential.ts';
export { digamma, gamma, lgamma, polygamma } from './gamma.ts';
export { Precision } from './precision.ts';
export {
  bitLength,
  fromFraction,
  fromInteger,
  fromNumber,
  fromText,
  infinity,
  isFinite,
  isIdentical,
  isNaN,
  isZero,
  magnitude,
  notANumber,
  round,
  rounded,
  signOf,
  toNumber,
  toText,
  zero,
  type Real,
} from './real.ts';
export { acos, asin, atan, atan2, cos, sin } from './trigonometric.ts';
