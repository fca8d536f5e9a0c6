import { dataCodeIds, type DataCodeName } from '../base/data-code-ids.ts';
import { FluxionError, type Cell, type Diagnostic } from '../base/diagnostic.ts';

/** A diagnostic of the rows that the runtime knows. */
export const problem = (
  name: DataCodeName,
  message: string,
  help?: string,
  cell?: Cell,
): Diagnostic => ({
  code: dataCodeIds[name],
  name,
  message,
  ...(cell && { cell }),
  ...(help !== undefined && { help }),
});

export function fail(name: DataCodeName, message: string, help?: string): never {
  throw new FluxionError([problem(name, message, help)]);
}

/** Throws all that was found, if anything was. */
export function throwAll(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new FluxionError(problems);
}
