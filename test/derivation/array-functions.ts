import { present } from '../../src/base/invariant.ts';
import { elementwiseRule, type Tensor } from '../../src/graph/index.ts';
import * as A from './arrays.ts';

const lgamma = elementwiseRule('lgamma').value;
const gamma = (x: number): number => Math.exp(lgamma(x));

const ofNumbers =
  (f: (...x: number[]) => number) =>
  (...args: Tensor[]): Tensor =>
    args.length === 1 ? A.map(f, present(args[0])) : A.zip(f, present(args[0]), present(args[1]));

function softmax(z: Tensor): Tensor {
  const top = Math.max(...z.values);
  const weights = z.values.map((x) => Math.exp(x - top));
  const total = weights.reduce((s, x) => s + x, 0);
  return { shape: z.shape, values: weights.map((w) => w / total) };
}

const total =
  (f: (s: number, x: number) => number, start: number) =>
  (a: Tensor): Tensor =>
    A.scalar(a.values.reduce(f, start));

const where =
  (keep: (i: number, j: number) => boolean) =>
  (a: Tensor): Tensor => ({
    ...a,
    values: a.values.map((x, at) => {
      const columns = present(a.shape[1]);
      return keep(Math.floor(at / columns), at % columns) ? x : 0;
    }),
  });

function diag(a: Tensor): Tensor {
  const [n = 0] = a.shape;
  const at = (k: number): number => present(a.values[a.shape.length === 1 ? k : k * n + k]);
  if (a.shape.length === 2) return { shape: [n], values: [...Array(n).keys()].map(at) };
  const values = Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? at(k % n) : 0));
  return { shape: [n, n], values };
}

/** The functions of the language that are no rows of the elementwise table. */
export const functions: { readonly [name: string]: ((...args: Tensor[]) => Tensor) | undefined } = {
  gamma: ofNumbers(gamma),
  factorial: ofNumbers((n) => gamma(n + 1)),
  choose: ofNumbers((n, k) => Math.exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1))),
  beta: ofNumbers((a, b) => Math.exp(lgamma(a) + lgamma(b) - lgamma(a + b))),
  softmax,
  log_softmax: (z) => A.map(Math.log, softmax(z)),
  logsumexp: (z) => A.scalar(Math.log(z.values.reduce((s, x) => s + Math.exp(x), 0))),
  sum: total((s, x) => s + x, 0),
  prod: total((s, x) => s * x, 1),
  max: (...args) =>
    args.length === 1
      ? total((a, x) => Math.max(a, x), -Infinity)(present(args[0]))
      : ofNumbers(Math.max)(...args),
  mean: (a) => A.scalar(a.values.reduce((s, x) => s + x, 0) / a.values.length),
  tril: (a, k) => where((i, j) => j - i <= (k ? A.number(k) : 0))(a),
  triu: (a, k) => where((i, j) => j - i >= (k ? A.number(k) : 0))(a),
  diag,
};
