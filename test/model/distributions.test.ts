import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { distributions } from '../../src/model/index.ts';
import * as samplers from '../../src/runtime/samplers.ts';
import { modelOf, numberOf, shapeOf, valueOf, type Nested, type Values } from './build.ts';

interface Case {
  readonly id: string;
  readonly dist: string;
  readonly tag: 'ordinary' | 'extreme';
  readonly inputs: Values;
  readonly logp: string;
}

interface Reference {
  readonly meta: Readonly<Record<string, { readonly args: readonly string[] }>>;
  readonly cases: readonly Case[];
}

const file = new URL('../fixtures/reference/distributions.json', import.meta.url);
const { meta, cases } = JSON.parse(readFileSync(file, 'utf8')) as Reference;
const named = new Map(distributions.map((d) => [d.name, d]));
const known = cases.filter((each) => named.has(each.dist));

/** A model of one subject and the arguments as hyper-parameters. */
function modelFor({ dist, inputs }: Case): string {
  const [subject, ...args] = meta[dist]?.args ?? [];
  const shape = (name: string): string => {
    const sizes = shapeOf(inputs[name] ?? 0);
    return sizes.length === 0 ? '' : `[${sizes.join(', ')}]`;
  };
  const theta = inputs['theta'];
  const domain =
    dist === 'categorical' && Array.isArray(theta) ? `category(${theta.length})` : 'real';
  return [
    `data ${subject}: ${domain}${shape(subject ?? '')}`,
    ...args.map((name) => `hyper ${name}: real${shape(name)} = 1`),
    `${subject} ~ ${dist}(${args.join(', ')})`,
  ].join('\n');
}

/** Categories count from 1 in the reference. */
const valuesOf = ({ dist, inputs }: Case): Values => {
  const x = inputs['x'] ?? 0;
  return { ...inputs, x: [dist === 'categorical' ? Number(x) - 1 : x] as Nested };
};

describe('the densities of the language', () => {
  it('are held against the reference', () => {
    const tested = new Set(known.map((each) => each.dist));
    expect([...named.keys()].filter((name) => !tested.has(name))).toEqual([]);
  });

  it.each(distributions.map((d) => d.name))('%s takes its arguments in the usual order', (name) => {
    expect(named.get(name)?.parameters.map((p) => p.name)).toEqual(meta[name]?.args.slice(1));
  });

  it.each(known.filter((each) => each.tag === 'ordinary'))('$id', (each) => {
    const { logLikelihood } = modelOf(modelFor(each));
    const value = logLikelihood && numberOf(logLikelihood, valuesOf(each), 1);
    const logp = Number(each.logp);
    expect(Math.abs((value ?? NaN) - logp)).toBeLessThan(1e-10 * (1 + Math.abs(logp)));
  });
});

describe('samplers', () => {
  it.each(distributions.map((d) => [d.name, d.sampler] as const))('%s has %s', (_, sampler) => {
    expect(Object.keys(samplers)).toContain(sampler);
  });
});

describe('a subject of several elements', () => {
  const normal = (y: number, mu: number, sigma: number): number =>
    -Math.log(sigma) - Math.log(2 * Math.PI) / 2 - (y - mu) ** 2 / (2 * sigma ** 2);

  it('has independent elements, with an argument for each or one for all', () => {
    const model = modelOf('data y: real[2]\nparam m: real[2], s: positive\ny ~ normal(m, s)');
    const y = [
      [1, 2],
      [3, 5],
    ];
    const value = valueOf(
      model.factors[0]?.logDensity ?? model.objective,
      { y, m: [0.5, -1], s: 2 },
      2,
    );
    expect(value.shape).toEqual([2]);
    y.forEach(([a = 0, b = 0], row) =>
      expect(value.values[row]).toBeCloseTo(normal(a, 0.5, 2) + normal(b, -1, 2), 12),
    );
  });

  it('may be a matrix', () => {
    const model = modelOf('param W: real[2, 3]\nhyper t: positive = 2\nW ~ normal(0, t)');
    const W = [
      [1, 2, 3],
      [-1, 0, 4],
    ];
    const expected = W.flat().reduce((s, w) => s + normal(w, 0, 2), 0);
    expect(numberOf(model.logPrior ?? model.objective, { W, t: 2 })).toBeCloseTo(expected, 12);
  });

  it('may be categories with one vector of probabilities, or one for each', () => {
    const data = 'data s: category(3)[2]\n';
    const one = modelOf(`${data}param p: simplex[3]\ns ~ categorical(p)`);
    const each = modelOf(`${data}param P: simplex[2, 3]\ns ~ categorical(P)`);
    const P = [
      [0.2, 0.3, 0.5],
      [0.1, 0.8, 0.1],
    ];
    const s = [[2, 1]];
    const of = (m: typeof one, values: Values): number =>
      numberOf(m.logLikelihood ?? m.objective, { s, ...values }, 1);
    expect(of(one, { p: [0.2, 0.3, 0.5] })).toBeCloseTo(Math.log(0.5 * 0.3), 12);
    expect(of(each, { P })).toBeCloseTo(Math.log(0.5 * 0.8), 12);
  });

  it('may be rows of a simplex', () => {
    const model = modelOf('param P: simplex[2, 3]\nP ~ dirichlet([2, 2, 2])');
    const P = [
      [0.2, 0.3, 0.5],
      [0.1, 0.8, 0.1],
    ];
    const expected = P.reduce((s, [a = 0, b = 0, c = 0]) => s + Math.log(120 * a * b * c), 0);
    expect(numberOf(model.logPrior ?? model.objective, { P })).toBeCloseTo(expected, 12);
  });

  it('may be a part of a parameter', () => {
    const model = modelOf('param w: real[3]\nw[2:3] ~ normal(0, 1)\nw[1] ~ normal(1, 2)');
    const expected = normal(2, 0, 1) + normal(3, 0, 1) + normal(5, 1, 2);
    expect(numberOf(model.logPrior ?? model.objective, { w: [5, 2, 3] })).toBeCloseTo(expected, 12);
  });

  it('may be computed from data alone', () => {
    const model = modelOf('data y: positive\nparam m: real\nlog(y) ~ normal(m, 1)');
    const value = numberOf(model.logLikelihood ?? model.objective, { y: [2, 3], m: 0.5 }, 2);
    expect(value).toBeCloseTo(normal(Math.log(2), 0.5, 1) + normal(Math.log(3), 0.5, 1), 12);
    expect(model.draws).toEqual([]);
  });
});

