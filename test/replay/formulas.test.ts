import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { analyse } from '../../src/compile.ts';
import {
  partsOf,
  type Derivation,
  type Equation,
  type Formula,
} from '../../src/derivation/index.ts';
import { derive } from '../../src/derivation/index.ts';
import { printFormula } from '../../src/derivation/text/set.ts';
import { equationsIn, replayDerivation } from '../../src/replay/index.ts';
import { examples, models } from '../derivation/models.ts';
import { changed, spoil } from './spoil.ts';

const replayOf = (name: string, text: string): Derivation => {
  const analysis = analyse(text, { name });
  return replayDerivation(derive(analysis), analysis);
};

/** Each side after an equals sign: what it says and to how many digits that holds. */
const sidesOf = (derivation: Derivation): [string, number | null | undefined, Formula][] =>
  equationsIn(derivation).flatMap(({ left, steps }) =>
    steps
      .filter((step) => step.sign === '=' || step.sign === '≟')
      .map(({ formula, digits }): [string, number | null | undefined, Formula] => [
        `${printFormula(left)} = ${printFormula(formula)}`,
        digits,
        formula,
      ]),
  );

/** Whether an entropy or a divergence is in a formula, which has no value at a point. */
const isEntropic = (f: Formula): boolean =>
  (f.kind === 'call' && ['H', 'h', 'KL'].includes(f.fn)) ||
  (f.kind === 'probability' && f.letter.includes('\u0302')) ||
  partsOf(f).some(isEntropic);

describe.each(models)('the equations of %s', (name, text) => {
  const sides = sidesOf(replayOf(name, text));

  it('hold to 12 digits', () => {
    const replayed = sides.filter(([, digits]) => typeof digits === 'number');
    expect(replayed.length).toBeGreaterThan(0);
    expect(replayed.filter(([, digits]) => (digits ?? 0) < 12)).toEqual([]);
  });

  it.runIf(examples.includes(name))('are replayed but for entropies', () => {
    const left = sides.filter(([, digits, f]) => typeof digits !== 'number' && !isEntropic(f));
    expect(left.map(([said]) => said)).toEqual([]);
    expect(sides.filter(([, digits]) => typeof digits === 'number').length).toBeGreaterThan(5);
  });
});

it('replays a function of cases for each element of an array', () => {
  const text = `data x: real, y: real\nparam w: real[3], v: real[3]
elu(z) = z > 0 ? z : expm1(z)\nh = elu(w*x)\nloss (y - dot(v, h))^2`;
  const digits = sidesOf(replayOf('cases.fx', text)).flatMap(([, each]) => each ?? []);
  expect(digits.length).toBeGreaterThan(10);
  expect(Math.min(...digits)).toBeGreaterThan(12);
});

