const D = 2;
const H = 8;
const K = 3;
const B1 = H * D;
const W2 = B1 + H;
const B2 = W2 + K * H;

const h = new Float64Array(H);

/** θ = W1 (8 × 2), b1, W2 (3 × 8), b2. The three outputs and the two inputs live in locals. */
export function objectiveAndGradient(theta, { x, y }, n, gradient) {
  let loss = 0;
  let s0 = 0,
    s1 = 0,
    s2 = 0;
  gradient.fill(0);
  for (let i = 0; i < n; i++) {
    const x0 = x[2 * i];
    const x1 = x[2 * i + 1];
    const label = y[i];
    let z0 = theta[B2],
      z1 = theta[B2 + 1],
      z2 = theta[B2 + 2];
    for (let j = 0; j < H; j++) {
      const u = theta[B1 + j] + theta[2 * j] * x0 + theta[2 * j + 1] * x1;
      const v = Math.tanh(u);
      h[j] = v;
      z0 += v * theta[W2 + j];
      z1 += v * theta[W2 + H + j];
      z2 += v * theta[W2 + 2 * H + j];
    }
    const top = Math.max(z0, z1, z2);
    const e0 = Math.exp(z0 - top);
    const e1 = Math.exp(z1 - top);
    const e2 = Math.exp(z2 - top);
    const total = e0 + e1 + e2;
    const scale = 1 / total;
    loss += top + Math.log(total) - (label === 0 ? z0 : label === 1 ? z1 : z2);
    const d0 = e0 * scale - (label === 0 ? 1 : 0);
    const d1 = e1 * scale - (label === 1 ? 1 : 0);
    const d2 = e2 * scale - (label === 2 ? 1 : 0);
    s0 += d0;
    s1 += d1;
    s2 += d2;
    for (let j = 0; j < H; j++) {
      const v = h[j];
      gradient[W2 + j] += d0 * v;
      gradient[W2 + H + j] += d1 * v;
      gradient[W2 + 2 * H + j] += d2 * v;
      const d =
        (d0 * theta[W2 + j] + d1 * theta[W2 + H + j] + d2 * theta[W2 + 2 * H + j]) * (1 - v * v);
      gradient[B1 + j] += d;
      gradient[2 * j] += d * x0;
      gradient[2 * j + 1] += d * x1;
    }
  }
  gradient[B2] = s0;
  gradient[B2 + 1] = s1;
  gradient[B2 + 2] = s2;
  for (let j = 0; j < gradient.length; j++) gradient[j] /= n;
  return loss / n;
}
