import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { joinGradient, splitData, splitTheta } from './tensors.mjs';

tf.enableProdMode();
await tf.setBackend('wasm');

/** −log p of binary y by the logit of its probability. */
const crossEntropy = (z, y) => tf.mean(tf.sub(tf.softplus(z), tf.mul(y, z)));

const network =
  (activation) =>
  ([x, y]) =>
  (W1, b1, W2, b2) => {
    const hidden = activation(tf.add(tf.matMul(x, W1), b1));
    return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(hidden, W2), b2));
  };

/** J by the columns, and by the parameters, unconstrained as in θ. */
export const objectives = {
  'linear-regression':
    ([x, y]) =>
    (w, b, logSigma) => {
      const square = tf.mean(tf.square(tf.sub(tf.sub(y, tf.mul(w, x)), b)));
      const halfPrecision = tf.mul(tf.exp(tf.mul(logSigma, -2)), 0.5);
      return tf.add(tf.add(tf.mul(square, halfPrecision), logSigma), Math.log(2 * Math.PI) / 2);
    },
  'logistic-regression':
    ([x, y]) =>
    (w, b) =>
      crossEntropy(tf.add(tf.dot(x, w), b), y),
  'two-node':
    ([a, b]) =>
    (p, q0, q1) => {
      const z = tf.add(q0, tf.mul(a, tf.sub(q1, q0)));
      const first = tf.sub(tf.softplus(p), tf.mul(tf.mean(a), p));
      return tf.add(first, crossEntropy(z, b));
    },
  'softmax-small': network(tf.tanh),
  'softmax-large': network(tf.relu),
};

/** J and its gradient as a function of the number of a call; the data is on the device before the first. */
export function prepare({ model, layout, sets, theta }, float) {
  const put = ({ values, shape }) => tf.tensor(values, shape, float.name);
  const parameters = splitTheta(layout, theta, float);
  const functions = sets.map((set) =>
    tf.valueAndGrads(objectives[model](splitData(layout, set, float).map(put))),
  );
  const call = (k) => {
    const tensors = parameters.map(put);
    const { value, grads } = functions[k & 1](tensors);
    const result = [value.dataSync()[0], grads.map((part) => part.dataSync())];
    // Not `tidy`: it looks for tensors in what is returned, number by number.
    tf.dispose([tensors, value, grads]);
    return result;
  };
  return { call, join: (gradient) => joinGradient(layout, gradient) };
}
