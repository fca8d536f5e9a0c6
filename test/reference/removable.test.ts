import { describe, expect, test } from 'vitest';
import { instantiate } from '../../src/compile.ts';
import { distributions } from '../../src/model/distributions/index.ts';
import { objectiveOracle, toNumber } from '../../src/oracle/index.ts';
import { prepareData } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';

type Table = Readonly<Record<string, readonly number[]>>;

/** A text and the points at which it is held against the oracle. */
interface Case {
  readonly title: string;
  readonly text: string;
  readonly table?: Table;
  readonly thetas: readonly (readonly number[])[];
}

const tolerance = 1e-10;
/** What no fit can tell: a slope beneath this part of the value. */
const least = 1e-14;
/** Beside a point at which the text is 0/0, which the oracle cannot say: nearer than floats can tell. */
const beside = 1e-20;

const norm = (x: readonly number[]): number => Math.hypot(...x);

/** J and ∇J, each as a vector within 10 digits; at 0 as beside of it. */
function expectTruth({ title, text, table = {}, thetas }: Case): void {
  const model = instantiate(text);
  const { data } = prepareData(model.layout, table);
  const rows = { from: 0, to: data.rows, order: null };
  const oracle = objectiveOracle(parseModel({ name: title, text }), {
    densities: distributions,
    data,
  });
  for (const theta of thetas) {
    const slopes = new Float64Array(theta.length);
    const value = model.objectiveAndGradient(Float64Array.from(theta), data, rows, slopes);
    const near = theta.map((x, k) => (x === 0 ? beside * (k + 1) : x));
    const wanted = toNumber(oracle.objective(near));
    const wantedSlopes = oracle.gradient(near).map((slope) => toNumber(slope.value));
    const off = norm(wantedSlopes.map((each, k) => each - (slopes[k] ?? NaN)));
    const said = `${value}, ${slopes.join()}, not ${wanted}, ${wantedSlopes.join()} at ${theta.join()}`;
    expect(Math.abs(value - wanted), said).toBeLessThanOrEqual(tolerance * Math.abs(wanted));
    const allowed = tolerance * norm(wantedSlopes) + least * Math.abs(wanted);
    expect(off, said).toBeLessThanOrEqual(allowed);
  }
}

const points = [0, 1e-9, -1e-9, 1e-4, 0.4, -0.4];

const quotients = [
  'sin(u)/u',
  'tanh(u)/u',
  'sinh(u)/u',
  'atanh(u)/u',
  '(exp(u) - 1)/u',
  'u/(exp(u) - 1)',
  'u/tanh(u)',
  'log(1 + u)/u',
  'u/log(1 + u)',
  '(1 - cos(u))/u^2',
];

/** Where u stands in a model: itself, a multiple, an element, and beneath a case and a product. */
const places: readonly Omit<Case, 'thetas'>[] = [
  { title: 'itself', text: 'param x: real\nloss Q(x)' },
  { title: 'a multiple', text: 'param x: real\nloss Q(2*x)' },
  {
    title: 'an element by row',
    text: 'data g: category(3)\nparam x: real[3]\nloss Q(x[g])',
    table: { g: [1] },
  },
  {
    title: 'a case',
    text: 'data d: binary\nparam x: real\nloss d == 1 ? Q(x) : x^2',
    table: { d: [1] },
  },
  {
    title: 'a product',
    text: 'data w: real\nparam x: real, s: positive\nloss 3*w*s*Q(x)',
    table: { w: [0.7] },
  },
];

describe.each(quotients)('%s', (quotient) => {
  test.each(places)('$title', ({ title, text, table }) => {
    const written = text.replace(/Q\((.*?)\)/, (_, u: string) =>
      quotient.replaceAll('u', `(${u})`),
    );
    const elements = text.includes('[3]');
    const thetas = points.map((x) =>
      elements ? [1, x, 0.3] : text.includes('s:') ? [x, 0.4] : [x],
    );
    expectTruth({ title, text: written, thetas, ...(table && { table }) });
  });
});

const shapes = [0, 1e-9, -1e-9, 1e-3, -0.2, 0.3];
const extremes = 'data y: real\nparam m: real, xi: real\n';
const excesses = 'data y: positive\nparam s: positive, xi: real\n';
const ends = [-40, -1, 0.3, 40, 800];

