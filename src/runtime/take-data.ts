import { isData, isPrepared, prepareData } from './data.ts';
import type { DataOptions, PreparedData } from './data/builder.ts';
import { show } from './data/faults.ts';
import { reuse } from './data/reuse.ts';
import type { FitData } from './fit-options.ts';
import type { Layout } from './model.ts';
import { fail } from './problem.ts';

/**
 * The data as the kernels take them. What was prepared is used as it is, but for settings that are
 * given. Throws a `FluxionError` for what is no data of the model.
 */
export function takeData(layout: Layout, data: FitData, options: DataOptions = {}): PreparedData {
  if (typeof data !== 'object' || data === null) {
    return fail('wrongFitOption', `the data must be columns or rows, and are ${show(data)}`);
  }
  if (isPrepared(data)) return { ...data, data: reuse(layout, data.data, options.hypers) };
  if (isData(data)) return { data: reuse(layout, data, options.hypers), levels: {}, dropped: 0 };
  return prepareData(layout, data, options);
}
