import type { Precision } from './real/index.ts';
import type { Value } from './value.ts';

/** What a run of the evaluator gives to a term that is an input. */
export type Input = (name: string) => Value;

/**
 * A part of the objective, names resolved and functions expanded. Equal names are one term, so that
 * a named expression is computed once for each row.
 */
export interface Term {
  readonly args: readonly Term[];
  /** The parameters that it depends on. */
  readonly parameters: ReadonlySet<string>;
  /** It has a value of its own for every row. */
  readonly perRow: boolean;
  readonly apply: (p: Precision, input: Input, ...args: Value[]) => Value;
}

/** A function of other terms. */
export const termOf = (
  args: readonly Term[],
  f: (p: Precision, ...args: Value[]) => Value,
): Term => ({
  args,
  parameters: new Set(args.flatMap((arg) => [...arg.parameters])),
  perRow: args.some((arg) => arg.perRow),
  apply: (p, _input, ...values) => f(p, ...values),
});

/** A parameter, a hyper-parameter or a column. */
export const inputTerm = (name: string, kind: 'parameter' | 'fixed' | 'column'): Term => ({
  args: [],
  parameters: new Set(kind === 'parameter' ? [name] : []),
  perRow: kind === 'column',
  apply: (_p, input) => input(name),
});
