import { codes, type Code, type CodeName } from './codes.ts';
import { FluxionError, type Cell, type Diagnostic } from './diagnostic.ts';
import type { Source, Span } from './source.ts';

export interface DiagnosticDetails {
  readonly source?: Source | undefined;
  readonly span?: Span | undefined;
  readonly cell?: Cell | undefined;
  readonly help?: string | undefined;
}

/** Makes a diagnostic of the row `name` of the code table. */
export function diagnostic(
  name: CodeName,
  message: string,
  details: DiagnosticDetails = {},
): Diagnostic {
  const { source, span, cell, help } = details;
  const { id, severity }: Code = codes[name];
  return {
    code: id,
    name,
    ...(severity && { severity }),
    message,
    ...(source && { source }),
    ...(span && { span }),
    ...(cell && { cell }),
    ...(help !== undefined && { help }),
  };
}

/** A person reads no more; a table that is taken for a model has one for every cell. */
const toldAtMost = 100;

/** Collects the diagnostics of one stage; `finish` throws them together. */
export class Reporter {
  readonly #found: Diagnostic[] = [];
  #more = 0;
  readonly #source: Source | undefined;

  constructor(source?: Source) {
    this.#source = source;
  }

  get hasErrors(): boolean {
    return this.#found.length > 0;
  }

  report(name: CodeName, message: string, span?: Span, help?: string): void {
    if (this.#found.length === toldAtMost) this.#more += 1;
    else this.#found.push(diagnostic(name, message, { source: this.#source, span, help }));
  }

  /** Throws all that was reported, in source order. */
  finish(): void {
    if (this.#found.length === 0) return;
    const sorted = this.#found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
    const more = this.#more === 0 ? [] : [diagnostic('moreErrors', `and ${this.#more} more`)];
    throw new FluxionError([...sorted, ...more]);
  }
}
