import { partsOf, type Formula, type FormulaOf } from '../../derivation/index.ts';
import { evaluate } from './evaluate.ts';
import type { World } from './world.ts';

/**
 * How far an index runs: over the rows, or as far as an array that it stands under; undefined where there is
 * none, and in a model with slices, where the definition of a part, `u₁ⱼ = w[j + 1]`, does not say how long it is.
 */
export function extentOf(world: World, index: string, f: Formula): number | undefined {
  const { letters, rows, hasSlices } = world.place;
  if (letters.rows.includes(index)) return rows;
  return hasSlices ? undefined : search(world, index, f);
}

function search(world: World, index: string, f: Formula): number | undefined {
  const own = f.kind === 'name' || f.kind === 'element' ? ownExtent(world, index, f) : undefined;
  return own ?? first(partsOf(f), (part) => search(world, index, part));
}

function first<T>(list: readonly T[], find: (x: T) => number | undefined): number | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownExtent(
  world: World,
  index: string,
  f: FormulaOf<'name'> | FormulaOf<'element'>,
): number | undefined {
  const at = f.indices.findIndex((each) => each.kind === 'name' && each.name === index);
  if (at < 0) return undefined;
  return f.kind === 'name' ? shapeOf(world, f.name)?.[at] : lengthOf(world, f.of);
}

/** The length of a vector that a formula is, by a name in it that is one. */
function lengthOf(world: World, f: Formula): number | undefined {
  if (f.kind === 'array') return f.items.length;
  if (f.kind === 'name') return shapeOf(world, f.name)?.[f.indices.length];
  return first(partsOf(f), (part) => lengthOf(world, part));
}

/** The shape of what a name stands for. */
function shapeOf(world: World, name: string): readonly number[] | undefined {
  const input = world.input(name);
  if (input) return input.shape;
  if (!world.place.definitions.names.has(name)) return undefined;
  return evaluate(world, { kind: 'name', name, indices: [] }, new Map()).shape;
}
