import { describe, expect, test } from 'vitest';
import { distributions } from '../../src/model/distributions/index.ts';
import { builtinNames } from '../../src/model/functions/index.ts';
import { language } from '../../src/model/language.ts';
import { functionNamed } from '../../src/oracle/operators.ts';
import {
  objectiveOracle,
  toNumber,
  toText,
  type Oracle,
  type Slope,
} from '../../src/oracle/index.ts';
import type { Data } from '../../src/runtime/model.ts';
import { parseModel } from '../../src/syntax/index.ts';
import { seconds } from '../seconds.ts';

function oracle(text: string, data?: Data, dims?: Record<string, number>): Oracle {
  const tree = parseModel({ name: 'model.fx', text });
  return objectiveOracle(tree, {
    densities: distributions,
    ...(data && { data }),
    ...(dims && { dims }),
  });
}

/** J of a model without unknowns but one that it ignores. */
const valueOf = (expression: string, before = ''): number =>
  toNumber(oracle(`param unused: real\n${before}\nloss 0*unused + ${expression}`).objective([0]));

const W = 'W = [1, 2, 3; 4, 5, 6]';
const v = 'v = [3, -4]\nu = [1, 2]\nS = [2, 1; 0, 3]';

describe('expressions', () => {
  test.each([
    ['2 + 3*4 - 6/4', 12.5],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['(-7 mod 3) + 8 mod 3', 4],
    ['(1 < 2 and 2 >= 2) + (1 == 2 or not 0)', 2],
    ['(3 > 2 ? 10 : log(-1))', 10],
    ['(1 < 2 < 3) + (1 < 2 < 2)', 1],
    ['abs(-3) + sign(-2) + floor(-1.5) + ceil(1.2) + round(-2.5)', -1],
    ['max(1, 5, 3) - min(4, 2)', 3],
    ['log(8, 2) + log2(8) + log10(1000) + log(e)', 10],
    ['cbrt(-27) + nthRoot(16) + nthRoot(-32, 5)', -1],
    ['choose(5, 2) + factorial(4) + gamma(5)', 58],
    ['beta(2, 3) * 12', 1],
    ['cos(pi) + sec(0) + acot(1)*4/pi', 1],
    ['hypot(3, 4) + square(3) + cube(2)', 22],
    ['atan2(-1, -1)', -0.75 * Math.PI],
  ])('%s is %f', (expression, wanted) => {
    expect(valueOf(expression)).toBeCloseTo(wanted, 13);
  });

  test.each([
    ['sum(W)', 21],
    ['sum(W, 1)[2]', 7],
    ['sum(W, 2)[2]', 15],
    ['mean(W)', 3.5],
    ['prod(W[1, :])', 6],
    ['max(W) - min(W)', 5],
    ['(W * [1, 0, 1])[2]', 10],
    ["(W * W')[1, 2]", 32],
    ["(W')[3, 1]", 3],
    ['W[2, end]', 6],
    ['sum(W[:, 2:3])', 16],
    ['sum(W[2, [1, 3]])', 10],
    ['trace(W[:, 1:2])', 6],
    ['sum((W .* W) ./ W - W)', 0],
    ['sum(W .^ 2)', 91],
    ['sum(-W) + sum(2*W) + sum(W/2)', 31.5],
    ['sum(tril(W)) + sum(triu(W, 1))', 10 + 11],
  ])('%s of a matrix is %f', (expression, wanted) => {
    expect(valueOf(expression, W)).toBeCloseTo(wanted, 13);
  });

  test.each([
    ['v*u', -5],
    ["v'*u", -5],
    ["(v*u')[2, 1]", -4],
    ['dot(v, u) + norm(v) + norm(v, 1)', 7],
    ['outer(v, u)[1, 2]', 6],
    ['diag(v)[2, 2] + diag(S)[2] + trace(S)', 4],
    ["(u'*S)[2]", 7],
    ['(S^3)[1, 2]', 19],
    ['(S^0)[2, 2]', 1],
    ['sum(identity(3)) + sum(zeros(2, 2)) + sum(ones(4))', 7],
    ['logsumexp(log(u))', Math.log(3)],
    ['softmax(log(u))[2]', 2 / 3],
    ['log_softmax(log(u))[1]', Math.log(1 / 3)],
    ['sum(max(v, u))', 5],
    ['sum((v < 0) ? u : v)', 5],
  ])('%s of vectors is %f', (expression, wanted) => {
    expect(valueOf(expression, v)).toBeCloseTo(wanted, 13);
  });

  test('a function sees its arguments, and then what is declared', () => {
    const before = 'a = 3\nf(x, y) = a*x - y\ng(x) = f(x, f(x, 1))';
    expect(valueOf('g(2)', before)).toBe(1);
  });

  test('dims are sizes, which can be overridden', () => {
    const text = 'dim D = 2\nparam w: real[2*D]\nloss sum(w + D)';
    expect(toNumber(oracle(text).objective([0, 0, 0, 0]))).toBe(8);
    expect(toNumber(oracle(text, undefined, { D: 1 }).objective([0, 0]))).toBe(2);
  });

  test('every function of the language is known', () => {
    expect(builtinNames(language).filter((name) => !functionNamed(name))).toEqual([]);
  });
});

