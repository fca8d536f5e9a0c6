const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** θ = w, b, log σ. Two rows at a time: three sums for each keep to the registers there are. */
export function objectiveAndGradient(theta, { x, y }, n, gradient) {
  const w = theta[0];
  const b = theta[1];
  const precision = Math.exp(-2 * theta[2]);
  let sum0 = 0,
    sumX0 = 0,
    square0 = 0;
  let sum1 = 0,
    sumX1 = 0,
    square1 = 0;
  const even = n & ~1;
  for (let i = 0; i < even; i += 2) {
    const x0 = x[i];
    const x1 = x[i + 1];
    const r0 = w * x0 + b - y[i];
    const r1 = w * x1 + b - y[i + 1];
    sum0 += r0;
    sum1 += r1;
    sumX0 += r0 * x0;
    sumX1 += r1 * x1;
    square0 += r0 * r0;
    square1 += r1 * r1;
  }
  if (even < n) {
    const r = w * x[even] + b - y[even];
    sum0 += r;
    sumX0 += r * x[even];
    square0 += r * r;
  }
  const scale = precision / n;
  const square = scale * (square0 + square1);
  gradient[0] = scale * (sumX0 + sumX1);
  gradient[1] = scale * (sum0 + sum1);
  gradient[2] = 1 - square;
  return 0.5 * square + theta[2] + HALF_LOG_TWO_PI;
}
