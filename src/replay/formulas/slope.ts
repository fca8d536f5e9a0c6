import { invariant, present } from '../../base/invariant.ts';
import type { Formula, FormulaOf } from '../../derivation/index.ts';
import { Reals, type Real } from '../../oracle/index.ts';
import { map, volume, zip, type Numbers } from './arrays.ts';
import { evaluate, type Context, type Evaluate } from './evaluate.ts';
import { NoValue } from './no-value.ts';
import { indexOf, World } from './world.ts';

/** Elements of an array by which a formula is differentiated; of the others nothing is known. */
const mostElements = 3;

/**
 * ∂f/∂a by a central difference, for some elements of a: of what the derivation minimises through all names,
 * of another name with all others as they are.
 */
export function slope({ of, by }: FormulaOf<'partial'>, value: Evaluate, c: Context): Numbers {
  invariant(by.kind === 'name', 'a derivative is by a name');
  const base = value({ ...by, indices: [] });
  const places = by.indices.map((index) => indexOf(value(index)) - 1);
  const shape = base.shape.slice(places.length);
  const elements = volume(shape);
  if (places.some((k, axis) => k >= present(base.shape[axis]))) throw new NoValue();
  const start = places.reduce((at, k, axis) => at * present(base.shape[axis]) + k, 0) * elements;
  const sampled = sampleOf(elements);
  const slopes = Array.from({ length: elements }, (_, k) =>
    sampled.has(k) ? elementSlope(c, of, { name: by.name, base, at: start + k }) : null,
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

function elementSlope(c: Context, of: Formula, element: Element): Numbers {
  const { p } = c;
  const step: Real = { mantissa: 1n, exponent: -BigInt(Math.floor(p.bits / 3)) };
  const [above, below] = [step, Reals.negate(step)].map((h) => movedValue(c, of, element, h));
  const difference = zip((x, y) => Reals.subtract(p, x, y), present(above), present(below));
  return map((x) => Reals.divide(p, x, Reals.rounded(p, Reals.scaled(step, 1))), difference);
}

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
  const moved = new Map([[element.name, { ...element.base, values }]]);
  const definition = of.kind === 'name' ? world.place.definitions.names.get(of.name) : undefined;
  if (of.kind !== 'name' || isMinimised(world, of.name)) {
    return evaluate(new World(world.place, moved), of, indices);
  }
  if (!definition) throw new NoValue();
  const own = new World(world.place, moved, world);
  return evaluate(
    own,
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
