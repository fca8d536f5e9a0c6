import * as R from './real/index.ts';
import type { Precision, Real } from './real/index.ts';

/** A function of numbers. */
export type ScalarFunction = (p: Precision, ...args: Real[]) => Real;

type One = (p: Precision, x: Real) => Real;
type Two = (p: Precision, x: Real, y: Real) => Real;

const missing = R.notANumber;
const one =
  (f: One): ScalarFunction =>
  (p, x = missing) =>
    f(p, x);
const two =
  (f: Two): ScalarFunction =>
  (p, x = missing, y = missing) =>
    f(p, x, y);

const whole = (p: Precision, n: number): Real => R.fromInteger(p, BigInt(n));
const half = (p: Precision, x: Real): Real => R.divide(p, x, whole(p, 2));
const reciprocal: One = (p, x) => R.divide(p, R.one(p), x);
const exp = R.exp;
const expNegative: One = (p, x) => R.exp(p, R.negate(x));
const plusOne: One = (p, x) => R.add(p, x, R.one(p));
const oneMinus: One = (p, x) => R.subtract(p, R.one(p), x);
const square: One = (p, x) => R.multiply(p, x, x);

const truth = (p: Precision, holds: boolean): Real => (holds ? R.one(p) : R.zero);
const isTrue = (x: Real): boolean => !R.isZero(x);
const comparison = (holds: (order: number) => boolean): ScalarFunction =>
  two((p, x, y) => truth(p, holds(R.compare(x, y))));
/** f after the reciprocal, as in arcsec x = arccos 1/x. */
const ofReciprocal = (f: One): ScalarFunction => one((p, x) => f(p, reciprocal(p, x)));
/** One over f, as in sec x = 1/cos x. */
const over = (f: One): ScalarFunction => one((p, x) => reciprocal(p, f(p, x)));

const sinh: One = (p, x) => half(p, R.subtract(p, exp(p, x), expNegative(p, x)));
const cosh: One = (p, x) => half(p, R.add(p, exp(p, x), expNegative(p, x)));
const tan: One = (p, x) => R.divide(p, R.sin(p, x), R.cos(p, x));
/** 1 − 2/(e²ˣ + 1). */
const tanh: One = (p, x) =>
  oneMinus(p, R.divide(p, whole(p, 2), plusOne(p, exp(p, R.add(p, x, x)))));
const asinh: One = (p, x) => {
  const size = R.absolute(x);
  const value = R.log(p, R.add(p, size, R.sqrt(p, plusOne(p, square(p, x)))));
  return R.signOf(x) < 0 ? R.negate(value) : value;
};
const acosh: One = (p, x) =>
  R.log(p, R.add(p, x, R.sqrt(p, R.multiply(p, R.subtract(p, x, R.one(p)), plusOne(p, x)))));
const atanh: One = (p, x) => half(p, R.log(p, R.divide(p, plusOne(p, x), oneMinus(p, x))));
const sigmoid: One = (p, x) => reciprocal(p, plusOne(p, expNegative(p, x)));
const greater = (x: Real, y: Real): Real => (R.compare(x, y) >= 0 ? x : y);
const lesser = (x: Real, y: Real): Real => (R.compare(x, y) <= 0 ? x : y);
const nanOr =
  (pick: (x: Real, y: Real) => Real): Two =>
  (_p, x, y) =>
    R.isNaN(x) || R.isNaN(y) ? R.notANumber : pick(x, y);
const logTo =
  (base: number): One =>
  (p, x) =>
    R.divide(p, R.log(p, x), R.log(p, whole(p, base)));
/** x log y, and 0 for x = 0. */
const timesLog: Two = (p, x, y) => (R.isZero(x) ? x : R.multiply(p, x, R.log(p, y)));
const logBeta: Two = (p, x, y) =>
  R.subtract(p, R.add(p, R.lgamma(p, x), R.lgamma(p, y)), R.lgamma(p, R.add(p, x, y)));
const digammaDifference: Two = (p, x, y) =>
  R.subtract(p, R.digamma(p, R.add(p, x, y)), R.digamma(p, x));
const choose: Two = (p, n, k) => {
  const ways = (m: Real): Real => R.gamma(p, plusOne(p, m));
  return R.divide(p, ways(n), R.multiply(p, ways(k), ways(R.subtract(p, n, k))));
};

