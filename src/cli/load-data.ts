import { volume } from '../base/shape.ts';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { present } from '../base/invariant.ts';
import { DataBuilder, type DataOptions, type PreparedData } from '../runtime/data/builder.ts';
import { Faults } from '../runtime/data/faults.ts';
import { findSources } from '../runtime/data/sources.ts';
import type { Layout, Value } from '../runtime/index.ts';
import { nest } from '../runtime/values.ts';
import { readTable } from './csv.ts';
import { inputName } from './files.ts';
import { withFrames } from './frames.ts';

/** What the options of a command say about the data. */
export interface DataFlags {
  /** `--set`: the numbers of settings by name, row-major. */
  readonly set?: Readonly<Record<string, readonly number[]>>;
  /** `--columns`: the table's columns for a column of the model. */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly dropMissing?: true;
  /** The codes of text columns, where an earlier fit has set them. */
  readonly levels?: Readonly<Record<string, readonly string[]>>;
}

/** The columns that a model takes from a CSV file, read row by row; of the first `most` rows. */
export async function loadData(
  path: string,
  layout: Layout,
  flags: DataFlags,
  most = Infinity,
): Promise<PreparedData> {
  const options = dataOptions(layout, flags);
  let builder: DataBuilder | undefined;
  try {
    await readTable(path, {
      header: (names) => {
        refuseDuplicates(layout, names, options);
        builder = new DataBuilder(layout, names, options);
      },
      row: (fields) => {
        if (present(builder).rows < most) present(builder).push(fields);
      },
    });
    return present(builder).finish();
  } catch (error) {
    throw error instanceof FluxionError ? await located(path, error) : error;
  }
}

/** What the flags ask of the runtime. */
export function dataOptions(
  layout: Layout,
  { set = {}, columns = {}, levels = {}, dropMissing }: DataFlags,
): DataOptions {
  return { hypers: shaped(layout, set), columns, levels, dropMissing: dropMissing ?? false };
}

/** Numbers in the shape of the setting; what does not fit is left for the runtime to refuse. */
function shaped(
  layout: Layout,
  set: Readonly<Record<string, readonly number[]>>,
): Record<string, Value> {
  const entries = Object.entries(set).map(([name, numbers]): [string, Value] => {
    const shape = layout.hypers.find((hyper) => hyper.name === name)?.shape ?? [];
    return [name, volume(shape) === numbers.length ? nest(numbers, shape) : numbers];
  });
  return Object.fromEntries(entries);
}

/** A name that stands twice in the header says not which column is meant, if the model takes it. */
function refuseDuplicates(layout: Layout, names: readonly string[], options: DataOptions): void {
  const taken = findSources(layout.columns, names, options.columns ?? {}, new Faults());
  const twice = repeated(names);
  const duplicates = [...new Set(taken.flatMap((source) => source.names))].filter((name) =>
    twice.has(name),
  );
  if (duplicates.length === 0) return;
  throw new FluxionError(
    duplicates.map((name) =>
      diagnostic('duplicateHeader', `the header names the column \`${name}\` twice`, {
        cell: { row: 0, column: name },
      }),
    ),
  );
}

/** The names that come more than once. */
function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}

/** Codes of what is wrong with the table itself, and not with the options or the settings. */
const ofTable = /^FX(50\d|511|55[12])$/;

/** Says where in the file a cell is, and in which file a column. */
async function located(path: string, { diagnostics }: FluxionError): Promise<FluxionError> {
  const framed = await withFrames(path, diagnostics);
  return new FluxionError(
    framed.map((d) =>
      d.source || !ofTable.test(d.code) ? d : { ...d, message: `${inputName(path)}: ${d.message}` },
    ),
  );
}
