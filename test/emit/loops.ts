import type {
  BinaryOperator,
  Buffer,
  Expression,
  Kernel,
  Local,
  Statement,
} from '../../src/lower/loops.ts';

/** Short ways to write kernels by hand. */

export const number = (value: number): Expression => ({ kind: 'number', value });
export const variable = (name: string): Local => ({ name, type: 'number' });
export const index = (name: string): Local => ({ name, type: 'index' });
export const field = (of: 'data' | 'rows', name: string): Expression => ({
  kind: 'field',
  name,
  of,
});

export const buffer = (
  role: Buffer['role'],
  name: string,
  length: number | null = null,
  element: Buffer['element'] = 'float64',
): Buffer => ({ name, role, element, length });

/** An expression, or what stands for one: a number, a variable. */
export type Term = Expression | Local | number;

export function term(t: Term): Expression {
  if (typeof t === 'number') return number(t);
  return 'kind' in t ? t : { kind: 'local', local: t };
}

export const binary = (left: Term, operator: BinaryOperator, right: Term): Expression => ({
  kind: 'binary',
  operator,
  left: term(left),
  right: term(right),
});

export const negative = (value: Term): Expression => ({
  kind: 'unary',
  operator: '-',
  value: term(value),
});

export const not = (value: Term): Expression => ({
  kind: 'unary',
  operator: 'not',
  value: term(value),
});

export const call = (name: string, ...args: Term[]): Expression => ({
  kind: 'call',
  name,
  args: args.map(term),
});

export const select = (test: Term, whenTrue: Term, whenFalse: Term): Expression => ({
  kind: 'select',
  test: term(test),
  whenTrue: term(whenTrue),
  whenFalse: term(whenFalse),
});

export const load = (from: Buffer, at: Term): Expression => ({
  kind: 'load',
  buffer: from,
  index: term(at),
});

export const array = (buffer: Buffer): Expression => ({ kind: 'array', buffer });

export const comment = (text: string): Statement => ({ kind: 'comment', text });

export const constant = (local: Local, value: Term): Statement => ({
  kind: 'declare',
  local,
  mutable: false,
  value: term(value),
});

export const mutable = (local: Local, value: Term): Statement => ({
  kind: 'declare',
  local,
  mutable: true,
  value: term(value),
});

type Operator = '=' | '+=' | '*=';

export const assign = (local: Local, operator: Operator, value: Term): Statement => ({
  kind: 'assign',
  local,
  operator,
  value: term(value),
});

export const store = (to: Buffer, at: Term, operator: Operator, value: Term): Statement => ({
  kind: 'store',
  buffer: to,
  index: term(at),
  operator,
  value: term(value),
});

export const fill = (buffer: Buffer, from: Term, to: Term, value: Term): Statement => ({
  kind: 'fill',
  buffer,
  from: term(from),
  to: term(to),
  value: term(value),
});

export const loop = (
  over: Local,
  from: Term,
  to: Term,
  body: readonly Statement[],
  step = 1,
): Statement => ({ kind: 'for', index: over, from: term(from), to: term(to), step, body });

export const branch = (
  test: Term,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement => ({ kind: 'if', test: term(test), then, otherwise });

export const perform = (value: Expression): Statement => ({ kind: 'perform', value });
export const give = (value: Term): Statement => ({ kind: 'return', value: term(value) });

export const kernel = (
  name: Kernel['name'],
  body: readonly Statement[],
  flops = 0,
  transcendentals = 0,
): Kernel => ({ name, body, buffers: [], perRow: { flops, transcendentals } });
