import { present } from '../../base/invariant.ts';
import type { Symbol } from '../../graph/index.ts';
import { Reals, type Real } from '../../oracle/index.ts';
import { Values, type Index } from '../values.ts';
import { volume } from './arrays.ts';
import { World, type Place } from './world.ts';

/** Whether the objective of the model has a finite value at a place. */
export function isFiniteAt(place: Place): boolean {
  const { precision, rows, model } = place;
  const world = new World(place);
  const valueOf = (symbol: Symbol, index: Index): Real => elementOf(world, symbol, index);
  return Reals.isFinite(new Values({ precision, rows, valueOf }).at(model.objective, []));
}

function elementOf(world: World, { name, role, domain }: Symbol, index: Index): Real {
  const { precision: p, letters } = world.place;
  const { shape, values } = present(world.input(role === 'total' ? letters.count : name));
  const at = index.reduce((sum, k, axis) => sum + k * volume(shape.slice(axis + 1)), 0);
  const value = present(values[at]);
  // On paper categories count from 1.
  return domain.kind === 'category' ? Reals.subtract(p, value, Reals.one(p)) : value;
}
