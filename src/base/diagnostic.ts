import { codes, type CodeName } from './codes.ts';
import { position, type Source, type Span } from './source.ts';

/** One thing that is wrong with what the user gave, and what to do about it. */
export interface Diagnostic {
  /** Stable identifier, such as `FX201`; the row of it is in `codes.ts`. */
  readonly code: string;
  readonly name: CodeName;
  /** One sentence in the user's terms. */
  readonly message: string;
  /** Where it is, when it is in a text. */
  readonly source?: Source;
  readonly span?: Span;
  /** What to do: `did you mean …?`. */
  readonly help?: string;
}

export interface DiagnosticDetails {
  readonly source?: Source | undefined;
  readonly span?: Span | undefined;
  readonly help?: string | undefined;
}

/** Makes a diagnostic of the row `name` of the code table. */
export function diagnostic(
  name: CodeName,
  message: string,
  details: DiagnosticDetails = {},
): Diagnostic {
  const { source, span, help } = details;
  return {
    code: codes[name].id,
    name,
    message,
    ...(source && { source }),
    ...(span && { span }),
    ...(help !== undefined && { help }),
  };
}

/** Thrown at the end of a stage that found errors; carries all of them. */
export class FluxionError extends Error {
  override readonly name = 'FluxionError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n\n'));
    this.diagnostics = diagnostics;
  }
}

/** Collects the diagnostics of one stage; `finish` throws them together. */
export class Reporter {
  readonly #found: Diagnostic[] = [];
  readonly #source: Source | undefined;

  constructor(source?: Source) {
    this.#source = source;
  }

  get hasErrors(): boolean {
    return this.#found.length > 0;
  }

  report(name: CodeName, message: string, span?: Span, help?: string): void {
    this.#found.push(diagnostic(name, message, { source: this.#source, span, help }));
  }

  /** Throws all that was reported, in source order. */
  finish(): void {
    if (this.#found.length === 0) return;
    throw new FluxionError(
      this.#found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0)),
    );
  }
}

/** A diagnostic as text: code, message, the line with a caret under the place, and the help. */
export function formatDiagnostic(d: Diagnostic): string {
  const head = `error[${d.code}]: ${d.message}`;
  const frame = d.source && d.span ? codeFrame(d.source, d.span) : [];
  const help = d.help === undefined ? [] : [`  = help: ${d.help}`];
  return [head, ...frame, ...help].join('\n');
}

function codeFrame(source: Source, span: Span): string[] {
  const { line, column } = position(source, span.start);
  const text = source.text.split('\n')[line - 1]?.replaceAll('\t', ' ').trimEnd() ?? '';
  const length = Math.max(1, Math.min(span.end - span.start, text.length - column + 1));
  const gutter = ' '.repeat(String(line).length);
  return [
    `${gutter}--> ${source.name}:${line}:${column}`,
    `${gutter} |`,
    `${line} | ${text}`,
    `${gutter} | ${' '.repeat(column - 1)}${'^'.repeat(length)}`,
  ];
}