/** The real n-th root, of a negative number too where n is odd. */
const root: Two = (p, x, n) => {
  const size = R.pow(p, R.absolute(x), reciprocal(p, n));
  if (R.signOf(x) >= 0) return size;
  return R.isInteger(half(p, n)) ? R.notANumber : R.negate(size);
};

/** x − y⌊x/y⌋; x itself for y = 0. */
const mod: Two = (p, x, y) =>
  R.isZero(y) ? x : R.subtract(p, x, R.multiply(p, y, R.floor(p, R.divide(p, x, y))));
/** Halves are rounded away from zero. */
const round: One = (p, x) => {
  const size = R.floor(p, R.add(p, R.absolute(x), half(p, R.one(p))));
  return R.signOf(x) < 0 ? R.negate(size) : size;
};
/** (x − ½) log x − x + ½ log 2π. */
const stirling: One = (p, x) => {
  const lead = R.multiply(p, R.subtract(p, x, half(p, R.one(p))), R.log(p, x));
  const constant = half(p, R.log(p, R.multiply(p, whole(p, 2), R.pi(p))));
  return R.add(p, R.subtract(p, lead, x), constant);
};

/** log x! − x log x + x. */
const factorialError: One = (p, x) =>
  R.add(p, R.subtract(p, R.lgamma(p, plusOne(p, x)), timesLog(p, x, x)), x);

/** x·log(x/m) + m − x. */
const deviance: Two = (p, x, m) => R.subtract(p, R.add(p, timesLog(p, x, R.divide(p, x, m)), m), x);

/** Of x successes and y failures at the log odds z. */
const binomialDeviance: ScalarFunction = (p, x = missing, y = missing, z = missing) => {
  const all = R.add(p, x, y);
  const part = (count: Real, odds: Real): Real =>
    deviance(p, count, R.multiply(p, all, sigmoid(p, odds)));
  return R.add(p, part(x, z), part(y, R.negate(z)));
};

const arithmetic: Record<string, ScalarFunction> = {
  add: (p, ...args) => args.reduce((x, y) => R.add(p, x, y)),
  subtract: two(R.subtract),
  times: two(R.multiply),
  dotMultiply: (p, ...args) => args.reduce((x, y) => R.multiply(p, x, y)),
  dotDivide: two(R.divide),
  dotPow: two(R.pow),
  negate: one((_p, x) => R.negate(x)),
  plus: one((_p, x) => x),
  still: one((_p, x) => x),
  nonNegative: one((_p, x) => (R.signOf(x) < 0 ? R.notANumber : x)),
  mod: two(mod),
  abs: one((_p, x) => R.absolute(x)),
  sign: one((p, x) => (R.isNaN(x) ? x : whole(p, R.signOf(x)))),
  floor: one(R.floor),
  ceil: one((p, x) => R.negate(R.floor(p, R.negate(x)))),
  round: one(round),
  maximum: two(nanOr(greater)),
  minimum: two(nanOr(lesser)),
  where: (_p, condition = missing, x = missing, y = missing) => (isTrue(condition) ? x : y),
  square: one(square),
  cube: one((p, x) => R.multiply(p, x, square(p, x))),
  sqrt: one(R.sqrt),
  cbrt: one((p, x) => root(p, x, whole(p, 3))),
  nthRoot: (p, x = missing, n = whole(p, 2)) => root(p, x, n),
  hypot: (p, ...sides) =>
    R.sqrt(
      p,
      sides.map((side) => square(p, side)).reduce((x, y) => R.add(p, x, y)),
    ),
};

const logic: Record<string, ScalarFunction> = {
  less: comparison((order) => order < 0),
  lessEqual: comparison((order) => order <= 0),
  greater: comparison((order) => order > 0),
  greaterEqual: comparison((order) => order >= 0),
  equal: comparison((order) => order === 0),
  notEqual: comparison((order) => order !== 0),
  and: two((p, x, y) => truth(p, isTrue(x) && isTrue(y))),
  or: two((p, x, y) => truth(p, isTrue(x) || isTrue(y))),
  not: one((p, x) => truth(p, !isTrue(x))),
};

