import { present } from '../../src/base/invariant.ts';
import type {
  BinaryOperator,
  Buffer,
  Expression,
  Kernels,
  Local,
  Statement,
} from '../../src/lower/loops.ts';
import type { Data, Rows } from '../../src/runtime/index.ts';
import * as special from '../../src/runtime/special.ts';

type Of<T extends { kind: string }, K extends T['kind']> = Extract<T, { kind: K }>;

/** What a run of a kernel is given: arrays by the name of their buffer, and the data. */
interface Run {
  readonly array: (buffer: Buffer) => Float64Array | Int32Array | null;
  readonly data: Data;
  readonly rows: Rows;
  readonly locals: Map<Local, number>;
}

const operators: { readonly [O in BinaryOperator]: (a: number, b: number) => number } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  rem: (a, b) => a % b,
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  and: (a, b) => a && b,
  or: (a, b) => a || b,
};

type Values = { readonly [K in Expression['kind']]: (e: Of<Expression, K>, run: Run) => number };

const functions = {
  ...special,
  ...Object.fromEntries(
    Object.getOwnPropertyNames(Math).map((name) => [name, Math[name as 'exp']]),
  ),
} as unknown as Readonly<Record<string, (...args: number[]) => number>>;

const notHere = (): never => {
  throw new Error('no part of an objective');
};

const values: Values = {
  number: (e) => e.value,
  local: (e, run) => present(run.locals.get(e.local)),
  load: (e, run) => present(present(run.array(e.buffer))[valueOf(e.index, run)]),
  field: (e, run) => Number(e.of === 'data' ? run.data[e.name] : run.rows[e.name as 'from']),
  binary: (e, run) => operators[e.operator](valueOf(e.left, run), valueOf(e.right, run)),
  unary: (e, run) => (e.operator === '-' ? -valueOf(e.value, run) : Number(!valueOf(e.value, run))),
  call: (e, run) => present(functions[e.name])(...e.args.map((argument) => valueOf(argument, run))),
  select: (e, run) => valueOf(valueOf(e.test, run) ? e.whenTrue : e.whenFalse, run),
  absent: (e, run) => Number(run.array(e.buffer) === null),
  array: notHere,
  random: notHere,
};

const valueOf = (e: Expression, run: Run): number =>
  (values[e.kind] as (e: Expression, run: Run) => number)(e, run);

/** What a statement comes to: the number that the kernel returns, if it returns. */
type Steps = {
  readonly [K in Statement['kind']]: (s: Of<Statement, K>, run: Run) => number | undefined;
};

const updated = (operator: '=' | '+=' | '*=', before: number, value: number): number =>
  operator === '=' ? value : operator === '+=' ? before + value : before * value;

const steps: Steps = {
  comment: () => undefined,
  declare: (s, run) => void run.locals.set(s.local, valueOf(s.value, run)),
  assign: (s, run) => {
    const before = run.locals.get(s.local) ?? NaN;
    run.locals.set(s.local, updated(s.operator, before, valueOf(s.value, run)));
    return undefined;
  },
  store: (s, run) => {
    const [array, at] = [present(run.array(s.buffer)), valueOf(s.index, run)];
    array[at] = updated(s.operator, present(array[at]), valueOf(s.value, run));
    return undefined;
  },
  fill: (s, run) =>
    void present(run.array(s.buffer)).fill(
      valueOf(s.value, run),
      valueOf(s.from, run),
      valueOf(s.to, run),
    ),
  for: (s, run) => {
    for (let i = valueOf(s.from, run); i < valueOf(s.to, run); i += s.step) {
      run.locals.set(s.index, i);
      execute(s.body, run);
    }
    return undefined;
  },
  if: (s, run) => execute(valueOf(s.test, run) ? s.then : s.otherwise, run),
  perform: notHere,
  return: (s, run) => valueOf(s.value, run),
};

function execute(statements: readonly Statement[], run: Run): number | undefined {
  for (const s of statements) {
    const value = (steps[s.kind] as (s: Statement, run: Run) => number | undefined)(s, run);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A target of its own: the loops of J and ∇J, run as they are. */
export function interpret(
  { kernels }: Kernels,
  theta: Float64Array,
  data: Data,
  rows: Rows,
): { readonly value: number; readonly gradient: Float64Array } {
  const kernel = present(kernels.find(({ name }) => name === 'objectiveAndGradient'));
  const gradient = new Float64Array(theta.length);
  const scratch = new Map<Buffer, Float64Array>();
  const arrayOf: { readonly [R in Buffer['role']]: (buffer: Buffer) => unknown } = {
    theta: () => theta,
    gradient: () => gradient,
    column: ({ name }) => data[name],
    hyper: ({ name }) => data[name],
    order: () => rows.order,
    output: notHere,
    scratch: (buffer) => {
      const known = scratch.get(buffer) ?? new Float64Array(present(buffer.length));
      scratch.set(buffer, known);
      return known;
    },
  };
  const array = (buffer: Buffer) => arrayOf[buffer.role](buffer) as Float64Array | null;
  const value = execute(kernel.body, { array, data, rows, locals: new Map() });
  return { value: present(value), gradient };
}
