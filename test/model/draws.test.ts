import { describe, expect, it } from 'vitest';
import { modelOf, valueOf } from './build.ts';

const drawn = (text: string): string[] => modelOf(text).draws.map((draw) => draw.column.name);

describe('the order of draws', () => {
  it('is that of the statements', () => {
    expect(
      drawn('data a: binary, b: binary\na ~ bernoulli(0.3)\nb ~ bernoulli(a ? 0.2 : 0.8)'),
    ).toEqual(['a', 'b']);
  });

  it('puts a column after those it depends on', () => {
    expect(
      drawn('data a: binary, b: binary\nb ~ bernoulli(a ? 0.2 : 0.8)\na ~ bernoulli(0.3)'),
    ).toEqual(['a', 'b']);
  });

  it('leaves out what has no distribution, several, or one of the user', () => {
    const text = [
      'density flat(y) = 1',
      'data x: real, y: real, z: real, u: unit',
      'y ~ normal(x, 1)',
      'z ~ normal(0, 1)',
      'z ~ normal(0, 2)',
      'u ~ flat()',
    ];
    expect(drawn(text.join('\n'))).toEqual(['y']);
  });

  it('leaves out columns that depend on each other', () => {
    const text =
      'data a: real, b: real, c: real\na ~ normal(b, 1)\nb ~ normal(a, 1)\nc ~ normal(0, 1)';
    expect(drawn(text)).toEqual(['c']);
  });

  it('leaves out a number that depends on itself', () => {
    expect(drawn('data x: real, y: real\nx ~ normal(exp(x), 1)\ny ~ normal(x, 1)')).toEqual(['y']);
  });

  it('lets a vector depend on itself', () => {
    const text = 'data x: binary[3]\nparam W: real[3, 3]\nx ~ bernoulli(sigmoid(tril(W, -1)*x))';
    expect(drawn(text)).toEqual(['x']);
  });
});

describe('the arguments of a draw', () => {
  it('have the axes of the column', () => {
    const model = modelOf('data y: real[2]\nparam m: real[2], s: positive\ny ~ normal(m, s)');
    expect(model.draws[0]?.args.map((arg) => arg.shape)).toEqual([
      ['rows', 2],
      ['rows', 2],
    ]);
    expect(model.draws[0]).toMatchObject({ sampler: 'sampleNormal', form: 'element' });
  });

  it('have those of a probability vector after them', () => {
    const model = modelOf('data y: category(3)[2]\nparam p: simplex[3]\ny ~ categorical(p)');
    expect(model.draws[0]?.args.map((arg) => arg.shape)).toEqual([['rows', 2, 3]]);
  });

  it('are vectors for a distribution of vectors', () => {
    const model = modelOf('data y: simplex[3]\ny ~ dirichlet([1, 2, 3])');
    expect(model.draws[0]).toMatchObject({ sampler: 'sampleDirichlet', form: 'vector' });
    expect(model.draws[0]?.args.map((arg) => arg.shape)).toEqual([['rows', 3]]);
  });

  it('may be computed from the parameters', () => {
    const model = modelOf('data y: count\nparam r: positive, p: unit\ny ~ neg_binomial(r, p)');
    const args = model.draws[0]?.args ?? [];
    const values = args.map((arg) => valueOf(arg, { r: 3, p: 0.25 }, 1).values[0]);
    expect(values[0]).toBeCloseTo(9, 12);
    expect(values[1]).toBe(3);
  });
});
