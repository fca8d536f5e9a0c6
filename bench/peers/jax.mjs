import { joinGradient, splitData, splitTheta } from './tensors.mjs';

// jax-js asks for these of a browser when it is imported; Node 20 has neither.
globalThis.navigator ??= {};
globalThis.Float16Array ??= Float32Array;
const { defaultDevice, init, jit, nn, numpy: np, valueAndGrad } = await import('@jax-js/jax');
await init('wasm');
defaultDevice('wasm');

// A function uses up the arrays that it is passed; `ref` keeps one for another use.

/** −log p of binary y by the logit of its probability. */
const crossEntropy = (z, y) => np.mean(nn.softplus(z.ref).sub(y.mul(z)));

const network =
  (activation) =>
  ([W1, b1, W2, b2], [x, y]) => {
    const hidden = activation(np.matmul(x, W1).add(b1));
    const logits = np.matmul(hidden, W2).add(b2);
    return np.mean(nn.logSoftmax(logits).mul(y).sum(1)).neg();
  };

/** J by the parameters, unconstrained as in θ, and the columns. */
export const objectives = {
  'linear-regression': ([w, b, logSigma], [x, y]) => {
    const square = np.mean(np.square(y.sub(w.mul(x)).sub(b)));
    const halfPrecision = np.exp(logSigma.ref.mul(-2)).mul(0.5);
    return square
      .mul(halfPrecision)
      .add(logSigma)
      .add(Math.log(2 * Math.PI) / 2);
  },
  'logistic-regression': ([w, b], [x, y]) => crossEntropy(np.matmul(x, w).add(b), y),
  'two-node': ([p, q0, q1], [a, b]) => {
    const z = q0.ref.add(a.ref.mul(q1.sub(q0)));
    return nn.softplus(p.ref).sub(np.mean(a).mul(p)).add(crossEntropy(z, b));
  },
  'softmax-small': network(np.tanh),
  'softmax-large': network(nn.relu),
};

/** J and its gradient as a function of the number of a call; the data is on the device before the first. */
export function prepare({ model, layout, sets, theta }, float) {
  const put = ({ values, shape }) => np.array(values, { shape, dtype: float.name });
  const data = sets.map((set) => splitData(layout, set, float).map(put));
  const parameters = splitTheta(layout, theta, float);
  const valueAndGradient = jit(valueAndGrad(objectives[model]));
  const call = (k) => {
    const columns = data[k & 1].map((column) => column.ref);
    const [value, gradient] = valueAndGradient(parameters.map(put), columns);
    return [value.dataSync()[0], gradient.map((part) => part.dataSync())];
  };
  return { call, join: (gradient) => joinGradient(layout, gradient) };
}
