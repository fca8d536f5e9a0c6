import { describe, expect, it } from 'vitest';
import { instantiate } from '../../src/index.ts';
import type { Data, Model } from '../../src/runtime/model.ts';

/** J and ∇J of a model at θ over one row. */
function at(model: Model, theta: readonly number[], columns: Record<string, readonly number[]>) {
  const gradient = new Float64Array(theta.length);
  const integer = new Set(
    model.layout.columns.filter((c) => c.domain.kind === 'category').map((c) => c.name),
  );
  const arrays = Object.entries(columns).map(([name, values]) => [
    name,
    integer.has(name) ? Int32Array.from(values) : Float64Array.from(values),
  ]);
  const data = { rows: 1, totalWeight: 1, ...Object.fromEntries(arrays) } as Data;
  const rows = { from: 0, to: 1, order: null };
  const value = model.objectiveAndGradient(Float64Array.from(theta), data, rows, gradient);
  expect(model.objective(Float64Array.from(theta), data, rows)).toBe(value);
  return { value, gradient: [...gradient] };
}

function expectClose(actual: number, expected: number): void {
  expect(Number.isFinite(actual)).toBe(true);
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected) + 1e-320);
}

// log(1 + eᵗ) and its slope for t of any size; below −745 both are 0 in double precision.
const softplus = (t: number): number => (t > 0 ? t : 0) + Math.log1p(Math.exp(-Math.abs(t)));
const sigmoid = (t: number): number =>
  t >= 0 ? 1 / (1 + Math.exp(-t)) : Math.exp(t) / (1 + Math.exp(t));

const logits = [-800, -300, -40, -5, -1e-3, 0, 1e-9, 0.7, 40, 36.7, 300, 800];

const bernoulli: readonly (readonly [string, string])[] = [
  [
    'as a distribution of a column',
    'data y: binary, x: real\nparam z: real\ny ~ bernoulli(sigmoid(z*x))',
  ],
  ['as a distribution', 'data y: binary\nparam z: real\ny ~ bernoulli(sigmoid(z))'],
  [
    'as cross-entropy',
    'data y: binary\nparam z: real\nloss -(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z)))',
  ],
  [
    'with the logistic function spelled out',
    'data y: binary\nparam z: real\nloss -(y*log(1/(1+exp(-z))) + (1-y)*log(1 - 1/(1+exp(-z))))',
  ],
  [
    'with a quotient of exponentials',
    'data y: binary\nparam z: real\nloss -(y*log(exp(z)/(1+exp(z))) + (1-y)*log(1/(1+exp(z))))',
  ],
  [
    'of a label that is only known to be real',
    'data y: real\nparam z: real\nloss -(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z)))',
  ],
  [
    'of a label in [0, 1]',
    'data y: unit\nparam z: real\nloss -(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z)))',
  ],
  ['as softplus', 'data y: binary\nparam z: real\nloss softplus(z) - y*z'],
];

describe.each(bernoulli)('the cross-entropy of a logit, %s', (_name, text) => {
  const model = instantiate(text);
  it.each(logits)('is right at %f', (z) => {
    for (const y of [0, 1]) {
      const t = (1 - 2 * y) * z;
      const { value, gradient } = at(model, [z], { y: [y], x: [1] });
      expectClose(value, softplus(t));
      expectClose(gradient[0] ?? NaN, (1 - 2 * y) * sigmoid(t));
    }
  });
});

describe('a probability as a parameter', () => {
  const model = instantiate('data y: binary\nparam p: unit\ny ~ bernoulli(p)');
  it.each([-690, -800, 690, 800, 40, -40, 0])('is right where its logit is %f', (z) => {
    for (const y of [0, 1]) {
      const t = (1 - 2 * y) * z;
      const { value, gradient } = at(model, [z], { y: [y] });
      expectClose(value, softplus(t));
      expectClose(gradient[0] ?? NaN, (1 - 2 * y) * sigmoid(t));
    }
  });
});

describe('a probability as data', () => {
  const model = instantiate(
    'data y: binary, q: unit\nparam a: real\nloss -(y*log(q) + (1-y)*log(1-q)) + 0*a + a^2',
  );
  it.each([1e-300, 0, 1, 0.25])('switches off the term of the other label at %f', (q) => {
    expectClose(at(model, [0], { y: [1], q: [q === 0 ? 1 : q] }).value, -Math.log(q === 0 ? 1 : q));
    expectClose(
      at(model, [0], { y: [0], q: [q === 1 ? 0 : q] }).value,
      -Math.log1p(-(q === 1 ? 0 : q)),
    );
  });
});

