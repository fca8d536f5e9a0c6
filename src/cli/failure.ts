import type { CommanderError } from 'commander';
import { FluxionError, formatDiagnostic, type Diagnostic } from '../base/diagnostic.ts';

/** What the command tells the shell. */
export const exitStatus = { done: 0, wrongInput: 1, wrongUsage: 2, fault: 70 } as const;

export interface Failure {
  readonly status: number;
  /** What goes to standard error; empty where it has been said. */
  readonly text: string;
}

/** Codes of mistakes in the command line itself, its settings and mappings; all others are of models, files and data. */
const usage = /^FX(215|510|52\d|54\d|60\d)$/;

const isUsage = (d: Diagnostic): boolean => usage.test(d.code);

/** What an error means to the caller of the command. */
export function explain(error: unknown): Failure {
  if (error instanceof FluxionError) return explainDiagnostics(error.diagnostics);
  if (isCommanderError(error)) {
    return { status: error.exitCode === 0 ? exitStatus.done : exitStatus.wrongUsage, text: '' };
  }
  return { status: exitStatus.fault, text: faultText(error) };
}

const explainDiagnostics = (diagnostics: readonly Diagnostic[]): Failure => ({
  status: diagnostics.every(isUsage) ? exitStatus.wrongUsage : exitStatus.wrongInput,
  text: diagnostics.map(formatDiagnostic).join('\n\n'),
});

/** Commander has written its message by the time that it throws. */
const isCommanderError = (error: unknown): error is CommanderError =>
  error instanceof Error &&
  'exitCode' in error &&
  String(Reflect.get(error, 'code')).startsWith('commander.');

function faultText(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const where = process.env['FLUXION_DEBUG'] ? stack : 'FLUXION_DEBUG=1 shows where it happened.';
  return [
    `fault of fluxion: ${message}`,
    'This is an error in fluxion, not in your model. Please report it with the model and the command.',
    where,
  ].join('\n');
}
