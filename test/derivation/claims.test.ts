import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import type { Claim, Derivation } from '../../src/derivation/index.ts';
import { printDerivation } from '../../src/derivation/index.ts';

/** What is said of J, as `kind of parameters`. */
const claimsIn = ({ sections }: Derivation): string[] =>
  sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'text' && block.claim ? [say(block.claim)] : []));

const say = ({ kind, at }: Claim): string => `${kind} of ${at.parameters.join(', ')}`;

describe.each<[model: string, claims: readonly string[]]>([
  ['param x: real\nloss x^2', ['minimum of x']],
  ['param x: real\nloss -x^2', ['maximum of x']],
  ['param x: real\nloss 1 - x^2', ['maximum of x']],
  ['param x: positive\nloss log(x) - x', ['maximum of x']],
  ['param x: positive\nloss x - log(x)', ['minimum of x']],
  ['param x: real\nloss exp(-x^2)', ['maximum of x']],
  ['param x: real\nloss x*exp(-x)', ['maximum of x']],
  ['param x: real\nloss -x*exp(-x)', ['minimum of x']],
  ['param x: real\nloss x^4', ['minimum of x']],
  ['param x: real\nloss -(x - 1)^4', []],
  ['param x: real\nloss x^3', ['inflection of x']],
  ['param x: real, y: real\nloss x*y', ['saddle of x, y']],
  ['param x: real, y: real\nloss x^2 + 3*x*y + y^2', ['saddle of x, y']],
  ['param x: real, y: real\nloss x^2 + x*y + y^2', ['minimum of x, y']],
  ['param x: real, y: real\nloss -x^2 - x*y - y^2', ['maximum of x, y']],
  ['param x: real, y: real\nloss (x + y)^2', ['minimum of x', 'minimum of y']],
  ['param x: real, y: real\nloss x^2 - y^2', ['minimum of x', 'maximum of y', 'saddle of x, y']],
  ['param x: real, y: real\nloss -x^2 - y^2', ['maximum of x', 'maximum of y', 'maximum of x, y']],
  ['param x: real[2]\nloss sum([1, -1].*x.^2)', ['saddle of x']],
  ['param x: real[2]\nloss exp(-sum(x.^2))', ['maximum of x']],
  ['param x: real, y: real\nloss x^2*y^2', ['minimum of x', 'minimum of y']],
  ['param p: simplex[3]\nloss sum(log(p))', ['maximum of p']],
  ['param p: simplex[3]\nloss -sum(log(p))', ['minimum of p']],
  ['param p: simplex[2]\nloss 2*log(p[1]) - log(p[2])', []],
  ['data a: real\nparam x: real\nloss a*(x - 1)^2', ['data of x']],
  ['data a: real\nparam x: real, y: real\nloss a*x^2 + x*y + y^2', ['data of x, y']],
  ['param x: real\nloss exp(x) + x', ['rises of x']],
  ['param x: real\nloss -exp(x)', ['falls of x']],
  ['param x: positive\nloss x^2 + x', ['rises of x']],
  ['param x: positive, y: positive\nloss (x + 1)^2 + x*y + y^2', ['rises of x', 'rises of y']],
  ['param x: positive\nloss (x + 1)^2', ['rises of x']],
  ['param x: interval(0, 1)\nloss (x - 2)^2', ['falls of x']],
  ['param x: real\nloss exp(x)', ['rises of x']],
  ['param x: real\nloss x', ['rises of x']],
  ['param x: positive\nloss log(x)', ['rises of x']],
  ['param x: real\nloss sigmoid(x)', ['rises of x']],
  ['param x: real\nloss tanh(-x)', ['falls of x']],
  ['param x: real\nloss atan(x)', ['rises of x']],
  ['data a: real\nparam x: real\nloss a*x', []],
  ['param x: real, y: real\nloss x^2 + log(exp(y)) - y', ['minimum of x', 'absent of y']],
])('the loss of %j', (model, claims) => {
  const { derivation } = compile(model);

  it('has what is said of it, and nothing else', () => {
    expect(claimsIn(derivation)).toEqual(claims);
  });

  it('is told in whole sentences', () => {
    const text = printDerivation(derivation, 'text').replaceAll(/\s+/gu, ' ');
    expect(text).not.toMatch(/ , | \. |finds the minimum|log\(−|for any ,/u);
    if (!claims.some((claim) => claim.startsWith('minimum')))
      expect(text).not.toContain('It is the minimum:');
  });
});

it('says what the data must be for a solution to be in its domain', () => {
  const { derivation } = compile('data y: real\nparam x: real\nloss y*exp(x) - x');
  expect(claimsIn(derivation)).toEqual(['data of x']);
  expect(printDerivation(derivation, 'text')).toContain(
    'It lies in the domain of x where n/(Σᵢ yᵢ) > 0.',
  );
});
