const D = 784;
const H = 128;
const K = 10;
const B1 = H * D;
const W2 = B1 + H;
const B2 = W2 + K * H;

const T = new Float64Array(D * H);
let hidden = new Float64Array(0);
let delta = new Float64Array(0);
const z = new Float64Array(K);

/**
 * θ = W1 (128 × 784), b1, W2 (10 × 128), b2. Both large products are rank-4 updates over four rows that
 * stream over contiguous numbers: the first over the hidden units, for which W1 is transposed once a
 * call, the second over the inputs.
 */
export function objectiveAndGradient(theta, { x, y }, n, gradient) {
  if (hidden.length < n * H) {
    hidden = new Float64Array(n * H);
    delta = new Float64Array(n * H);
  }
  gradient.fill(0);
  transpose(theta, T);
  forward(theta, T, x, hidden, n);
  const loss = head(theta, gradient, y, hidden, delta, z, n);
  backward(gradient, x, delta, n);
  return loss / n;
}

function transpose(theta, T) {
  for (let j0 = 0; j0 < H; j0 += 16) {
    for (let k = 0; k < D; k++) {
      for (let j = j0; j < j0 + 16; j++) T[k * H + j] = theta[j * D + k];
    }
  }
}

function forward(theta, T, x, h, n) {
  for (let i = 0; i < n; i++) for (let j = 0; j < H; j++) h[i * H + j] = theta[B1 + j];
  for (let i = 0; i < n; i += 4) {
    const o = i * H;
    for (let k = 0; k < D; k += 4) {
      let u = i * D + k;
      const a0 = x[u],
        a1 = x[u + 1],
        a2 = x[u + 2],
        a3 = x[u + 3];
      u += D;
      const b0 = x[u],
        b1 = x[u + 1],
        b2 = x[u + 2],
        b3 = x[u + 3];
      u += D;
      const c0 = x[u],
        c1 = x[u + 1],
        c2 = x[u + 2],
        c3 = x[u + 3];
      u += D;
      const d0 = x[u],
        d1 = x[u + 1],
        d2 = x[u + 2],
        d3 = x[u + 3];
      for (let j = 0, q = k * H; j < H; j++, q++) {
        const w0 = T[q],
          w1 = T[q + H],
          w2 = T[q + 2 * H],
          w3 = T[q + 3 * H];
        h[o + j] += a0 * w0 + a1 * w1 + a2 * w2 + a3 * w3;
        h[o + H + j] += b0 * w0 + b1 * w1 + b2 * w2 + b3 * w3;
        h[o + 2 * H + j] += c0 * w0 + c1 * w1 + c2 * w2 + c3 * w3;
        h[o + 3 * H + j] += d0 * w0 + d1 * w1 + d2 * w2 + d3 * w3;
      }
    }
    for (let j = o; j < o + 4 * H; j++) h[j] = h[j] > 0 ? h[j] : 0;
  }
}

function head(theta, gradient, y, h, delta, z, n) {
  let loss = 0;
  const scale = 1 / n;
  for (let i = 0; i < n; i++) {
    const o = i * H;
    let top = -Infinity;
    for (let c = 0; c < K; c++) {
      let s = theta[B2 + c];
      for (let j = 0, u = W2 + c * H; j < H; j++, u++) s += h[o + j] * theta[u];
      z[c] = s;
      if (s > top) top = s;
    }
    const label = y[i];
    let total = 0;
    loss += top - z[label];
    for (let c = 0; c < K; c++) {
      z[c] = Math.exp(z[c] - top);
      total += z[c];
    }
    loss += Math.log(total);
    for (let j = o; j < o + H; j++) delta[j] = 0;
    for (let c = 0; c < K; c++) {
      const d = (z[c] / total - (c === label ? 1 : 0)) * scale;
      gradient[B2 + c] += d;
      for (let j = 0, u = W2 + c * H; j < H; j++, u++) {
        gradient[u] += d * h[o + j];
        delta[o + j] += d * theta[u];
      }
    }
    for (let j = 0; j < H; j++) {
      const d = h[o + j] > 0 ? delta[o + j] : 0;
      delta[o + j] = d;
      gradient[B1 + j] += d;
    }
  }
  return loss;
}

function backward(gradient, x, delta, n) {
  for (let j = 0; j < H; j += 4) {
    const g0 = j * D,
      g1 = g0 + D,
      g2 = g1 + D,
      g3 = g2 + D;
    for (let i = 0; i < n; i += 4) {
      let u = i * H + j;
      const a0 = delta[u],
        a1 = delta[u + 1],
        a2 = delta[u + 2],
        a3 = delta[u + 3];
      u += H;
      const b0 = delta[u],
        b1 = delta[u + 1],
        b2 = delta[u + 2],
        b3 = delta[u + 3];
      u += H;
      const c0 = delta[u],
        c1 = delta[u + 1],
        c2 = delta[u + 2],
        c3 = delta[u + 3];
      u += H;
      const d0 = delta[u],
        d1 = delta[u + 1],
        d2 = delta[u + 2],
        d3 = delta[u + 3];
      const o = i * D;
      for (let k = 0; k < D; k++) {
        const x0 = x[o + k],
          x1 = x[o + D + k],
          x2 = x[o + 2 * D + k],
          x3 = x[o + 3 * D + k];
        gradient[g0 + k] += a0 * x0 + b0 * x1 + c0 * x2 + d0 * x3;
        gradient[g1 + k] += a1 * x0 + b1 * x1 + c1 * x2 + d1 * x3;
        gradient[g2 + k] += a2 * x0 + b2 * x1 + c2 * x2 + d2 * x3;
        gradient[g3 + k] += a3 * x0 + b3 * x1 + c3 * x2 + d3 * x3;
      }
    }
  }
}
