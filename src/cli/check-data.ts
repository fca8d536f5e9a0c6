import { prepareData, random, type Data, type Model } from '../runtime/index.ts';
import { drawColumn } from '../runtime/data/draw-column.ts';
import { dataOptions, loadData, type DataFlags } from './load-data.ts';

interface CheckDataFlags extends DataFlags {
  readonly data?: string;
  readonly rows: number;
  readonly seed: number;
}

/** The first rows of the data given, or rows drawn by the domains of the columns, or else by the model. */
export async function dataToCheck(model: Model, flags: CheckDataFlags): Promise<Data> {
  const { layout } = model;
  if (layout.columns.length === 0) return prepareData(layout, {}, dataOptions(layout, flags)).data;
  if (flags.data !== undefined) return (await loadData(flags.data, layout, flags, flags.rows)).data;
  const draw = random(flags.seed, 2);
  const columns = layout.columns.map((column) => [
    column.name,
    Float64Array.from(drawColumn(column, flags.rows, draw)),
  ]);
  const { data } = prepareData(layout, Object.fromEntries(columns), dataOptions(layout, flags));
  const start = model.start(flags.seed);
  const rows = { from: 0, to: data.rows, order: null };
  // A count may be beyond its support, as more successes than trials are: the model draws none such.
  if (!Number.isFinite(model.objective(start, data, rows))) model.sample?.(start, data, draw);
  return data;
}
