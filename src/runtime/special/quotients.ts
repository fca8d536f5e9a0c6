/*
 * Quotients R(x) = F(x)/x of functions with F(0) = 0, and their derivatives of every order k. Of x·R = F follows
 * x·R⁽ᵏ⁾ + k·R⁽ᵏ⁻¹⁾ = F⁽ᵏ⁾, which cancels near 0, where the series does not.
 */

/** x·Rₖ + k·Rₖ₋₁ = Fₖ upwards from R₀. */
function recurrence(
  k: number,
  x: number,
  first: number,
  derivative: (order: number) => number,
): number {
  let value = first;
  for (let j = 1; j <= k; j++) value = (derivative(j) - j * value) / x;
  return value;
}

/** (eˣ − 1)/x, and 1 at 0. */
export const exprel = (x: number): number =>
  x === 0 ? 1 : Math.expm1(x) / Math.min(x, Number.MAX_VALUE);

/** The k-th derivative of exprel: ∫₀¹ sᵏ·eˣˢ ds. */
export function exprelMoment(k: number, x: number): number {
  const e = Math.exp(x);
  if (Math.abs(x) > 1) return e < Infinity ? recurrence(k, x, exprel(x), () => e) : e;
  let sum = 0;
  let power = 1;
  for (let j = 0; j < 20; power *= x / ++j) sum += power / (j + k + 1);
  return sum;
}

/** log(1 + x)/x, and 1 at 0. */
export const log1prel = (x: number): number => (x === 0 ? 1 : Math.log1p(x) / x);

/** The k-th derivative of log1prel. */
export function log1prelMoment(k: number, x: number): number {
  const sign = k % 2 === 0 ? 1 : -1;
  if (Math.abs(x) > 0.25) {
    let factorial = -1;
    return recurrence(k, x, log1prel(x), (j) => {
      factorial *= j === 1 ? -1 : 1 - j;
      return factorial / (1 + x) ** j;
    });
  }
  let term = 1;
  for (let j = 2; j <= k; j++) term *= j;
  let sum = 0;
  for (let j = 0; j < 40; j++) {
    sum += term / (j + k + 1);
    term *= (-x * (j + k + 1)) / (j + 1);
  }
  return sign * sum;
}

/** sin(x)/x, and 1 at 0. */
export const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x) / x);

/** The k-th derivative of sinc: ∫₀¹ sᵏ·cos(xs + kπ/2) ds. */
export function sincMoment(k: number, x: number): number {
  if (Math.abs(x) > 1.5) {
    const [sine, cosine] = [Math.sin(x), Math.cos(x)];
    const derivatives = [sine, cosine, -sine, -cosine];
    return recurrence(k, x, sine / x, (j) => derivatives[j % 4] as number);
  }
  const first = Math.ceil(k / 2);
  let power = 2 * first === k ? 1 : x;
  let sum = 0;
  for (let j = first; j < first + 14; j++) {
    sum += ((j % 2 === 0 ? 1 : -1) * power) / (2 * j + 1);
    const degree = 2 * j - k;
    power *= (x * x) / ((degree + 1) * (degree + 2));
  }
  return sum;
}
