import { describe, expect, it } from 'vitest';
import { curvesOf } from '../../src/diagnosis/identify/curves.ts';
import { freedomOf, type Invariance } from '../../src/diagnosis/identify/invariances.ts';
import { onRandomRows } from '../../src/diagnosis/identify/points.ts';
import type { Subject } from '../../src/diagnosis/subject.ts';
import { compile, instantiate } from '../../src/index.ts';
import { drawColumn } from '../../src/runtime/data/draw-column.ts';
import { prepareData, random, type Model } from '../../src/runtime/index.ts';
import { constrainOne } from '../../src/runtime/transforms.ts';
import { nest } from '../../src/runtime/values.ts';

const models: readonly (readonly [name: string, dimensions: number, text: string])[] = [
  ['a sum', 1, 'data x: real, y: real\nparam a: real, b: real\ny ~ normal(a + 3*b, 1)\nloss x^2'],
  ['a product', 1, 'data x: real, y: real\nparam a: real = 1, b: real = 1\ny ~ normal(a*b*x, 1)'],
  [
    'a power',
    1,
    'data x: positive, y: real\nparam a: positive, b: positive\ny ~ normal(a*b^2*x, 1)',
  ],
  ['a quotient of scales', 1, 'data y: real\nparam s: positive, t: positive\ny ~ normal(0, s/t)'],
  [
    'a softmax network',
    1 + 3 + 3,
    'data x: real[2], y: category(3)\nparam W: real[3, 2], b: real[3], V: real[3, 3], c: real[3]\ny ~ categorical(softmax(V*relu(W*x + b) + c))',
  ],
  [
    'steps',
    1,
    'data y: real\nparam c: ordered[3], m: real\nloss (c[1] - m - y)^2 + (c[3] - c[2])^2 + (c[2] - m)^2',
  ],
  [
    'nothing free',
    0,
    'data x: real, y: real\nparam a: real, b: real, s: positive\ny ~ normal(a*x + b, s)',
  ],
];

const dataOf = ({ layout }: Model) => {
  const draw = random(7);
  const columns = layout.columns.map((c) => [c.name, drawColumn(c, 20, draw)]);
  return prepareData(layout, Object.fromEntries(columns)).data;
};

/** The parameters after a finite step along an invariance: numbers times e^(t·c), or plus t·c. */
function moved(
  { layout, unconstrain }: Model,
  theta: Float64Array,
  { fields }: Invariance,
  vector: readonly number[],
  t: number,
): Float64Array {
  const values = new Map(layout.parameters.map((p) => [p.name, constrainOne(p, theta)]));
  fields.forEach(({ place, kind }, j) => {
    const own = values.get(place.parameter.name);
    const step = t * (vector[j] ?? NaN);
    for (const k of place.elements)
      if (own)
        own[k] = kind === 'shift' ? (own[k] ?? NaN) + step : (own[k] ?? NaN) * Math.exp(step);
  });
  return unconstrain(
    Object.fromEntries(
      layout.parameters.map((p) => [p.name, nest(values.get(p.name) ?? [], p.shape)]),
    ),
  );
}

const subjectOf = (text: string): Subject => {
  const { tree, model } = compile(text);
  return { tree, model, compiled: instantiate(text), data: null, hypers: {}, nodesOf: () => [] };
};

describe('what is said to leave J as it is', () => {
  it.each(models)('does so: %s', (_name, dimensions, text) => {
    const subject = subjectOf(text);
    const model = subject.compiled;
    const freedom = freedomOf(subject, onRandomRows(subject, 1), 1);
    const found = freedom?.invariances ?? [];
    expect(found.flatMap(({ vectors }) => vectors)).toHaveLength(dimensions);
    const data = dataOf(model);
    const rows = { from: 0, to: data.rows, order: null };
    const theta = model.start(3).map((x, k) => x + Math.sin(k + 1));
    const wanted = model.objective(theta, data, rows);
    for (const invariance of found) {
      for (const vector of invariance.vectors) {
        const there = moved(model, theta, invariance, vector, 0.3);
        expect(model.objective(there, data, rows)).toBeCloseTo(wanted, 9);
      }
    }
  });
});

const networks =
  'data x: real[2], y: real\nparam W: real[3, 2], b: real[3], v: real[3]\ny ~ normal(dot(v, tanh(W*x + b)), 1)';

const bent: readonly (readonly [name: string, groups: readonly string[], text: string])[] = [
  ...models.map(([name, , text]): (typeof bent)[number] => [name, [], text]),
  ['a network with a bounded activation', [], networks],
  [
    'a sum of variances',
    ['s,t'],
    'data y: real\nparam m: real, s: positive, t: positive\ny ~ normal(m, sqrt(s^2 + t^2))',
  ],
  [
    'a sum of functions, and one of them elsewhere',
    ['b,c'],
    'data x: real, y: real\nparam a: real, b: real, c: real\ny ~ normal(a*x + exp(b) + c^3, 1)\na ~ normal(0, 1)',
  ],
  [
    'two sums',
    ['a,b', 'c,d'],
    'data y: real\nparam a: real, b: real, c: positive, d: positive\ny ~ normal(exp(a) + b^3, c^2 + exp(d))',
  ],
  [
    'a product of matrices, beyond what scalings of theirs do',
    ['U,V'],
    'data x: real[3], y: real[3]\nparam U: real[3, 2], V: real[2, 3]\ny ~ normal(U*(V*x), 1)',
  ],
  [
    'a loss, whose minimum is a point',
    [],
    'data x: real\nparam a: real, b: real\nloss x^2*((a - 1)^2 + (b - 2)^2)',
  ],
  [
    'one of them with a prior',
    [],
    'data y: real\nparam s: positive, t: positive\ny ~ normal(0, sqrt(s^2 + t^2))\nt ~ gamma(2, 1)',
  ],
];

describe('parameters that can be moved along a curve', () => {
  it.each(bent)('are found: %s', (_name, groups, text) => {
    const subject = subjectOf(text);
    const freedom = freedomOf(subject, onRandomRows(subject, 1), 1);
    if (!freedom) throw new Error('the rank is clear');
    const found = curvesOf(subject, onRandomRows(subject, 1), freedom, 1);
    expect(found.map((group) => group.map(({ name }) => name).join())).toEqual(groups);
  });
});
