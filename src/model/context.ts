import type { CodeName } from '../base/codes.ts';
import type { Reporter } from '../base/report.ts';
import type { Source, Span } from '../base/source.ts';
import type { Graph, Node } from '../graph/index.ts';
import type { Expression, Statement } from '../syntax/index.ts';
import type { Language } from './language.ts';
import type { Quantity } from './quantity.ts';

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** What a name stands for; undefined where that failed before, or fails and is reported. */
export type Lookup = (name: string, span: Span) => Quantity | undefined;

/** Receives an expression and the node that it stands for. */
export type Trace = (expression: Expression, node: Node) => void;

/** What an expression is elaborated in. */
export interface Context {
  readonly language: Language;
  readonly g: Graph;
  readonly source: Source;
  readonly reporter: Reporter;
  /** Names as the expression sees them, and as the body of a function sees those it does not declare. */
  readonly lookup: Lookup;
  readonly global: Lookup;
  readonly functions: ReadonlyMap<string, StatementOf<'function'>>;
  /** Calls of the user's functions that were expanded, by function and arguments. */
  readonly expanded: Map<string, Quantity | undefined>;
  /** The functions whose bodies are being expanded. */
  readonly calling: ReadonlySet<string>;
  /** Records that a node says the text at a place. */
  readonly locate: (node: Node, span: Span) => void;
  /** Is told what each expression of the model means, as often as it is elaborated. */
  readonly trace: Trace;
  /** Length of the axis that a subscript is of, where `end` has a meaning. */
  readonly end: number | null;
}

export type Elaborate = (context: Context, expression: Expression) => Quantity | undefined;

/** An argument of an operator or a function, with its place and its text for a message. */
export interface Operand {
  readonly quantity: Quantity;
  readonly span: Span;
  readonly text: string;
}

/** An operator or a function with its arguments. */
export interface Application {
  readonly context: Context;
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly span: Span;
}

/** What an operator or a function makes of its arguments. */
export type Rule = (application: Application) => Quantity | undefined;

/** Reports, and returns undefined for what failed. */
export function fail(
  { reporter }: { readonly reporter: Reporter },
  code: CodeName,
  message: string,
  span: Span,
  help?: string,
): undefined {
  reporter.report(code, message, span, help);
}

/** The arguments elaborated, each even where another failed; undefined where one did. */
export function operandsOf(
  context: Context,
  args: readonly Expression[],
  elaborate: Elaborate,
): Operand[] | undefined {
  const operands = args.map((arg): Operand | undefined => {
    const q = elaborate(context, arg);
    return q && operandOf(context, q, arg.span);
  });
  return operands.every((operand) => operand !== undefined) ? operands : undefined;
}

/** The text is taken from the source only where a message needs it. */
export const operandOf = ({ source }: Context, q: Quantity, span: Span): Operand => ({
  quantity: q,
  span,
  get text() {
    return quote(source, span);
  },
});

const longest = 40;

/** The text of an expression, quoted for a message; the middle of a long one is left out. */
export function quote(source: Source, { start, end }: Span): string {
  const text = source.text.slice(start, end).replace(/\s+/g, ' ').trim();
  const half = longest / 2;
  return text.length > longest
    ? `\`${text.slice(0, half)} … ${text.slice(-half)}\``
    : `\`${text}\``;
}

/** `1 argument`, `2 arguments`. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
