import type { Buffer, Expression, Statement } from '../../lower/loops.ts';
import { mathFunctions } from './expression.ts';
import { bufferKey, fieldKey, type Field } from './scope.ts';

/** What the statements of a kernel name that they do not declare, in order of first use. */
export interface Uses {
  readonly buffers: ReadonlyMap<string, Buffer>;
  readonly fields: ReadonlyMap<string, Field>;
  /** Places in θ that are read by number. */
  readonly offsets: ReadonlySet<number>;
  /** Functions of `fluxion/runtime`. */
  readonly helpers: ReadonlySet<string>;
  /** Whether random numbers are drawn. */
  readonly random: boolean;
}

/** What one statement or expression consists of. */
interface Parts {
  readonly buffer?: Buffer;
  readonly field?: Field;
  readonly offset?: number;
  readonly helper?: string;
  readonly random?: true;
  readonly expressions?: readonly Expression[];
  readonly statements?: readonly Statement[];
}

type Part = Expression | Statement;

const parts: { readonly [K in Part['kind']]: (part: Extract<Part, { kind: K }>) => Parts } = {
  number: () => ({}),
  local: () => ({}),
  load: ({ buffer, index }) => ({
    buffer,
    expressions: [index],
    ...(buffer.role === 'theta' && index.kind === 'number' && { offset: index.value }),
  }),
  field: (e) => ({ field: e }),
  binary: (e) => ({ expressions: [e.left, e.right] }),
  unary: (e) => ({ expressions: [e.value] }),
  call: (e) => ({ expressions: e.args, ...(!mathFunctions.has(e.name) && { helper: e.name }) }),
  select: (e) => ({ expressions: [e.test, e.whenTrue, e.whenFalse] }),
  absent: (e) => ({ buffer: e.buffer }),
  array: (e) => ({ buffer: e.buffer }),
  random: () => ({ random: true }),
  comment: () => ({}),
  declare: (s) => ({ expressions: [s.value] }),
  assign: (s) => ({ expressions: [s.value] }),
  store: (s) => ({ buffer: s.buffer, expressions: [s.index, s.value] }),
  fill: (s) => ({ buffer: s.buffer, expressions: [s.from, s.to, s.value] }),
  for: (s) => ({ expressions: [s.from, s.to], statements: s.body }),
  if: (s) => ({ expressions: [s.test], statements: [...s.then, ...s.otherwise] }),
  perform: (s) => ({ expressions: [s.value] }),
  return: (s) => ({ expressions: [s.value] }),
};

/** Finds all that the statements use. */
export function usesOf(body: readonly Statement[]): Uses {
  const buffers = new Map<string, Buffer>();
  const fields = new Map<string, Field>();
  const offsets = new Set<number>();
  const helpers = new Set<string>();
  let random = false;
  const visit = (part: Part): void => {
    const { buffer, field, offset, helper, expressions, statements, ...rest } = partsOf(part);
    random ||= rest.random ?? false;
    if (buffer) buffers.set(bufferKey(buffer), buffer);
    if (field) fields.set(fieldKey(field), field);
    if (offset !== undefined) offsets.add(offset);
    if (helper !== undefined) helpers.add(helper);
    expressions?.forEach(visit);
    statements?.forEach(visit);
  };
  body.forEach(visit);
  return { buffers, fields, offsets, helpers, random };
}

const partsOf = (part: Part): Parts => (parts[part.kind] as (part: Part) => Parts)(part);
