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
  ['a Poisson count', 'data k: count\nparam a: positive\nk ~ poisson(a)'],
  ['a rate with an exposure', 'data k: count, t: positive\nparam b: real\nk ~ poisson(t*exp(b))'],
  ['a gamma density', 'data y: positive\nparam a: positive, b: positive\ny ~ gamma(a, b)'],
  ['an inverse gamma density', 'data y: positive\nparam a: positive\ny ~ inv_gamma(a, 2)'],
  ['a χ² density', 'data y: positive\nparam a: positive\ny ~ chi_square(a)'],
  ['a beta density', 'param y: unit, a: positive, b: positive\ny ~ beta(a, b)'],
  ['a binomial count', 'data k: count, n: count\nparam p: unit\nk ~ binomial(n, p)'],
  ['a logit', 'data k: count, n: count, x: real\nparam a: real\nk ~ binomial(n, sigmoid(a*x))'],
  [
    'a negative binomial count',
    'data k: count\nparam a: positive, p: unit\nk ~ neg_binomial(a, p)',
  ],
  ['one by its mean', 'data k: count\nparam a: positive, m: positive\nk ~ neg_binomial_2(m, a)'],
])('%s is computed in its saddle-point form', (_name, text) => {
  const { objective } = analyse(text).records.at(-1)!.maths;
  const functions = postorder([objective]).flatMap((node) =>
    node.kind === 'map' ? [node.fn] : [],
  );
  expect(functions.some((fn) => fn.startsWith('devianceTerm'))).toBe(true);
  expect(functions).not.toContain('lgamma');
});

test('functions of parameters are put together where a scale varies by row', () => {
  const text = 'data y: real, x: real\nparam n: positive, b: real\ny ~ student_t(n, 0, exp(b*x))';
  const { objective } = analyse(text).records.at(-1)!.maths;
  const functions = postorder([objective]).flatMap((node) =>
    node.kind === 'map' ? [node.fn] : [],
  );
  expect(functions).toContain('lrising');
  expect(functions).not.toContain('lgamma');
});

test.each([
  ['a negative binomial count', 'data k: count\nparam a: positive, m: positive\n'],
  ['one of weighted rows', 'data k: count, w: weight\nparam a: positive, m: positive\n'],
  [
    'one with a mean of each row',
    'data k: count, x: real\nparam a: positive, b: real\nm = exp(b*x)\n',
  ],
  ['one whose parameters are no exponentials', 'data k: count\nparam a: unit, m: unit\n'],
])('the slope of %s is made of terms of its own order', (_name, declarations) => {
  const { gradient } = analyse(`${declarations}k ~ neg_binomial_2(m, a)`).records.at(-1)!.maths;
  const functions = postorder(gradient).flatMap((node) => (node.kind === 'map' ? [node.fn] : []));
  expect(functions).toContain('digammaExcess');
  expect(functions).not.toContain('digammaDifference');
});

/** How many digits the replays of the steps that a rule makes agree in. */
function digitsOf(text: string, rule: string): (number | null)[] {
  const steps = analyse(text).records.flatMap((record) => record.steps);
  const replays = replay(steps);
  return steps.flatMap((step, i) =>
    step.kind === 'rewrite' && step.rule === rule ? [replays[i]!.digits] : [],
  );
}

test.each([
  ['a slope that a condition switches off', 'param a: real\nloss (a > 0 ? sqrt(a) : a^2)'],
  ['a slope that a condition switches off', 'param a: real\nloss (a < 3 ? a^2 : sqrt(a))'],
  [
    'a slope that a condition switches off',
    'data x: real\nparam a: real, k: positive\nloss (x > a ? (x - a)^k : 0)',
  ],
  [
    'log of a complementary log-log probability',
    'data y: binary, x: real\nparam b: real\ny ~ bernoulli(1 - exp(-exp(b*x)))',
  ],
  [
    'power less 1 by its exponent',
    'data y: positive\nparam l: real, m: real\nloss ((y^l - 1)/l - m)^2',
  ],
  [
    'slope of a rising factorial beside its mean',
    'data k: count, x: real\nparam b: real, phi: positive\nk ~ neg_binomial_2(exp(b*x), phi)',
  ],
  ['complement of a product of probabilities', 'param p: unit, q: unit\nloss (1 - p*q)^2'],
  ['complement of a product of probabilities', 'param p: unit, n: positive\nloss (p^n - 1)^2'],
  [
    'log of the complement of a product of probabilities',
    'data y: binary\nparam a: real, b: real\ny ~ bernoulli(sigmoid(a)*sigmoid(b))',
  ],
  [
    'log of the complement of a product of probabilities',
    'data y: binary, n: count\nparam p: unit\ny ~ bernoulli(1 - (1 - p)^n)',
  ],
  [
    'log of the complement of a product of probabilities',
    'data y: binary, d: positive\nparam a: positive\ny ~ bernoulli(1 - (1 + d)^(-a))',
  ],
])('%s: %s', (rule, text) => {
  const digits = digitsOf(text, rule);
  expect(digits.length).toBeGreaterThan(0);
  for (const each of digits) expect(each).toBeGreaterThan(12);
});

test('what is switched off by a condition stays a product where it is always a number', () => {
  const text =
    'data x: real[3], y: real\nparam W: real[2, 3], v: real[2]\nloss (y - dot(v, relu(W*x)))^2';
  const steps = analyse(text).records.flatMap((record) => record.steps);
  const rules = steps.flatMap((step) => (step.kind === 'rewrite' ? [step.rule] : []));
  expect(rules).not.toContain('a slope that a condition switches off');
});

test.each([
  ['is no probability', 'param p: unit, b: positive\nloss log(b - p*b)'],
  ['may be more than 1', 'param p: unit, a: real\nloss (1 - p*exp(a))^2'],
  ['is a logistic function itself', 'param p: unit\nloss (1 - p)^2'],
])('the complement of what %s is left as it is', (_, text) => {
  expect(digitsOf(text, 'complement of a product of probabilities')).toEqual([]);
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
