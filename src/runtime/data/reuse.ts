import { volume } from '../../base/shape.ts';
import type { Data, Layout } from '../model.ts';
import type { DataOptions } from './builder.ts';
import { Faults } from './faults.ts';
import { readHypers } from './hypers.ts';

/**
 * Data that were prepared before, for a fit with other values of some settings. Throws a
 * `FluxionError` where they are not data of the model.
 */
export function reuse(layout: Layout, data: Data, hypers: DataOptions['hypers'] = {}): Data {
  const faults = new Faults();
  checkColumns(layout, data, faults);
  faults.throw();
  const names = layout.hypers.map(({ name }) => name);
  const kept = names.filter((name) => !Object.hasOwn(hypers, name) && Object.hasOwn(data, name));
  const settings = readHypers(layout, hypers, faults);
  faults.throw();
  for (const name of kept) settings.delete(name);
  return settings.size === 0 ? data : { ...data, ...Object.fromEntries(settings) };
}

function checkColumns({ columns }: Layout, data: Data, faults: Faults): void {
  for (const { name, shape } of columns) {
    const column = Object.hasOwn(data, name) ? data[name] : undefined;
    if (ArrayBuffer.isView(column) && column.length === data.rows * volume(shape)) continue;
    faults.add('missingColumn', `the prepared data have no such column \`${name}\``);
  }
}
