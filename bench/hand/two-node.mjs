const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const sigmoid = (z) => {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
};

/** θ = logits of p, q0, q1. The rows matter through three counts alone, taken five rows at a time. */
export function objectiveAndGradient(theta, { a, b }, n, gradient) {
  let ones = 0;
  let bs = 0;
  let both = 0;
  const whole = n - (n % 5);
  for (let i = 0; i < whole; i += 5) {
    const a0 = a[i],
      b0 = b[i];
    const a1 = a[i + 1],
      b1 = b[i + 1];
    const a2 = a[i + 2],
      b2 = b[i + 2];
    const a3 = a[i + 3],
      b3 = b[i + 3];
    const a4 = a[i + 4],
      b4 = b[i + 4];
    ones += a0 + a1 + a2 + a3 + a4;
    bs += b0 + b1 + b2 + b3 + b4;
    both += a0 * b0 + a1 * b1 + a2 * b2 + a3 * b3 + a4 * b4;
  }
  for (let i = whole; i < n; i++) {
    ones += a[i];
    bs += b[i];
    both += a[i] * b[i];
  }
  const onlyB = bs - both;
  const [p, q0, q1] = [theta[0], theta[1], theta[2]];
  gradient[0] = (n * sigmoid(p) - ones) / n;
  gradient[1] = ((n - ones) * sigmoid(q0) - onlyB) / n;
  gradient[2] = (ones * sigmoid(q1) - both) / n;
  return (
    (n * softplus(p) -
      ones * p +
      (n - ones) * softplus(q0) -
      onlyB * q0 +
      ones * softplus(q1) -
      both * q1) /
    n
  );
}
