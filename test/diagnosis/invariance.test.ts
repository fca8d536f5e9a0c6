import { describe, expect, it } from 'vitest';
import { freedomOf, type Invariance } from '../../src/diagnosis/identify/invariances.ts';
import { onRandomRows } from '../../src/diagnosis/identify/points.ts';
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

describe('what is said to leave J as it is', () => {
  it.each(models)('does so: %s', (_name, dimensions, text) => {
    const { tree } = compile(text);
    const model = instantiate(text);
    const subject = {
      tree,
      compiled: model,
      data: null,
      hypers: {},
      model: compile(text).model,
      nodesOf: () => [],
    };
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
