import { present } from '../../base/invariant.ts';
import { evaluate, type Symbol } from '../../graph/index.ts';
import { Reals } from '../../oracle/index.ts';
import { World, type Place } from './world.ts';

/** Whether the objective of the model has a finite value at a place, in floating point. */
export function isFiniteAt(place: Place): boolean {
  const world = new World(place);
  const { rows, model } = place;
  const valueOf = (symbol: Symbol) => valuesIn(world, symbol);
  const [value] = evaluate([model.objective], { rows, valueOf });
  return Number.isFinite(present(value).values[0]);
}

function valuesIn(world: World, { name, role, domain }: Symbol) {
  const { letters } = world.place;
  const { shape, values } = present(world.input(role === 'total' ? letters.count : name));
  // On paper categories count from 1.
  const first = domain.kind === 'category' ? 1 : 0;
  return { shape, values: values.map((x) => Reals.toNumber(x) - first) };
}
