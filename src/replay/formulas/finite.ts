import { present } from '../../base/invariant.ts';
import { evaluate, type Symbol } from '../../graph/index.ts';
import { Reals, type Real } from '../../oracle/index.ts';
import { Values, type Index } from '../values.ts';
import { volume } from '../../base/shape.ts';
import { World, type Place } from './world.ts';

/**
 * Whether the objective of the model has a finite value at a place: in floating point, or where that is too
 * narrow for a density, e⁻¹⁰⁰⁰ for one, in high precision.
 */
export const isFiniteAt = (place: Place): boolean =>
  isFiniteInFloats(place) || isFiniteInReals(place);

function isFiniteInFloats(place: Place): boolean {
  const world = new World(place);
  const { rows, model } = place;
  const valueOf = (symbol: Symbol) => {
    const { shape, values } = inputOf(world, symbol);
    return { shape, values: values.map((x) => Reals.toNumber(x) - firstOf(symbol)) };
  };
  const [value] = evaluate([model.objective], { rows, valueOf });
  return Number.isFinite(present(value).values[0]);
}

function isFiniteInReals(place: Place): boolean {
  const { precision, rows, model } = place;
  const world = new World(place);
  const valueOf = (symbol: Symbol, index: Index): Real => {
    const { shape, values } = inputOf(world, symbol);
    const at = index.reduce((sum, k, axis) => sum + k * volume(shape.slice(axis + 1)), 0);
    const first = Reals.fromNumber(precision, firstOf(symbol));
    return Reals.subtract(precision, present(values[at]), first);
  };
  return Reals.isFinite(new Values({ precision, rows, valueOf }).at(model.objective, []));
}

const inputOf = (world: World, { name, role }: Symbol) =>
  present(world.input(role === 'total' ? world.place.letters.count : name));

/** On paper categories count from 1. */
const firstOf = ({ domain }: Symbol): number => (domain.kind === 'category' ? 1 : 0);