describe('parameters', () => {
  const at = (type: string, theta: number[], pick = ''): number =>
    toNumber(oracle(`param a: ${type}\nloss sum(a${pick})`).objective(theta));

  test.each([
    ['real', [2], '', 2],
    ['positive', [Math.log(3)], '', 3],
    ['unit', [0], '', 0.5],
    ['interval(-1, 5)', [0], '', 2],
    ['simplex[3]', [Math.log(2), Math.log(3)], '[3]', 1 / 6],
    ['simplex[2, 3]', [0, 0, Math.log(2), Math.log(3)], '[2, 2]', 0.5],
    ['ordered[3]', [1, 0, Math.log(2)], '[3]', 4],
    ['positive[2, 2]', [0, 0, 0, Math.log(4)], '[2, 2]', 4],
  ])('%s at %j%s', (type, theta, pick, wanted) => {
    expect(at(type, theta, pick)).toBeCloseTo(wanted, 14);
  });

  test('lie in θ in the order in which they are declared', () => {
    const { parameters } = oracle('param s: simplex[4], a: real[2, 3]\nparam c: unit\nloss c');
    expect(parameters.map((each) => [each.name, each.offset, each.size])).toEqual([
      ['s', 0, 3],
      ['a', 3, 6],
      ['c', 9, 1],
    ]);
  });

  test('can be given in their own space', () => {
    const model = oracle('param s: positive, w: real[2]\nloss s*sum(w)\npenalty s');
    expect(toNumber(model.at({ s: 3, w: [1, 2] }).objective)).toBe(12);
  });
});

describe('the objective', () => {
  const x = Float64Array.of(1, 2, 4);
  const data: Data = { rows: 3, totalWeight: 3, x };
  const normal = (y: number, mu: number, sigma: number): number =>
    -0.5 * Math.log(2 * Math.PI * sigma * sigma) - (y - mu) ** 2 / (2 * sigma * sigma);

  test('averages losses over rows and adds penalties once', () => {
    const model = oracle('data x: real\nparam w: real\nloss w*x\nloss w\npenalty w^2', data);
    expect(toNumber(model.objective([3]))).toBeCloseTo(7 + 3 + 9, 14);
    expect(model.logLikelihood([3])).toBeNull();
    expect(model.logPrior([3])).toBeNull();
  });

  test('divides the log-prior by the number of rows', () => {
    const model = oracle(
      'data x: real\nparam w: real\nhyper tau: positive = 2\nx ~ normal(w, 1)\nw ~ normal(0, tau)',
      { ...data, tau: 3 },
    );
    const likelihood = [...x].reduce((sum, each) => sum + normal(each, 0.5, 1), 0);
    const prior = normal(0.5, 0, 3);
    expect(toNumber(model.objective([0.5]))).toBeCloseTo(-(likelihood + prior) / 3, 14);
    expect(toNumber(model.logLikelihood([0.5])!)).toBeCloseTo(likelihood, 13);
    expect(toNumber(model.logPrior([0.5])!)).toBeCloseTo(prior, 14);
  });

  test('takes the declared value of a hyper-parameter that is not set', () => {
    const model = oracle('param w: real\nhyper t: positive[2] = 2\nloss w*sum(t)');
    expect(toNumber(model.objective([1]))).toBe(4);
  });

  test('weighs rows', () => {
    const model = oracle('data x: real, n: weight\nparam w: real\nloss w*x', {
      ...data,
      n: Float64Array.of(1, 0, 3),
      totalWeight: 4,
    });
    expect(toNumber(model.objective([2]))).toBeCloseTo((2 * (1 + 12)) / 4, 14);
  });

  test('takes vectors of the data as independent elements', () => {
    const model = oracle('data y: binary[2]\nparam p: unit[2]\ny ~ bernoulli(p)', {
      rows: 2,
      totalWeight: 2,
      y: Int32Array.of(1, 0, 1, 1),
    });
    expect(toNumber(model.objective([0, Math.log(3)]))).toBeCloseTo(
      -(2 * Math.log(0.5) + Math.log(0.25) + Math.log(0.75)) / 2,
      14,
    );
  });

  test('indexes by categories from 0', () => {
    const model = oracle('data s: category(3)\nparam E: real[3]\nloss E[s]', {
      rows: 2,
      totalWeight: 2,
      s: Int32Array.of(0, 2),
    });
    expect(toNumber(model.objective([1, 10, 100]))).toBe(50.5);
  });

  test('takes axes without a subscript whole', () => {
    const model = oracle('data s: category(2)\nparam E: real[2, 2]\nloss dot(E[s], [1, 2])', {
      rows: 2,
      totalWeight: 2,
      s: Int32Array.of(1, 0),
    });
    expect(toNumber(model.objective([1, 10, 100, 1000]))).toBe((2100 + 21) / 2);
  });

  test('has a value where the density depends on vectors', () => {
    const model = oracle(
      'data y: category(2)\nparam q: simplex[2]\ny ~ categorical(q)\nq ~ dirichlet([2, 3])',
      { rows: 2, totalWeight: 2, y: Int32Array.of(0, 1) },
    );
    expect(toNumber(model.logLikelihood([0])!)).toBeCloseTo(2 * Math.log(0.5), 14);
    expect(toNumber(model.logPrior([0])!)).toBeCloseTo(Math.log(12 * 0.5 * 0.25), 14);
  });

  test('uses densities of the model, by element or jointly', () => {
    const each = 'density triangle(y, a) = (2/a)*(1 - y/a)\nparam w: unit[2], a: positive\n';
    const model = oracle(`${each}w ~ triangle(2)\na ~ exponential(1)`);
    expect(toNumber(model.logPrior([0, 0, 0])!)).toBeCloseTo(2 * Math.log(0.75) - 1, 14);
    const joint = oracle("density pair(v, a) = exp(-a*v'*v)\nparam w: real[2]\nw ~ pair(0.5)");
    expect(toNumber(joint.objective([1, 2]))).toBeCloseTo(2.5, 14);
  });

  test('is infinite outside the support', () => {
    const model = oracle('param w: real\nw ~ uniform(0, 1)');
    expect(toNumber(model.objective([2]))).toBe(Infinity);
    expect(toNumber(model.objective([0.5]))).toBe(0);
  });
});

