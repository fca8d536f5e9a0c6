const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const sigmoid = (z) => {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
};

/** θ = logits of p, q0, q1. The rows matter through three counts alone. */
export function prepare({ a, b }) {
  return (theta, gradient, n) => {
    let a0 = 0,
      b0 = 0,
      ab0 = 0;
    let a1 = 0,
      b1 = 0,
      ab1 = 0;
    const even = n & ~1;
    for (let i = 0; i < even; i += 2) {
      const u = a[i],
        v = b[i];
      const s = a[i + 1],
        t = b[i + 1];
      a0 += u;
      b0 += v;
      ab0 += u * v;
      a1 += s;
      b1 += t;
      ab1 += s * t;
    }
    if (even < n) {
      a0 += a[even];
      b0 += b[even];
      ab0 += a[even] * b[even];
    }
    const ones = a0 + a1;
    const both = ab0 + ab1;
    const onlyB = b0 + b1 - both;
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
  };
}
