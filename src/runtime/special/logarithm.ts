/** log(1 + eˣ), the softplus, without overflow and with its full relative precision for x → −∞. */
export function log1pexp(x: number): number {
  if (x <= -37) return Math.exp(x);
  if (x <= 18) return Math.log1p(Math.exp(x));
  return x <= 34 ? x + Math.exp(-x) : x;
}

/** log(xᵃ), also where the power over- or underflows; of a negative number the whole powers, even ones, have one. */
export function logpow(x: number, a: number): number {
  if (a === 0) return 0;
  if (x >= 0) return a * Math.log(x);
  return a % 2 === 0 ? a * Math.log(-x) : NaN;
}

/** log(1 − eˣ) for x < 0, without cancellation at either end. */
export function log1mexp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** (eˣ − 1 − x)/x² by its series, for |x| ≤ 1. */
function scaledExcess(x: number): number {
  let sum = 0;
  // No division waits for another one.
  for (let k = 19; k > 2; k--) sum = (1 + sum) * (x / k);
  return 0.5 + 0.5 * sum;
}

/** log(1 − exp(−eˣ)), also where eˣ underflows: then it is x. */
export function logcexpexp(x: number): number {
  return x < -40 ? x : log1mexp(-Math.exp(x));
}

/** log log(1 + eˣ), also where eˣ underflows: then it is x. */
export function logsoftplus(x: number): number {
  return x < -40 ? x : Math.log(log1pexp(x));
}

/** log(1 + x²), also where x² overflows. */
export function log1psq(x: number): number {
  const square = x * x;
  return square < Infinity ? Math.log1p(square) : 2 * Math.log(Math.abs(x));
}

/** log cosh x, without overflow, and without cancellation near 0: cosh x = 1 + 2·sinh²(x/2). */
export function logcosh(x: number): number {
  const size = Math.abs(x);
  if (size > 1) return size - Math.LN2 + Math.log1p(Math.exp(-2 * size));
  const half = Math.sinh(0.5 * x);
  return Math.log1p(2 * half * half);
}

/** Where the series of log1pmx is shorter than the cancellation of the plain form is harmful. */
const nearZero = (x: number): boolean => x > -0.4 && x < 0.7;

/**
 * log(1 + x) − x without cancellation near 0.
 *
 * With r = x/(2 + x), log(1 + x) = 2·artanh r and x = 2r/(1 − r), so that
 * log(1 + x) − x = r·(2r²·(1/3 + r²/5 + r⁴/7 + …) − x).
 */
export function log1pmx(x: number): number {
  if (!nearZero(x)) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const square = r * r;
  let sum = 0;
  for (let k = 33; k > 1; k -= 2) sum = sum * square + 1 / k;
  return r * (2 * square * sum - x);
}

/**
 * x·log(x/m) + m − x ≥ 0 for x ≥ 0 and m > 0, without cancellation where x ≈ m: half the unit
 * deviance of a Poisson count x with mean m.
 */
export function devianceTerm(x: number, m: number): number {
  if (x === 0) return m;
  const difference = (m - x) / x;
  if (nearZero(difference)) return -x * log1pmx(difference);
  return x * (Math.log(x) - Math.log(m)) + m - x;
}

/** eˣ − 1 − x, without cancellation near 0. */
export function expm1mx(x: number): number {
  return Math.abs(x) > 1 ? Math.expm1(x) - x : x * x * scaledExcess(x);
}

/**
 * devianceTerm(x, eˡ): the mean by its logarithm, also where the mean itself over- or underflows
 * beside a count. With t = l − log x it is x·(eᵗ − 1 − t).
 */
export function devianceTermLog(x: number, l: number): number {
  if (x === 0) return Math.exp(l);
  const t = l - Math.log(x);
  return Math.abs(t) > 1 ? Math.exp(l) - x * (1 + t) : x * expm1mx(t);
}

/**
 * devianceTerm(a, (a + b)·σ(z)) + devianceTerm(b, (a + b)·σ(−z)): half the deviance of a successes and b failures
 * at the log odds z.
 */
export function binomialDeviance(a: number, b: number, z: number): number {
  const n = a + b;
  if (Math.abs(z) < 30) return devianceTerm(a, n * sigmoid(z)) + devianceTerm(b, n * sigmoid(-z));
  const log = Math.log(n);
  return devianceTermLog(a, log - log1pexp(-z)) + devianceTermLog(b, log - log1pexp(z));
}

/** −log(1 − r) − r for 1 − r = (a + b)/(b + eˡ): the slope of binomialDeviance(a, b, l − log b) by b. */
export function sizedDevianceSlope(a: number, b: number, l: number): number {
  const z = l - Math.log(b);
  const r = sigmoid(z) - (a * sigmoid(-z)) / b;
  return r < 0.5 ? -log1pmx(-r) : log1pexp(z) - Math.log1p(a / b) - r;
}

/** 1/cosh²(x) of t = tanh x, by t itself where 1 − t² keeps its digits. */
export function tanhSlope(t: number, x: number): number {
  if (Math.abs(t) < 0.9) return 1 - t * t;
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / ((1 + e) * (1 + e));
}

/** 1/(1 + e⁻ˣ) without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** log(p/(1 − p)), the inverse of `sigmoid`. */
export const logit = (p: number): number => Math.log(p) - Math.log1p(-p);
