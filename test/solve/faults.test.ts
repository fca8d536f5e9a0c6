import { describe, expect, it } from 'vitest';
import { compileClosedForm } from '../../src/closed-form.ts';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { fit, prepareData } from '../../src/runtime/index.ts';

type Table = Readonly<Record<string, readonly unknown[]>>;

/** The names of what a closed form refuses the data for, and the parameters that have a value. */
function tried(text: string, table: Table) {
  const { model, fit: solveFor, estimate } = compileClosedForm(text);
  const { data } = prepareData(model.layout, table);
  const { params, faults } = estimate(data);
  let names: string[] = [];
  try {
    solveFor(data);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    names = error.diagnostics.map((d) => d.name);
  }
  return { params, faults, names };
}

const bernoulli = 'data y: binary\nparam p: unit\ny ~ bernoulli(p)';

describe('data without a minimum inside the domain', () => {
  it.each([
    ['all zeros', bernoulli, { y: [0, 0, 0] }, 0],
    ['all ones', bernoulli, { y: [1, 1, 1] }, 1],
    ['no events', 'data y: count\nparam l: positive\ny ~ poisson(l)', { y: [0, 0] }, 0],
    ['no spread', 'data y: real\nparam m: real, s: positive\ny ~ normal(m, s)', { y: [2, 2] }, 0],
    [
      'a logit of 1',
      bernoulli.replace('p: unit', 'p: real').replace('(p)', '(sigmoid(p))'),
      { y: [1, 1] },
      Infinity,
    ],
    [
      'an empty category',
      'data y: category(3)\nparam p: simplex[3]\ny ~ categorical(p)',
      { y: [0, 2] },
      0,
    ],
    [
      'outside of an interval',
      'data y: real\nparam c: interval(0, 1)\nloss (y - c)^2',
      { y: [3, 4] },
      3.5,
    ],
  ])('%s', (_name, text, table, value) => {
    const { faults, names } = tried(text, table);
    expect(names).toEqual(['noInnerMinimum']);
    expect(faults).toMatchObject([{ kind: 'border', value }]);
  });

  it('a solution that is a maximum', () => {
    const { faults, names } = tried('data y: real\nparam c: real\nloss -(y - c)^2', { y: [1, 2] });
    expect(names).toEqual(['noInnerMinimum']);
    expect(faults).toMatchObject([{ kind: 'notMinimum' }]);
  });

  it('a saddle of a linear system', () => {
    const text = 'data x: real, y: real\nparam a: real, b: real\nloss (y - a - b*x)^2 - 9*b^2';
    const { faults, names } = tried(text, { x: [0, 1, 2], y: [1, 2, 4] });
    expect(names).toEqual(['noInnerMinimum']);
    expect(faults).toMatchObject([{ kind: 'notMinimum' }]);
  });

  it('a prior that pulls to the border', () => {
    const text = `${bernoulli}\np ~ beta(0.5, 0.5)`;
    expect(tried(text, { y: [0, 0] }).names).toEqual(['noInnerMinimum']);
    expect(tried(text, { y: [0, 1, 1] }).names).toEqual([]);
  });
});

describe('data that do not identify a parameter', () => {
  it('of a case that does not occur', () => {
    const text = 'data a: binary, b: binary\nparam q0: unit, q1: unit\nb ~ bernoulli(a ? q1 : q0)';
    const { params, faults, names } = tried(text, { a: [0, 0, 0], b: [1, 0, 1] });
    expect(names).toEqual(['notIdentified']);
    expect(faults).toMatchObject([{ elements: [{ parameter: { name: 'q1' } }], by: [1] }]);
    expect(params).toEqual({ q0: 2 / 3 });
  });

  it('of columns that depend on each other', () => {
    const text = 'data x: real[3], y: real\nparam w: real[3], b: real\nloss (dot(w, x) + b - y)^2';
    const x = [1, 2, 3, 4, 5].map((k) => [k, k * k, 2 * k - 7]);
    const { faults, names } = tried(text, { x, y: [1, 3, 2, 5, 4] });
    expect(names).toEqual(['notIdentified']);
    const [fault] = faults;
    expect(fault?.kind).toBe('notIdentified');
    if (fault?.kind !== 'notIdentified') return;
    const [w1 = NaN, w3 = NaN, b = NaN] = fault.by;
    expect(fault.elements.map((e) => [e.parameter.name, e.index])).toEqual([
      ['w', 0],
      ['w', 2],
      ['b', 0],
    ]);
    expect(w1 / w3).toBeCloseTo(-2, 8);
    expect(b / w3).toBeCloseTo(7, 8);
  });

  it('unless a prior does', () => {
    const text =
      'data x: real[2], y: real\nparam w: real[2]\nhyper l: positive = 0.1\nloss (dot(w, x) - y)^2\npenalty l*sum(w.^2)';
    const table = {
      x: [
        [1, 2],
        [2, 4],
      ],
      y: [1, 3],
    };
    const { params, names } = tried(text, table);
    expect(names).toEqual([]);
    const { w } = params;
    expect((w as number[])[1]).toBeCloseTo(2 * ((w as number[])[0] ?? NaN), 10);
  });
});

it('keeps the digits that sums of squares lose', () => {
  const text = 'data x: real, y: real\nparam w: real, b: real, s: positive\ny ~ normal(w*x + b, s)';
  const { model, fit: solveFor } = compileClosedForm(text);
  const offset = 1e6;
  const x = Array.from({ length: 50 }, (_, i) => offset + i);
  const noise = [0.5, -0.25, -0.5, 0.25];
  const y = x.map((each, i) => 3 * (each - offset) + (noise[i % 4] ?? 0) * (i < 48 ? 1 : 0));
  const { params } = solveFor(prepareData(model.layout, { x, y }).data);
  const centred = x.map((each) => each - offset);
  const exact = solveFor(prepareData(model.layout, { x: centred, y }).data).params;
  expect(params['w']).toBeCloseTo(exact['w'] as number, 9);
  expect(params['s']).toBeCloseTo(exact['s'] as number, 8);
});

it('counts rows by their weights', () => {
  const plain =
    'data x: real, y: real\nparam w: real, b: real, s: positive\ny ~ normal(w*x + b, s)';
  const weighted = plain.replace('y: real\n', 'y: real, v: weight\n');
  const v = [2, 0, 1, 3];
  const [x, y] = [
    [0, 5, 2, 3],
    [1, 9, 4, 3],
  ];
  const repeat = (values: number[]): number[] =>
    values.flatMap((value, i) => Array<number>(v[i] ?? 0).fill(value));
  const one = compileClosedForm(weighted);
  const two = compileClosedForm(plain);
  const a = one.fit(prepareData(one.model.layout, { x, y, v }));
  const b = two.fit({ x: repeat(x), y: repeat(y) });
  for (const name of ['w', 'b', 's'])
    expect(a.params[name]).toBeCloseTo(b.params[name] as number, 12);
  expect(a.objective).toBeCloseTo(
    fit(one.model, prepareData(one.model.layout, { x, y, v }).data).objective,
    12,
  );
});
