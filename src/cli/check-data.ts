import { prepareData, random, type Data, type Model } from '../runtime/index.ts';
import { drawColumn } from '../runtime/data/draw-column.ts';
import { dataOptions, loadData, type DataFlags } from './load-data.ts';

interface CheckDataFlags extends DataFlags {
  readonly data?: string;
  readonly rows: number;
  readonly seed: number;
}

/** The first rows of the data given, or rows drawn by the domains of the columns. */
export async function dataToCheck({ layout }: Model, flags: CheckDataFlags): Promise<Data> {
  if (layout.columns.length === 0) return prepareData(layout, {}, dataOptions(layout, flags)).data;
  if (flags.data !== undefined) return (await loadData(flags.data, layout, flags, flags.rows)).data;
  const draw = random(flags.seed, 2);
  const columns = layout.columns.map((column) => [
    column.name,
    Float64Array.from(drawColumn(column, flags.rows, draw)),
  ]);
  return prepareData(layout, Object.fromEntries(columns), dataOptions(layout, flags)).data;
}
