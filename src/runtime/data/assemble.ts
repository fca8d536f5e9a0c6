import { suggest } from '../../base/suggest.ts';
import { describeDomain, holds, holdsVector } from '../domains.ts';
import type { Data, HyperLayout, Layout } from '../model.ts';
import { count, flatten } from '../values.ts';
import { totalWeight } from '../weights.ts';
import type { Faults } from './faults.ts';
import type { ColumnArray } from './sink.ts';

/**
 * Puts the columns and the settings together as the kernels take them. Throws what was found wrong.
 */
export function assemble(
  layout: Layout,
  rows: number,
  columns: ReadonlyMap<string, ColumnArray>,
  hypers: Readonly<Record<string, unknown>>,
  faults: Faults,
): Data {
  const settings = layout.hypers.map((hyper) => [hyper.name, readHyper(hyper, hypers, faults)]);
  refuseStrangers(layout, hypers, faults);
  faults.throw();
  const weight = totalWeight(layout.columns, (name) => columns.get(name) ?? [], rows);
  if (!(weight > 0)) faults.add('noWeight', 'the weights of all rows are 0');
  faults.throw();
  return {
    rows,
    totalWeight: weight,
    ...Object.fromEntries(columns),
    ...Object.fromEntries(settings),
  };
}

function readHyper(
  { name, shape, domain, value }: HyperLayout,
  hypers: Readonly<Record<string, unknown>>,
  faults: Faults,
): number | Float64Array {
  const given = Object.hasOwn(hypers, name) ? flatten(hypers[name], shape) : value;
  if (given === undefined || !given.every((x): x is number => typeof x === 'number')) {
    const needed = shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`;
    faults.add('wrongHyper', `the setting \`${name}\` must be ${needed}`);
    return NaN;
  }
  const n = shape.at(-1) ?? 1;
  const vectors = Array.from({ length: count(shape) / n }, (_, k) => k * n);
  if (
    !given.every((x) => holds(domain, x)) ||
    !vectors.every((k) => holdsVector(domain, given, k, n))
  ) {
    faults.add('wrongHyper', `the setting \`${name}\` must be ${describeDomain(domain)}`);
  }
  return shape.length === 0 ? (given[0] as number) : Float64Array.from(given);
}

function refuseStrangers(
  layout: Layout,
  hypers: Readonly<Record<string, unknown>>,
  faults: Faults,
): void {
  const known = layout.hypers.map(({ name }) => name);
  for (const name of Object.keys(hypers).filter((name) => !known.includes(name))) {
    const near = suggest(name, known);
    const help = near === undefined ? undefined : `did you mean \`${near}\`?`;
    faults.add('unknownHyper', `the model has no setting \`${name}\``, help);
  }
}