it('replays functions of vectors, one within the other', () => {
  const text = `data x: real[2]\nparam w: real[3, 2], v: real[3]
gelu(z) = z .* (1 + erf(z/sqrt(2)))/2\nlayer(t) = gelu(t) .* exp(-t.^2)\nloss dot(v, layer(w*x))^4`;
  const sides = sidesOf(replayOf('layers.fx', text));
  const left = sides.filter(([, digits]) => typeof digits !== 'number').map(([said]) => said);
  expect(left.filter((said) => !/^(gelu|layer)\(/.test(said))).toEqual([]);
  expect(Math.min(...sides.map(([, digits]) => digits ?? 30))).toBeGreaterThan(12);
});

it.each([
  [
    'a row',
    `data x: real[2], y: real[1]\nparam W: real[1, 2], s: positive
W ~ normal(0, s)\ny ~ normal(tril(W)*x, s)`,
    20,
  ],
  [
    'a column',
    `data x: real[3]\nparam W: real[3, 1], m: real[3]
z = W'*(x - m)\nloss sum(z.^2) + sum((x - m - W*z).^2)`,
    10,
  ],
])('replays axes of one element: %s', (_name, text, least) => {
  const sides = sidesOf(replayOf('short.fx', text));
  const digits = sides.flatMap(([, each]) => each ?? []);
  expect(digits.length).toBeGreaterThan(least);
  expect(Math.min(...digits)).toBeGreaterThan(12);
});

it.each([
  ['logarithms of what may be negative', 'data x: real\nparam a: real\nloss x*a + log(a)'],
  [
    'picked elements',
    'data x: real[3]\nparam c: ordered[2], w: real[3]\nloss exp(c[2] - w[3]*x[1]) + exp(w[1])',
  ],
  ['names of sizes', 'dim D = 4\ndata x: real[D]\nparam w: real[D]\nloss (dot(w, x)/D)^4'],
  [
    'logarithms of densities that are 0 in floats',
    'data x: real\nparam a: real\nloss -log(exp(-(x - a)^2*1e9))',
  ],
  [
    'named ranges',
    'data x: real\nparam c: real[3]\nk = 1:3\nbasis = cos(k*x)\nloss dot(c, basis)^4',
  ],
  [
    'sums over parts of vectors',
    'data x: real[4]\nparam w: real[4]\nloss exp(sum(w[1:2]) + dot(w[3:4], x[1:2]))\npenalty sum(w[2:end].^4)',
  ],
])('replays %s', (_, text) => {
  const sides = sidesOf(replayOf('small.fx', text));
  expect(sides.filter(([, digits]) => typeof digits !== 'number')).toEqual([]);
  expect(Math.min(...sides.map(([, digits]) => digits ?? 0))).toBeGreaterThan(20);
});

/** What cannot be said wrong of models whose equations do not hold at any point, or not say all. */
it.each([
  ['a support', 'data x: real\nparam w: real, b: positive\nw ~ uniform(-1, b)\nloss (x - w)^2 + b'],
  ['a domain', 'data y: real\nparam a: real, s: real = 1\ny ~ normal(a, s)'],
  ['two densities', 'data y: real\nparam m: real\ny ~ normal(m, 1)\ny ~ laplace(m, 2)'],
  ['slices', 'data x: real\nparam w: real[4], a: real\nr = a*x\nloss r^2 + sum(w[1:2])'],
  ['losses beside densities', 'data y: real\nparam m: real\ny ~ normal(m, 1)\nloss (y - m)^4'],
  [
    'the letters of densities',
    'data w: positive, k: count\nparam a: real, l: positive, q: real\nhyper m: count = 7\nw ~ weibull(exp(a), l)\nk ~ binomial(m + 90, sigmoid(q))',
  ],
  [
    'a prior that has a parameter on both sides',
    'data y: real\nparam a: real, r: positive[3]\ny ~ normal(a, 1)\na ~ normal(a^2, 1)\nr ~ exponential(sum(log(r).^2))',
  ],
  [
    'a penalty that has a parameter by itself and in what leads to it',
    'data y: real\nparam a: real\nu = exp(a)\nv = sin(u)\nloss (y - a)^2\npenalty a*v',
  ],
  [
    'rows and columns',
    `data x: real[3], c: category(3)\nparam u: real[2], o: real[3], S: real[2, 3]
m = (u*o') .* [1, 2, 3; 4, 5, 6]\nloss sum((m*x).^2) + dot((u*S[:, c]')'*u, u)
penalty sum(((u + 1)*diag(o*o')').^2) + sum((outer(u, o) .* S).^2)`,
  ],
  [
    'arrays beside numbers',
    'data x: real, c: category(3)\nparam v: real[3]\nc ~ categorical(softmax([1, 2, 3] .* max(v, x)))',
  ],
  [
    'a vector times a matrix',
    `data x: real[2], y: real[3]\nparam A: real[2, 3], v: real[2]
m = v*A\nloss sum((y - m).^4) + dot(x*A, y)`,
  ],
  ['an inverse at 0', 'data y: real\nparam a: real, b: real\nloss (y - b)^2 + cosh(a)'],
  ['saturation', 'data x: real, y: binary\nparam a: real\ny ~ bernoulli(sigmoid(99*a*x))'],
])('finds nothing wrong with %s', (_, text) => {
  const sides = sidesOf(replayOf('right.fx', text));
  expect(sides.filter(([, digits]) => (digits ?? 30) < 12)).toEqual([]);
  expect(sides.some(([, digits]) => typeof digits === 'number')).toBe(true);
});

describe('an equation that is wrong', () => {
  const text = 'data x: real, y: real\nparam w: real, s: positive\ny ~ normal(w*x, s)';
  const analysis = analyse(text, { name: 'line.fx' });
  const derivation = derive(analysis);

  const spoiled = (wrong: Equation): Derivation => changed(derivation, (e) => e === wrong, spoil);

  const checked = equationsIn(derivation).filter(
    ({ left, steps }) => left.kind === 'partial' && steps.every((step) => step.sign === '='),
  );

  it.each(checked.map((equation) => [printFormula(equation.left), equation] as const))(
    'is caught: %s',
    (_, equation) => {
      const found = sidesOf(replayDerivation(spoiled(equation), analysis));
      expect(Math.min(...found.flatMap(([, digits]) => digits ?? []))).toBeLessThan(12);
    },
  );

  it('is caught in a definition that is said twice', () => {
    const twice = present(
      equationsIn(derivation).find(({ left, steps }) => left.kind === 'call' && steps.length > 1),
    );
    const found = sidesOf(replayDerivation(spoiled(twice), analysis));
    expect(Math.min(...found.flatMap(([, digits]) => digits ?? []))).toBeLessThan(12);
  });
});
