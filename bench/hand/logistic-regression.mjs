const D = 20;

/** θ = w₁ … w₂₀, b. Four rows at a time load each weight once; the exponential serves loss and slope. */
export function objectiveAndGradient(theta, { x, y }, n, gradient) {
  const bias = theta[D];
  let loss = 0;
  let biasSlope = 0;
  gradient.fill(0);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const o0 = i * D;
    const o1 = o0 + D;
    const o2 = o1 + D;
    const o3 = o2 + D;
    let z0 = bias,
      z1 = bias,
      z2 = bias,
      z3 = bias;
    for (let j = 0; j < D; j++) {
      const w = theta[j];
      z0 += x[o0 + j] * w;
      z1 += x[o1 + j] * w;
      z2 += x[o2 + j] * w;
      z3 += x[o3 + j] * w;
    }
    const e0 = Math.exp(-Math.abs(z0));
    const e1 = Math.exp(-Math.abs(z1));
    const e2 = Math.exp(-Math.abs(z2));
    const e3 = Math.exp(-Math.abs(z3));
    const y0 = y[i],
      y1 = y[i + 1],
      y2 = y[i + 2],
      y3 = y[i + 3];
    // Each factor lies in (1, 2]: four logarithms are one.
    loss +=
      Math.log((1 + e0) * (1 + e1) * (1 + e2) * (1 + e3)) +
      (Math.max(z0, 0) - y0 * z0) +
      (Math.max(z1, 0) - y1 * z1) +
      (Math.max(z2, 0) - y2 * z2) +
      (Math.max(z3, 0) - y3 * z3);
    const d0 = (z0 >= 0 ? 1 : e0) / (1 + e0) - y0;
    const d1 = (z1 >= 0 ? 1 : e1) / (1 + e1) - y1;
    const d2 = (z2 >= 0 ? 1 : e2) / (1 + e2) - y2;
    const d3 = (z3 >= 0 ? 1 : e3) / (1 + e3) - y3;
    for (let j = 0; j < D; j++) {
      gradient[j] += d0 * x[o0 + j] + d1 * x[o1 + j] + d2 * x[o2 + j] + d3 * x[o3 + j];
    }
    biasSlope += d0 + d1 + d2 + d3;
  }
  for (let i = whole; i < n; i++) {
    const o = i * D;
    let z = bias;
    for (let j = 0; j < D; j++) z += x[o + j] * theta[j];
    const e = Math.exp(-Math.abs(z));
    loss += Math.max(z, 0) + Math.log1p(e) - y[i] * z;
    const d = (z >= 0 ? 1 : e) / (1 + e) - y[i];
    for (let j = 0; j < D; j++) gradient[j] += d * x[o + j];
    biasSlope += d;
  }
  gradient[D] = biasSlope;
  for (let j = 0; j <= D; j++) gradient[j] /= n;
  return loss / n;
}