/** (eˣ − 1)/x, and 1 at 0. */
const exprel: One = (p, x) =>
  R.isZero(x) ? R.one(p) : R.divide(p, R.subtract(p, exp(p, x), R.one(p)), x);

/** The k-th derivative of F(x)/x, by those of F from the first on, and its value at 0. */
function quotient(
  p: Precision,
  order: Real,
  x: Real,
  derivative: (k: number) => Real,
  atZero: (k: number) => Real,
): Real {
  const k = R.toNumber(order);
  if (R.isZero(x)) return atZero(k);
  let value = R.divide(p, derivative(0), x);
  for (let j = 1; j <= k; j++) {
    value = R.divide(p, R.subtract(p, derivative(j), R.multiply(p, whole(p, j), value)), x);
  }
  return value;
}

const exprelMoment: Two = (p, k, x) =>
  quotient(
    p,
    k,
    x,
    (j) => (j === 0 ? R.subtract(p, exp(p, x), R.one(p)) : exp(p, x)),
    (j) => reciprocal(p, whole(p, j + 1)),
  );

const factorialOf = (p: Precision, n: number): Real => R.gamma(p, whole(p, n + 1));
const alternating = (k: number, x: Real): Real => (k % 2 === 0 ? x : R.negate(x));

const log1prelMoment: Two = (p, k, x) =>
  quotient(
    p,
    k,
    x,
    (j) => {
      if (j === 0) return R.log(p, plusOne(p, x));
      const size = R.divide(p, factorialOf(p, j - 1), R.pow(p, plusOne(p, x), whole(p, j)));
      return alternating(j - 1, size);
    },
    (j) => alternating(j, R.divide(p, factorialOf(p, j), whole(p, j + 1))),
  );

const sincMoment: Two = (p, k, x) =>
  quotient(
    p,
    k,
    x,
    (j) => alternating(Math.floor(j / 2), j % 2 === 0 ? R.sin(p, x) : R.cos(p, x)),
    (j) => (j % 2 === 1 ? R.zero : alternating(j / 2, reciprocal(p, whole(p, j + 1)))),
  );

const exponential: Record<string, ScalarFunction> = {
  exp: one(exp),
  expm1: one((p, x) => R.subtract(p, exp(p, x), R.one(p))),
  log: (p, x = missing, base) => {
    const value = R.log(p, x);
    return base ? R.divide(p, value, R.log(p, base)) : value;
  },
  log1p: one((p, x) => R.log(p, plusOne(p, x))),
  log2: one(logTo(2)),
  log10: one(logTo(10)),
  log1mexp: one((p, x) => R.log(p, oneMinus(p, exp(p, x)))),
  logcexpexp: one((p, x) => R.log(p, oneMinus(p, exp(p, R.negate(exp(p, x)))))),
  exprel: one(exprel),
  exprelMoment: two(exprelMoment),
  log1prel: one((p, x) => log1prelMoment(p, R.zero, x)),
  log1prelMoment: two(log1prelMoment),
  log1pmx: one((p, x) => R.subtract(p, R.log(p, plusOne(p, x)), x)),
  log1psq: one((p, x) => R.log(p, plusOne(p, square(p, x)))),
  log1psqSlope: one((p, x) => R.divide(p, R.add(p, x, x), plusOne(p, square(p, x)))),
  logaddexp: two((p, x, y) => R.log(p, R.add(p, exp(p, x), exp(p, y)))),
  xlogy: two(timesLog),
  logpow: two((p, x, y) => R.log(p, R.pow(p, x, y))),
  xlog1py: two((p, x, y) => timesLog(p, x, plusOne(p, y))),
  sigmoid: one(sigmoid),
  logit: one((p, x) => R.log(p, R.divide(p, x, oneMinus(p, x)))),
  softplus: one((p, x) => R.log(p, plusOne(p, exp(p, x)))),
  logsoftplus: one((p, x) => R.log(p, R.log(p, plusOne(p, exp(p, x))))),
  relu: one((_p, x) => (R.signOf(x) < 0 ? R.zero : x)),
};