describe('a density of the user', () => {
  const triangle = 'density triangle(y, a) = y < a ? 2*y/a : 2*(1 - y)/(1 - a)';

  it('is of each element where it is a formula of numbers', () => {
    const model = modelOf(`${triangle}\ndata y: unit[2]\nparam a: unit\ny ~ triangle(a)`);
    const value = numberOf(model.logLikelihood ?? model.objective, { y: [[0.2, 0.9]], a: 0.4 }, 1);
    expect(value).toBeCloseTo(Math.log(((2 * 0.2) / 0.4) * ((2 * 0.1) / 0.6)), 12);
  });

  it('is of the whole vector where it uses functions of vectors', () => {
    const density = 'density ball(y, m) = exp(-dot(y - m, y - m)/2) / (2*pi)';
    const model = modelOf(`${density}\ndata y: real[2]\nparam m: real[2]\ny ~ ball(m)`);
    const value = numberOf(model.logLikelihood ?? model.objective, { y: [[1, 2]], m: [0, 0.5] }, 1);
    expect(value).toBeCloseTo(-(1 + 2.25) / 2 - Math.log(2 * Math.PI), 12);
  });

  it('may call functions of the model, and use its sizes', () => {
    const text = [
      'dim D = 3',
      'half(x) = x/2',
      'density scaled(y, s) = exp(-half(y^2)/s) * D',
      'data y: real',
      'param s: positive',
      'y ~ scaled(s)',
    ];
    const model = modelOf(text.join('\n'));
    const value = numberOf(model.logLikelihood ?? model.objective, { y: [2], s: 4 }, 1);
    expect(value).toBeCloseTo(-0.5 + Math.log(3), 12);
  });
});

describe('a support that depends on the parameters', () => {
  const uniform = (declared: string): string => `param u: ${declared}\nu ~ uniform(0, 4)\nloss u`;
  const logPrior = (declared: string, u: number): number => {
    const model = modelOf(uniform(declared));
    return numberOf(model.logPrior ?? model.objective, { u });
  };

  it('is 0 outside', () => {
    expect(logPrior('real', 3)).toBeCloseTo(-Math.log(4), 14);
    expect(logPrior('real', 5)).toBe(-Infinity);
  });

  it('leaves the condition out where the domain proves it', () => {
    const { factors } = modelOf(uniform('interval(1, 2)'));
    expect(factors[0]?.density.kind).toBe('constant');
  });
});

describe('a column', () => {
  it.each([
    ['y: real', 'y ~ bernoulli(0.5)', 'binary'],
    ['y: count', 'y ~ bernoulli(0.5)', 'binary'],
    ['y: real', 'y ~ poisson(2)', 'count'],
    ['y: binary', 'y ~ poisson(2)', 'binary'],
    ['y: unit', 'y ~ normal(0, 1)', 'unit'],
    ['y: real[3]', 'y ~ dirichlet([1, 1, 1])', 'simplex'],
    ['y: real', 'y ~ exponential(2)', 'interval'],
    ['y: real', 'y ~ gamma(2, 2)\ny ~ normal(0, 1)', 'positive'],
  ])('declared %s with %s is %s', (declared, statement, kind) => {
    const { layout } = modelOf(`data ${declared}\n${statement}`);
    expect(layout.columns[0]?.domain.kind).toBe(kind);
  });
});