describe('extremes', () => {
  const cross = oracle('param z: real\nloss -log(sigmoid(z))');

  test('takes the digits that a textbook formula needs', () => {
    expect(toText(cross.objective([40]), 17)).toBe('4.2483542552915890e-18');
    expect(toText(cross.objective([800]), 17)).toBe('3.6678745841776872e-348');
    expect(toNumber(cross.objective([-800]))).toBe(800);
  });

  test('finds slopes far below the objective', () => {
    const model = oracle('param z: real, b: real\nloss log(1 + exp(z)) + b^2');
    const [dz, db] = model.gradient([-100, 1]);
    expect(toText(dz!.value, 17)).toBe('3.7200759760208360e-44');
    expect(toNumber(db!.value)).toBe(2);
  });
});

describe('gradients', () => {
  test('have more than 15 digits', () => {
    const model = oracle('param x: real, s: positive\nloss sin(x)^2*exp(2*x) + lgamma(s)');
    const [dx, ds] = model.gradient([0.75, 0]);
    const wanted = 2 * Math.sin(0.75) * Math.exp(1.5) * (Math.cos(0.75) + Math.sin(0.75));
    expect(toNumber(dx!.value)).toBeCloseTo(wanted, 14);
    expect(toText(ds!.value, 30)).toBe('-5.77215664901532860606512090082e-1');
  });

  test('are 0 where nothing depends on a parameter, or at a minimum', () => {
    const model = oracle('param x: real, y: real\nloss (x - 1)^2 + 3*relu(y)');
    expect(
      model.gradient([1, -2]).map((slope) => [toNumber(slope.value), slope.differentiable]),
    ).toEqual([
      [0, true],
      [0, true],
    ]);
  });

  test.each([
    ['abs(x) + x^2', 0, false],
    ['abs(x) + x^2', 1e-30, true],
    ['relu(x - 1) + x', 1, false],
    ['max(x, 2*x) + 7', 0, false],
    ['sqrt(x^2 + 1)', 0, true],
  ])('know whether %s has a derivative at %f', (expression, x, differentiable) => {
    const [slope] = oracle(`param x: real\nloss ${expression}`).gradient([x]);
    expect(slope!.differentiable).toBe(differentiable);
  });

  test('of a network take little time', () => {
    const rows = 100;
    const x = Float64Array.from({ length: 4 * rows }, (_, i) => Math.sin(i));
    const y = Int32Array.from({ length: rows }, (_, i) => i % 3);
    const model = oracle(
      'data x: real[4], y: category(3)\nparam W: real[3, 4], b: real[3], V: real[3, 3], c: real[3]\n' +
        'y ~ categorical(softmax(V*tanh(W*x + b) + c))',
      { rows, totalWeight: rows, x, y },
    );
    const theta = Array.from({ length: 27 }, (_, i) => Math.cos(1.3 * i) / 2);
    const slopes: Slope[] = [];
    expect(seconds(() => slopes.push(...model.gradient(theta)))).toBeLessThan(10);
    expect(slopes.every((slope) => slope.differentiable)).toBe(true);
    expect(toNumber(slopes[0]!.value)).toBeCloseTo(0.019328910056563, 14);
  });
});
