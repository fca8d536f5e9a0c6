import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { analyse } from '../../src/compile.ts';
import {
  derive,
  equalitiesIn,
  textOfEquality,
  type Derivation,
  type Equality,
  type Equation,
} from '../../src/derivation/index.ts';
import { number, plus } from '../../src/derivation/formula/build.ts';
import { Precision, Reals, type Real } from '../../src/oracle/index.ts';
import { fewestDigits, replayDerivation } from '../../src/replay/index.ts';
import { solveLinear } from '../../src/replay/linear.ts';
import { solved, unsolved } from '../solve/models.ts';
import { changed, spoil } from './spoil.ts';

const derived = (text: string) => {
  const analysis = analyse(text, { name: 'model.fx' });
  const derivation = derive(analysis);
  const solutionOf = (told: Derivation): Equality[] =>
    equalitiesIn(replayDerivation(told, analysis)).filter(
      ({ section }) => section.id === 'closed-form',
    );
  return { derivation, solutionOf };
};

/** What is said of equalities whose sides differ. */
const wrongIn = (equalities: readonly Equality[]): string[] =>
  equalities
    .filter(({ digits }) => digits !== null && digits < fewestDigits)
    .map((equality) => textOfEquality(equality).replaceAll('≟', '='));

const texts = Object.entries({ ...solved, ...unsolved }).map(
  ([name, { text }]) => [name, text] as const,
);

describe.each(texts)('the solution of %s', (name, text) => {
  const { derivation, solutionOf } = derived(text);
  const equalities = solutionOf(derivation);

  it('holds where it says', () => {
    expect(wrongIn(equalities)).toEqual([]);
  });

  it('is replayed', () => {
    const left = equalities.filter(({ digits }) => digits === null).map(textOfEquality);
    expect(left).toEqual([]);
    if (name in solved) expect(equalities.length).toBeGreaterThan(0);
  });
});

describe('a solution that is wrong', () => {
  const wrongWith = (
    name: string,
    isWanted: (e: Equation) => boolean,
    change = spoil,
  ): string[] => {
    const { derivation, solutionOf } = derived(present(solved[name]).text);
    return wrongIn(solutionOf(changed(derivation, isWanted, change)));
  };

  const isOf = (name: string) => (equation: Equation) =>
    equation.left.kind === 'name' && equation.left.name === name;

  it.each([
    ['normal', 'mu', '∂J/∂μ ='],
    ['normal', 'sigma', '∂J/∂σ ='],
    ['bernoulli of a logit', 'z', '∂J/∂z ='],
    ['independent normals', 'mu', '∂J/∂μⱼ ='],
    ['a ratio of rates', 'r', '∂J/∂r ='],
    ['a ratio of rates', 'l', '∂J/∂l ='],
  ])('is caught: %s, by its %s', (name, parameter, said) => {
    expect(wrongWith(name, isOf(parameter)).join('\n')).toContain(said);
  });

  /** An equation with something added to its first right-hand side. */
  const shifted = ({ left, steps: [first, ...rest] }: Equation): Equation => {
    const { sign, formula } = present(first);
    return { left, steps: [{ sign, formula: plus(formula, number(1e-9)) }, ...rest] };
  };

  const isSystem = ({ left, steps }: Equation): boolean =>
    left.kind === 'partial' && steps[0]?.sign === '∝';

  it('is caught in normal equations', () => {
    expect(wrongWith('linear regression', isSystem, shifted).join('\n')).toContain('∂J/∂w =');
  });

  it('is caught in shares of counts', () => {
    const said = wrongWith('categorical with a Dirichlet prior', isOf('p'), shifted);
    expect(said.join('\n')).toContain('p =');
  });

  it('is caught in a second derivative with others as solved for', () => {
    const isProfile = ({ left }: Equation): boolean => left.kind === 'partial' && left.order === 2;
    expect(wrongWith('a ratio of rates', isProfile).join('\n')).toContain('∂²J/∂r² =');
  });
});

it.each([
  ['a category is without rows', 'data y: category(40)\nparam p: simplex[40]\ny ~ categorical(p)'],
  [
    'a system is singular',
    "data x: real[2]\nparam A: real[2, 2], b: real[2]\nloss x'*A*x + (A*b)'*x",
  ],
])('has no value where %s', (_, text) => {
  const { derivation, solutionOf } = derived(text);
  const atSolution = solutionOf(derivation).filter(({ equation }) =>
    equation.steps.some(({ sign }) => sign === '∝'),
  );
  expect(atSolution.length).toBeGreaterThan(0);
  expect(atSolution.map(({ digits }) => digits)).toEqual(atSolution.map(() => null));
});

describe('solveLinear', () => {
  const p = Precision.ofDigits(40);
  const real = (x: number): Real => Reals.fromNumber(p, x);
  const solve = (matrix: number[][], right: number[]) =>
    solveLinear(
      p,
      matrix.map((row) => row.map(real)),
      right.map(real),
    )?.map(Reals.toNumber);

  it('solves, whatever the order of the rows', () => {
    const matrix = [
      [0, 2, 1],
      [1, 1, 0],
      [4, 0, -1],
    ];
    expect(solve(matrix, [7, 3, 1])).toEqual([1, 2, 3]);
  });

  it('finds a matrix singular', () => {
    expect(
      solve(
        [
          [1, 1 / 3],
          [3, 1],
        ],
        [1, 1],
      ),
    ).not.toBeUndefined();
    expect(
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 1],
      ),
    ).toBeUndefined();
    expect(
      solve(
        [
          [0, 0],
          [0, 0],
        ],
        [0, 0],
      ),
    ).toBeUndefined();
  });
});