const categorical: readonly (readonly [string, string])[] = [
  ['as a distribution', 'data y: category(3)\nparam z: real[3]\ny ~ categorical(softmax(z))'],
  [
    'with the softmax spelled out',
    'data y: category(3)\nparam z: real[3]\nloss -log((exp(z)/sum(exp(z)))[y])',
  ],
  ['with a log-sum-exp', 'data y: category(3)\nparam z: real[3]\nloss log(sum(exp(z))) - z[y]'],
  [
    'with log_softmax of a column',
    'data y: category(3), x: real\nparam z: real[3]\nloss -log_softmax(z*x)[y]',
  ],
];

describe.each(categorical)('the cross-entropy of a softmax, %s', (_name, text) => {
  const model = instantiate(text);
  const points: readonly (readonly number[])[] = [
    [0, 0, 0],
    [800, 0, -800],
    [-800, 0, 800],
    [40, 0, 0],
    [0, 40, 1],
    [710, 709, 708],
    [-5, 300, 299],
    [1e-9, 0, 0],
  ];
  it.each(points)('is right at %f, %f, %f', (...z) => {
    for (const y of [0, 1, 2]) {
      const { value, gradient } = at(model, z, { y: [y], x: [1] });
      // log Σ exp(z − z_y): with the label's own term as the 1 of log1p.
      const own = z[y] ?? NaN;
      const others = z.filter((_, k) => k !== y).map((v) => v - own);
      const top = Math.max(0, ...others);
      const rest = others.reduce((s, v) => s + Math.exp(v - top), 0);
      expectClose(value, top === 0 ? Math.log1p(rest) : top + Math.log(rest + Math.exp(-top)));
      const total = rest + Math.exp(-top);
      z.forEach((v, k) => {
        expectClose(gradient[k] ?? NaN, k === y ? -rest / total : Math.exp(v - own - top) / total);
      });
    }
  });
});

describe('densities far out', () => {
  it.each([100, 1e4, -1e8])('normal, %f standard deviations', (x) => {
    const model = instantiate(
      'data y: real\nparam mu: real, sigma: positive\ny ~ normal(mu, sigma)',
    );
    const { value, gradient } = at(model, [0, 0], { y: [x] });
    expectClose(value, (x * x) / 2 + Math.log(2 * Math.PI) / 2);
    expectClose(gradient[0] ?? NaN, -x);
    expectClose(gradient[1] ?? NaN, 1 - x * x);
  });

  it.each([100, 1e8, 1e150])('cauchy, %f scales', (x) => {
    const model = instantiate('data y: real\nparam mu: real\ny ~ cauchy(mu, 1)');
    const { value, gradient } = at(model, [0], { y: [x] });
    expectClose(value, Math.log(Math.PI) + (x > 1e10 ? 2 * Math.log(x) : Math.log1p(x * x)));
    expectClose(gradient[0] ?? NaN, x > 1e10 ? -2 / x : (-2 * x) / (1 + x * x));
  });

  it.each([-800, -100, 0, 100, 800])('logistic, at %f', (x) => {
    const model = instantiate('data y: real\nparam mu: real\ny ~ logistic(mu, 1)');
    const { value, gradient } = at(model, [0], { y: [x] });
    expectClose(value, softplus(x) + softplus(-x));
    if (x !== 0) expectClose(gradient[0] ?? NaN, -Math.tanh(x / 2));
  });
});

describe('differences of numbers near each other', () => {
  const scalar = (text: string): Model => instantiate(`param a: real\nloss ${text}`);
  const cases: readonly (readonly [string, number, number])[] = [
    ['log(1 - exp(-exp(a)))', Math.log(1e-20), Math.log(1e-20)],
    ['log(1 + exp(a))', -700, Math.exp(-700)],
    ['exp(a) - 1', 1e-12, Math.expm1(1e-12)],
    ['log(1 + a)', 1e-14, Math.log1p(1e-14)],
    ['1 - 1/(1 + exp(a))', -60, Math.exp(-60)],
  ];
  it.each(cases)('%s at %f', (text, theta, expected) => {
    expectClose(at(scalar(text), [theta], {}).value, expected);
  });
});
