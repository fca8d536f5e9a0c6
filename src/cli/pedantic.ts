import { FluxionError, formatDiagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { position, type Source } from '../base/source.ts';
import { dataOptions, loadData, type DataFlags } from './load-data.ts';
import { counted } from './table.ts';

export interface PedanticFlags extends DataFlags {
  readonly data?: string;
  readonly dim?: Readonly<Record<string, number>>;
  readonly pedantic?: true;
  readonly maxWarnings?: number;
}

/** What looks wrong with a model; with a file given, all of its rows are looked at. */
export async function warningsOf(source: Source, flags: PedanticFlags): Promise<Diagnostic[]> {
  const { compile, diagnose } = await import('../index.ts');
  const compiled = compile(source, { dims: flags.dim ?? {} });
  const { layout } = compiled.program;
  const hypers = dataOptions(layout, flags).hypers ?? {};
  if (flags.data === undefined || layout.columns.length === 0)
    return diagnose(compiled, { hypers });
  return diagnose(compiled, { hypers, data: (await loadData(flags.data, layout, flags)).data });
}

/** The warnings with their places, and how many there are. */
export const warningsText = (warnings: readonly Diagnostic[]): string =>
  [
    ...warnings.map(formatDiagnostic),
    warnings.length === 0 ? 'no warnings' : counted(warnings.length, 'warning'),
  ].join('\n\n');

/** A warning for programs: lines and columns count from 1, and the end is after the last character. */
export const warningJson = (d: Diagnostic): Record<string, unknown> => ({
  code: d.code,
  name: d.name,
  severity: d.severity ?? 'error',
  message: d.message,
  help: d.help ?? null,
  file: d.source?.name ?? null,
  start: d.source && d.span ? position(d.source, d.span.start) : null,
  end: d.source && d.span ? position(d.source, d.span.end) : null,
});

/** Fails where there are more warnings than allowed. */
export function limitWarnings(source: Source, found: number, { maxWarnings }: PedanticFlags): void {
  if (maxWarnings === undefined || found <= maxWarnings) return;
  const message = `${source.name} has ${counted(found, 'warning')}, and --max-warnings allows ${maxWarnings}`;
  throw new FluxionError([diagnostic('tooManyWarnings', message)]);
}
