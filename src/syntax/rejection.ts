import type { CodeName } from '../base/codes.ts';
import type { Reporter } from '../base/report.ts';
import type { Span } from '../base/source.ts';

/** Ends the parse of one statement or item; its diagnostic is reported where parsing resumes. */
class Rejection extends Error {
  readonly code: CodeName;
  readonly span: Span;
  readonly help: string | undefined;

  constructor(code: CodeName, message: string, span: Span, help?: string) {
    super(message);
    this.code = code;
    this.span = span;
    this.help = help;
  }
}

/** Gives up the statement or item that is being parsed. */
export function reject(code: CodeName, message: string, span: Span, help?: string): never {
  throw new Rejection(code, message, span, help);
}

/** The result of a parse, or nothing if it was rejected: the diagnostic is then reported. */
export function attempt<T>(reporter: Reporter, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    reporter.report(error.code, error.message, error.span, error.help);
    return undefined;
  }
}
