import type { Data, Layout } from '../model.ts';
import { totalWeight } from '../weights.ts';
import type { Faults } from './faults.ts';
import { readHypers } from './hypers.ts';
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
  const settings = readHypers(layout, hypers, faults);
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
