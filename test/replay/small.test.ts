import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { derive, equalitiesIn, reportOfEqualities } from '../../src/derivation/index.ts';
import { buildModel } from '../../src/model/index.ts';
import { replayDerivation } from '../../src/replay/index.ts';
import { smaller } from '../../src/replay/small.ts';
import { parseModel } from '../../src/syntax/index.ts';

const network = `dim D = 784
dim H = 128
data x: real[D], y: category(10)
param W1: real[H, D], b1: real[H], W2: real[10, H], b2: real[10]
h = relu(W1*x + b1)
y ~ categorical(softmax(W2*h + b2))
`;

const textOf = (text: string, dims: Readonly<Record<string, number>> = {}) => ({
  tree: parseModel({ name: 'model.fx', text }),
  dims,
});

const shapesOf = (text: ReturnType<typeof textOf>) =>
  buildModel(text.tree, text).layout.parameters.map(({ shape }) => shape);

const reportOf = (text: string, dims: Readonly<Record<string, number>> = {}) => {
  const analysis = analyse(text, { dims });
  return reportOfEqualities(equalitiesIn(replayDerivation(derive(analysis), analysis)));
};

describe('the same model with shorter axes', () => {
  it('has different sizes where they are different, of `dim` and of numbers', () => {
    expect(shapesOf(smaller(textOf(network))[0]!)).toEqual([[4, 5], [4], [3, 4], [3]]);
  });

  it('has sizes of the command line, and none that is greater', () => {
    const [small] = smaller(textOf(network, { H: 2 }));
    expect(shapesOf(small!)).toEqual([[2, 4], [2], [3, 2], [3]]);
  });

  it('is none where no axis is long', () => {
    expect(smaller(textOf('param a: real[3]\nloss sum(a.^2)\n'))).toEqual([]);
  });
});

describe('the equations of a large model', () => {
  it('are those of the small one', () => {
    const large = reportOf(network);
    expect(large.replayed).toBeGreaterThan(40);
    expect(large.digits).toBeGreaterThan(20);
    expect(large).toEqual(reportOf(network.replaceAll('10', '3'), { D: 5, H: 4 }));
  });

  it('are computed where an index points far', () => {
    const far = reportOf('dim D = 300\nparam a: real[D]\nloss sum(a.^2) + exp(a[12])\n');
    expect(far).toMatchObject({ withoutValue: 0, digits: 30 });
  });

  it('are computed for the model itself where they have its sizes as numbers', () => {
    const text = 'dim D = 300\nparam m: real[D]\nhyper s: positive = 1\nm ~ normal(0, s)\n';
    const { withoutValue, digits, replayed } = reportOf(text);
    expect(withoutValue).toBe(0);
    expect(digits).toBeGreaterThan(20);
    expect(replayed).toBe(reportOf(text, { D: 5 }).replayed);
  });

  it('are computed for products of matrices of the model itself', () => {
    const { withoutValue, digits } = reportOf(`dim D = 64\ndata x: real[D], S: real[D, D]
param m: real[D]\nloss sum((x - S*m).^2)/D\n`);
    expect(withoutValue).toBe(0);
    expect(digits).toBeGreaterThan(20);
  });

  it('are not replayed where that takes too long', () => {
    const text = 'dim D = 20000\nparam m: real[D]\nhyper s: positive = 1\nm ~ normal(0, s)\n';
    const { withoutValue, digits } = reportOf(text);
    expect(digits).toBeGreaterThan(20);
    expect(withoutValue).toBeGreaterThan(0);
  });
});
