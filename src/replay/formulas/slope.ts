import { present } from '../../base/invariant.ts';
import type { Formula, FormulaOf } from '../../derivation/index.ts';
import { Reals, type Precision, type Real } from '../../oracle/index.ts';
import { map, zip, type Numbers } from './arrays.ts';
import { volume } from '../../base/shape.ts';
import { evaluate, type Context, type Evaluate } from './evaluate.ts';
import { NoValue, requireMeaning } from './no-value.ts';
import { indexOf, World } from './world.ts';

/** Elements of an array by which a formula is differentiated; of the others nothing is known. */
const mostElements = 3;

/**
 * ∂f/∂a by a central difference, for some elements of a: of what the derivation minimises through all names,
 * of another name with all others as they are. The second derivative is that by each element twice.
 */
export function slope(
  { of, by, order }: FormulaOf<'partial'>,
  value: Evaluate,
  c: Context,
): Numbers {
  requireMeaning(by.kind === 'name', 'a derivative is by a name');
  const base = value({ ...by, indices: [] });
  const places = by.indices.map((index) => indexOf(value(index)) - 1);
  const shape = base.shape.slice(places.length);
  const elements = volume(shape);
  if (places.some((k, axis) => k >= present(base.shape[axis]))) throw new NoValue();
  const start = places.reduce((at, k, axis) => at * present(base.shape[axis]) + k, 0) * elements;
  const sampled = sampleOf(elements);
  const slopes = Array.from({ length: elements }, (_, k) =>
    sampled.has(k) ? quotients[order](c, of, { name: by.name, base, at: start + k }) : null,
  );
  const known = present(slopes.find((each) => each !== null));
  const values = Array.from({ length: known.values.length * elements }, (_, at) => {
    const [i, k] = [Math.floor(at / elements), at % elements];
    return slopes[k]?.values[i] ?? Reals.notANumber;
  });
  return { shape: [...known.shape, ...shape], values, lead: known.shape.length };
}

const sampleOf = (elements: number): ReadonlySet<number> =>
  new Set(
    Array.from({ length: mostElements }, (_, k) =>
      Math.floor((k * (elements - 1)) / (mostElements - 1)),
    ),
  );

interface Element {
  readonly name: string;
  readonly base: Numbers;
  readonly at: number;
}

type Quotient = (c: Context, of: Formula, element: Element) => Numbers;

/** 2⁻ᵏ for the part of the digits that a step is small by. */
const stepOf = (p: Precision, part: number): Real => ({
  mantissa: 1n,
  exponent: -BigInt(Math.floor(p.bits * part)),
});

const quotients: { readonly [N in 1 | 2]: Quotient } = {
  // (f(a + h) − f(a − h))/2h
  1: (c, of, element) => {
    const { p } = c;
    const step = stepOf(p, 1 / 3);
    const [above, below] = [step, Reals.negate(step)].map((h) => movedValue(c, of, element, h));
    const difference = zip((x, y) => Reals.subtract(p, x, y), present(above), present(below));
    return over(p, difference, Reals.scaled(step, 1));
  },
  // (f(a + h) − 2f(a) + f(a − h))/h²
  2: (c, of, element) => {
    const { p } = c;
    const step = stepOf(p, 1 / 4);
    const [above, here, below] = [step, Reals.zero, Reals.negate(step)].map((h) =>
      movedValue(c, of, element, h),
    );
    const outer = zip((x, y) => Reals.add(p, x, y), present(above), present(below));
    const difference = zip(
      (x, y) => Reals.subtract(p, x, Reals.scaled(y, 1)),
      outer,
      present(here),
    );
    return over(p, difference, Reals.multiply(p, step, step));
  },
};

const over = (p: Precision, numbers: Numbers, x: Real): Numbers =>
  map((each) => Reals.divide(p, each, Reals.rounded(p, x)), numbers);

function movedValue(
  { world, indices, p }: Context,
  of: Formula,
  element: Element,
  h: Real,
): Numbers {
  const values = element.base.values.with(
    element.at,
    Reals.add(p, present(element.base.values[element.at]), Reals.rounded(p, h)),
  );
  const own = new Map([[element.name, { ...element.base, values }]]);
  const moved = world.place.follow?.(own) ?? own;
  const definition = of.kind === 'name' ? world.place.definitions.names.get(of.name) : undefined;
  if (of.kind !== 'name' || isMinimised(world, of.name)) {
    return evaluate(new World(world.place, moved), of, indices);
  }
  if (!definition) throw new NoValue();
  return evaluate(
    new World(world.place, moved, world),
    definition.is,
    boundOf(definition.indices, of.indices, (f) => evaluate(world, f, indices)),
  );
}

/** The letters on the left side of a definition as the indices that a name has. */
const boundOf = (
  letters: readonly string[],
  indices: readonly Formula[],
  value: (f: Formula) => Numbers,
): Context['indices'] =>
  new Map(
    letters.flatMap((letter, k): [string, number][] => {
      const index = indices[k];
      return index ? [[letter, indexOf(value(index))]] : [];
    }),
  );

/** J, ℓ and R are functions of all that leads to them. */
const isMinimised = ({ place: { letters } }: World, name: string): boolean =>
  name === letters.objective || name === letters.loss || name === letters.penalty;
