import type { Expression, Kernel, Statement } from '../../../../src/lower/loops.ts';
import type { EmitCase } from '../../../emit/case.ts';
import * as f from '../../../emit/loops.ts';

/**
 * Names that the language allows and that mean something else in the output: J = 1/n Σᵢ Σₖ (pₖ·cₖᵢ)²
 * over parameters p and columns c.
 */

const parameters = [
  ...['constructor', 'default', 'theta', 'data', 'class', 'arguments', 'eval', 'toString'],
  ...['__proto__', 'w₁', 'w1', 'σ', 'Math', 'start', 'lgamma', 'from', '_', 'k', 'type', 'as'],
];

const columns = ['order', 'to', 'gradient', 'new', 'x₁₂', 'hasOwnProperty', 'NaN', 'Params', 'i'];
const hypers = ['Float64Array', 'count', 'τ', 'layout'];
const outputs = ['await', 'function', '𝛽'];

const theta = f.buffer('theta', 'theta', parameters.length);
const gradient = f.buffer('gradient', 'gradient', parameters.length);
const order = f.buffer('order', 'order', null, 'int32');
const scratch = f.buffer('scratch', 'start', parameters.length);
const k = f.index('k');
const i = f.index('i');
const total = f.variable('total');
const locals = parameters.map(f.variable);
const data = columns.map((name) => f.buffer('column', name));
const results = outputs.map((name) => f.buffer('output', name));

const from = f.field('rows', 'from');
const to = f.field('rows', 'to');
const count = f.binary(to, '-', from);

const loads: readonly Statement[] = locals.map((p, n) => f.constant(p, f.load(theta, n)));
const settings = hypers
  .map((name) => f.field('data', name))
  .reduce((sum, hyper) => f.binary(sum, '+', hyper));

const column = (n: number): Expression =>
  f.load(data[n % columns.length] ?? f.buffer('column', 'missing'), i);
const term = (n: number): Expression => f.binary(locals[n] ?? 0, '*', column(n));
const square = (e: Expression): Expression => f.binary(e, '*', e);

const row = f.constant(i, f.select({ kind: 'absent', buffer: order }, k, f.load(order, k)));
const sum: readonly Statement[] = [
  f.mutable(total, 0),
  f.loop(k, from, to, [row, ...locals.map((_, n) => f.assign(total, '+=', square(term(n))))]),
];

const objective: Kernel = f.kernel('objective', [
  ...loads,
  ...sum,
  f.give(f.binary(f.binary(total, '/', count), '+', f.call('lgamma', settings))),
]);

const objectiveAndGradient: Kernel = f.kernel('objectiveAndGradient', [
  ...loads,
  f.fill(scratch, 0, parameters.length, 0),
  f.mutable(total, 0),
  f.loop(k, from, to, [
    row,
    ...locals.flatMap((p, n) => [
      f.assign(total, '+=', square(term(n))),
      f.store(scratch, n, '+=', f.binary(f.binary(2, '*', p), '*', square(column(n)))),
    ]),
  ]),
  f.loop(k, 0, parameters.length, [
    f.store(gradient, k, '=', f.binary(f.load(scratch, k), '/', count)),
  ]),
  f.give(f.binary(f.binary(total, '/', count), '+', f.call('lgamma', settings))),
]);

const predict: Kernel = f.kernel('predict', [
  ...loads,
  f.loop(k, from, to, [
    row,
    f.constant(
      total,
      locals.map((_, n) => term(n)).reduce((a, b) => f.binary(a, '+', b)),
    ),
    ...results.map((output) => f.store(output, f.binary(k, '-', from), '=', total)),
  ]),
]);

const real = { kind: 'real' } as const;

export const emitCase: EmitCase = {
  facts: {
    name: 'names',
    starts: new Map(parameters.map((name, n) => [name, [n / 10]])),
    layout: {
      size: parameters.length,
      parameters: parameters.map((name, offset) => ({
        name,
        shape: [],
        domain: real,
        offset,
        size: 1,
      })),
      columns: columns.map((name) => ({ name, shape: [], domain: real })),
      hypers: hypers.map((name, n) => ({ name, shape: [], domain: real, value: [n + 1] })),
      outputs: outputs.map((name) => ({ name, shape: [] })),
    },
  },
  header: [
    '*/ process.exit(1) /*',
    'σ\nprocess.exit(2)\u2028process.exit(3)\r`${process.exit(4)}`',
  ],
  kernels: { kernels: [objective, objectiveAndGradient, predict], scratch: [scratch] },
};
