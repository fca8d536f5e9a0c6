import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { FitOptions } from '../runtime/fit-options.ts';
import { prepareData, type Layout, type PreparedData } from '../runtime/index.ts';
import { dataOptions, loadData, type DataFlags } from './load-data.ts';
import { toNumber } from './option-values.ts';

/** The data of a fit: the columns of the file, or the settings alone for a model without data. */
export async function dataToFit(
  path: string,
  dataPath: string | undefined,
  layout: Layout,
  flags: DataFlags,
): Promise<PreparedData> {
  if (layout.columns.length > 0) {
    if (dataPath === undefined) throw missing(path, layout);
    return loadData(dataPath, layout, flags);
  }
  if (dataPath === undefined) return prepareData(layout, {}, dataOptions(layout, flags));
  const message = `${path} declares no data, and ${dataPath} is given`;
  throw new FluxionError([diagnostic('unusedDataFile', message)]);
}

function missing(path: string, { columns }: Layout): FluxionError {
  const names = columns.map(({ name }) => `\`${name}\``).join(', ');
  const message = `${path} needs data with ${columns.length === 1 ? 'the column' : 'columns'} ${names}`;
  const help = `name a CSV file: \`fluxion fit ${path} data.csv\``;
  return new FluxionError([diagnostic('missingDataFile', message, { help })]);
}

interface ValidationFlags extends DataFlags {
  readonly validation?: string;
}

/** A part of the rows, or rows of another file with the codes of the first. */
export async function validationRows(
  layout: Layout,
  levels: PreparedData['levels'],
  flags: ValidationFlags,
): Promise<Pick<FitOptions, 'validation'>> {
  const { validation } = flags;
  if (validation === undefined) return {};
  const part = toNumber(validation);
  if (part !== undefined) return { validation: part };
  return { validation: (await loadData(validation, layout, { ...flags, levels })).data };
}
