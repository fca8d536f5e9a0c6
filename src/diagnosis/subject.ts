import type { Diagnostic } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { CodeName } from '../base/codes.ts';
import type { Span } from '../base/source.ts';
import type { Node } from '../graph/index.ts';
import type { ModelGraph } from '../model/index.ts';
import type { Data, Model } from '../runtime/index.ts';
import type { Expression, Tree } from '../syntax/index.ts';

/** What a model is to be fitted with. */
export interface Given {
  /** The rows, with settings; null where the model is judged without. */
  readonly data: Data | null;
  /** Values of settings that differ from those in the model. */
  readonly hypers: Readonly<Record<string, unknown>>;
}

/** A model that is free of errors, from all the sides that a check may want to see. */
export interface Subject extends Given {
  readonly tree: Tree;
  readonly model: ModelGraph;
  /** The nodes that an expression stands for: one for each time that a function's body was expanded. */
  readonly nodesOf: (e: Expression) => readonly Node[];
  /** Its objective and gradient as code. */
  readonly compiled: Model;
}

/** Looks for one kind of thing that may be meant but most likely is not. */
export type Check = (subject: Subject) => readonly Diagnostic[];

/** A warning about a place in the model. */
export const warn = (
  { tree }: Subject,
  name: CodeName,
  message: string,
  span: Span,
  help?: string,
): Diagnostic => diagnostic(name, message, { source: tree.source, span, help });

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[], word = 'and'): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;

export const code = (text: string): string => `\`${text}\``;