const trigonometric: Record<string, ScalarFunction> = {
  sin: one(R.sin),
  sinc: one((p, x) => sincMoment(p, R.zero, x)),
  sincMoment: two(sincMoment),
  cos: one(R.cos),
  tan: one(tan),
  cot: over(tan),
  sec: over(R.cos),
  csc: over(R.sin),
  asin: one(R.asin),
  acos: one(R.acos),
  atan: one(R.atan),
  atan2: two(R.atan2),
  acot: ofReciprocal(R.atan),
  asec: ofReciprocal(R.acos),
  acsc: ofReciprocal(R.asin),
  sinh: one(sinh),
  cosh: one(cosh),
  tanh: one(tanh),
  tanhSlope: two((p, _t, x) => square(p, reciprocal(p, cosh(p, x)))),
  coth: over(tanh),
  logcosh: one((p, x) => R.log(p, cosh(p, x))),
  sech: over(cosh),
  csch: over(sinh),
  asinh: one(asinh),
  acosh: one(acosh),
  atanh: one(atanh),
  acoth: ofReciprocal(atanh),
  asech: ofReciprocal(acosh),
  acsch: ofReciprocal(asinh),
};

const special: Record<string, ScalarFunction> = {
  erf: one(R.erf),
  erfc: one(R.erfc),
  erfcx: one((p, x) => R.multiply(p, exp(p, square(p, x)), R.erfc(p, x))),
  logerfc: one((p, x) => R.log(p, R.erfc(p, x))),
  logerfcDifference: two((p, x, y) => R.log(p, R.subtract(p, R.erfc(p, x), R.erfc(p, y)))),
  lognormcdf: one((p, x) => {
    const tail = R.erfc(p, R.negate(R.divide(p, x, R.sqrt(p, whole(p, 2)))));
    return R.log(p, R.divide(p, tail, whole(p, 2)));
  }),
  gamma: one(R.gamma),
  factorial: one((p, x) => R.gamma(p, plusOne(p, x))),
  lgamma: one(R.lgamma),
  digamma: one(R.digamma),
  polygamma: two(R.polygamma),
  digammaDifference: two(digammaDifference),
  lbeta: two(logBeta),
  beta: two((p, x, y) => exp(p, logBeta(p, x, y))),
  lrising: two((p, x, y) => R.subtract(p, R.lgamma(p, R.add(p, x, y)), R.lgamma(p, x))),
  choose: two(choose),
  combinations: two(choose),
  binomialDeviance,
  sizedDeviance: (p, x = missing, y = missing, l = missing) =>
    binomialDeviance(p, x, y, R.subtract(p, l, R.log(p, y))),
  erfcShare: two((p, x, y) =>
    R.divide(p, exp(p, R.negate(square(p, x))), R.subtract(p, R.erfc(p, x), R.erfc(p, y))),
  ),
  sizedDevianceSlope: (p, x = missing, y = missing, l = missing) => {
    const left = R.divide(p, R.add(p, x, y), R.add(p, y, exp(p, l)));
    return R.subtract(p, R.negate(R.log(p, left)), oneMinus(p, left));
  },
  devianceTerm: two(deviance),
  devianceTermLog: two((p, x, l) =>
    R.subtract(p, R.add(p, timesLog(p, x, R.divide(p, x, exp(p, l))), exp(p, l)), x),
  ),
  factorialError: one(factorialError),
  chooseError: two((p, x, y) => {
    const whole = factorialError(p, R.add(p, x, y));
    return R.subtract(p, R.subtract(p, whole, factorialError(p, x)), factorialError(p, y));
  }),
  chooseErrorSlope: two((p, x, y) => {
    const slope = (z: Real): Real => R.subtract(p, R.digamma(p, plusOne(p, z)), R.log(p, z));
    return R.subtract(p, slope(R.add(p, x, y)), slope(x));
  }),
  stirlingError: one((p, x) => R.subtract(p, R.lgamma(p, x), stirling(p, x))),
  stirlingErrorSlope: one((p, x) => {
    const lead = R.subtract(p, R.digamma(p, x), R.log(p, x));
    return R.add(p, lead, half(p, reciprocal(p, x)));
  }),
};

/** Functions of numbers by name, by their definitions: no care is taken of lost digits. */
export const scalarFunctions: ReadonlyMap<string, ScalarFunction> = new Map(
  [arithmetic, logic, exponential, trigonometric, special].flatMap((part) => Object.entries(part)),
);