const cases: readonly Case[] = [
  {
    title: 'an extreme value with a case of its own for shape 0',
    text: `${extremes}t = xi == 0 ? exp(m - y) : (1 + xi*(y - m))^(-1/xi)\nloss t - (xi + 1)*log(t)`,
    table: { y: [0.7] },
    thetas: shapes.map((xi) => [0.1, xi]),
  },
  {
    title: 'an extreme value of any shape',
    text: `${extremes}loss (1 + 1/xi)*log(1 + xi*(y - m)) + (1 + xi*(y - m))^(-1/xi)`,
    table: { y: [0.7] },
    thetas: shapes.map((xi) => [0.1, xi]),
  },
  {
    title: 'an extreme value by its logarithm',
    text: `${extremes}s = log1p(xi*(y - m))/xi\nloss (1 + xi)*s + exp(-s)`,
    table: { y: [0.7] },
    thetas: shapes.map((xi) => [0.1, xi]),
  },
  {
    title: 'an excess with a case of its own for shape 0',
    text: `${excesses}loss log(s) + (xi == 0 ? y/s : (1 + 1/xi)*log(1 + xi*y/s))`,
    table: { y: [0.7] },
    thetas: shapes.map((xi) => [0.1, xi]),
  },
  {
    title: 'an excess of any shape',
    text: `${excesses}density gpd(y, s, xi) = (1 + xi*y/s)^(-1/xi - 1)/s\ny ~ gpd(s, xi)`,
    table: { y: [0.7] },
    thetas: shapes.map((xi) => [0.1, xi]),
  },
  {
    title: 'a case of its own for a positive parameter',
    text: 'param u: positive\nloss u == 1 ? 1 : log(u)/(u - 1)',
    thetas: [[0], [1e-10], [1], [-1]],
  },
  {
    title: 'a transit through two equal stages',
    text: 'data t: real\nparam a: positive, b: positive\nloss (exp(-a*t) - exp(-b*t))*a/(a - b)',
    table: { t: [2] },
    thetas: [
      [1e-10, 0],
      [0, -1e-5],
      [0.3, 0],
    ],
  },
  {
    title: 'a sum of exponentials as a scale',
    text: 'data y: real\nparam m: real, v: real[3]\ny ~ normal(m, sum(exp(v)))',
    table: { y: [1] },
    thetas: [
      [0.3, 800, 0, 799],
      [0.3, 1, 2, 3],
    ],
  },
  {
    title: 'a hyperbolic cosine as a scale',
    text: 'data y: real\nparam m: real, u: real\ny ~ logistic(m, cosh(u))',
    table: { y: [1] },
    thetas: [-800, ...ends].map((u) => [0.3, u]),
  },
  {
    title: 'an inverse hyperbolic cotangent of a hyperbolic cosine',
    text: 'param u: real\nloss u + acoth(1 + cosh(u))',
    thetas: [-800, ...ends].map((u) => [u]),
  },
  {
    title: 'a Poisson count with a mean that is softplus of a number',
    text: 'data y: count\nparam b: real\ny ~ poisson(softplus(b))',
    table: { y: [3] },
    thetas: [-800, ...ends].map((b) => [b]),
  },
  {
    title: 'a large Poisson count with a mean that is softplus of a number',
    text: 'data y: count\nparam b: real\ny ~ poisson(softplus(b))',
    table: { y: [1000000] },
    thetas: [[1000000], [999999.5], [1001000]],
  },
  {
    title: 'a count of 0 with a mean that is softplus of a number',
    text: 'data y: count\nparam b: real\ny ~ poisson(softplus(b))',
    table: { y: [0] },
    thetas: [-700, ...ends].map((b) => [b]),
  },
  {
    title: 'a geometric count by a share near 1',
    text: 'data y: count\nparam th: simplex[3]\ny ~ geometric(th[1])',
    table: { y: [3] },
    thetas: ends.map((z) => [z, 0.4]),
  },
  {
    title: 'a negative binomial count by a share near 1',
    text: 'data y: count\nparam r: positive, a: real, th: simplex[3]\ny ~ neg_binomial(r^a, th[1])',
    table: { y: [3] },
    thetas: ends.map((z) => [0.3, 0.5, z, 0.4]),
  },
];

describe('points at which a text is 0/0, overflows or is near a vertex', () => {
  test.each(cases)('$title', expectTruth);
});
