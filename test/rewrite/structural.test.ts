import { expect, test } from 'vitest';
import { analyse, compile, instantiate } from '../../src/compile.ts';
import {
  evaluate,
  postorder,
  verifyGraph,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';
import { replay } from '../../src/replay/index.ts';

test('the log of a product over an axis is a sum of logs, which does not underflow', () => {
  const { records } = analyse('param a: positive[3]\nloss -log(prod(a .^ 200))');
  const { objective, gradient } = records.at(-1)!.maths;
  const kinds = postorder([objective, ...gradient]).map((node) => node.kind);
  expect(kinds).not.toContain('reduce');
  const theta: Tensor = { shape: [3], values: [-1, -2, -3] };
  const valueOf = (_symbol: Symbol): Tensor => theta;
  const [value, slope] = evaluate([objective, ...gradient], { rows: 0, valueOf });
  expect(value?.values).toEqual([1200]);
  expect(slope?.values).toEqual([-200, -200, -200]);
});

test.each([
  'param a: real\nloss (a > 0 ? sqrt(a) : a^2)',
  'param a: real\nloss (a < 3 ? a^2 : sqrt(a))',
  'data x: real\nparam a: real, k: positive\nloss (x > a ? (x - a)^k : 0)',
  'data y: binary, x: real\nparam b: real\ny ~ bernoulli(1 - exp(-exp(b*x)))',
  'data y: positive\nparam l: real, m: real\nloss ((y^l - 1)/l - m)^2',
  'data k: count, x: real\nparam b: real, phi: positive\nk ~ neg_binomial_2(exp(b*x), phi)',
  'param p: unit, q: unit\nloss (1 - p*q)^2',
  'param p: unit, n: positive\nloss (p^n - 1)^2',
  'data y: binary\nparam a: real, b: real\ny ~ bernoulli(sigmoid(a)*sigmoid(b))',
  'data y: binary, n: count\nparam p: unit\ny ~ bernoulli(1 - (1 - p)^n)',
  'data y: binary, d: positive\nparam a: positive\ny ~ bernoulli(1 - (1 + d)^(-a))',
  'data y: category(3)\nparam z: real[3], k: real\ny ~ categorical(softmax(k*z))',
  'data x: real[3]\nparam w: real[3]\nloss norm(x - w)',
])('every step of the passes holds: %s', (text) => {
  const steps = analyse(text).records.flatMap((record) => record.steps);
  const digits = replay(steps).flatMap((each) => each.digits ?? []);
  expect(digits.length).toBeGreaterThan(0);
  expect(Math.min(...digits)).toBeGreaterThan(12);
});

test.each([
  'u = exp(V*x)\nloss sum(a > 0 ? u : 0*u) - y',
  'loss (y - sum(a > 0 ? a : exp(a) - 1))^2',
  'loss sum(a > 0 ? exp(V*x) : 0) - y',
  'z = sum(a)\nloss (z > 30 ? z : log(1 + exp(z)) + exp(z)) - y*z',
])('loops are made of cases of vectors and of sums: %s', (text) => {
  const { model, records, instantiate } = compile(
    `data x: real[3], y: real\nparam W: real[8, 3], V: real[8, 3]\na = W*x\npenalty sum(V.^2)\n${text}`,
  );
  for (const { maths } of records) verifyGraph([maths.objective, ...maths.gradient]);
  expect(instantiate().layout.size).toBe(model.layout.size);
});

test('a slope is finite where the case of a sum that is not taken overflows', () => {
  const model = instantiate(
    'data x: real[3]\nparam W: real[8, 3]\nA = W*x\nloss sum(A > 0 ? A : exp(A) - 1)',
  );
  const theta = new Float64Array(24).fill(400);
  const gradient = new Float64Array(24);
  const x = Float64Array.of(1, 2, 3, 3, 2, 1);
  const rows = { from: 0, to: 2, order: null };
  model.objectiveAndGradient(theta, { x, rows: 2, totalWeight: 2 }, rows, gradient);
  expect([...gradient]).toEqual(new Array(24).fill(2));
});
