import type { EmitCase } from '../../../emit/case.ts';
import type { Expression, Kernel, Local, Statement } from '../../../../src/lower/loops.ts';
import * as f from '../../../emit/loops.ts';

/** J(m, b) = 1/n Σᵢ (m·xᵢ + b − yᵢ)², written as loops by hand. */

const theta = f.buffer('theta', 'theta', 2);
const x = f.buffer('column', 'x');
const y = f.buffer('column', 'y');
const order = f.buffer('order', 'order', null, 'int32');
const gradient = f.buffer('gradient', 'gradient', 2);
const prediction = f.buffer('output', 'prediction');

const m = f.load(theta, 0);
const b = f.load(theta, 1);
const k = f.index('k');
const i = f.index('i');
const total = f.variable('total');
const residual = f.variable('residual');
const dm = f.variable('dm');
const db = f.variable('db');

const from = f.field('rows', 'from');
const to = f.field('rows', 'to');
const count = f.binary(to, '-', from);

const row = f.constant(i, f.select({ kind: 'absent', buffer: order }, k, f.load(order, k)));
const fitted = f.binary(f.binary(m, '*', f.load(x, i)), '+', b);
const difference = f.constant(residual, f.binary(fitted, '+', f.binary(-1, '*', f.load(y, i))));
const plusSquare = f.assign(total, '+=', f.binary(residual, '*', residual));
const zero = (local: Local): Statement => f.mutable(local, 0);
const scaled = (sum: Local): Expression => f.binary(f.binary(2, '*', sum), '/', count);

const objective: Kernel = f.kernel(
  'objective',
  [
    zero(total),
    f.loop(k, from, to, [row, difference, plusSquare]),
    f.give(f.binary(total, '/', count)),
  ],
  5,
);

const objectiveAndGradient: Kernel = f.kernel(
  'objectiveAndGradient',
  [
    ...[total, dm, db].map(zero),
    f.loop(k, from, to, [
      row,
      difference,
      plusSquare,
      f.assign(dm, '+=', f.binary(residual, '*', f.load(x, i))),
      f.assign(db, '+=', residual),
    ]),
    f.store(gradient, 0, '=', scaled(dm)),
    f.store(gradient, 1, '=', scaled(db)),
    f.give(f.binary(total, '/', count)),
  ],
  8,
);

const predict: Kernel = f.kernel('predict', [
  f.loop(k, from, to, [row, f.store(prediction, f.binary(k, '-', from), '=', fitted)]),
]);

const facts: EmitCase['facts'] = {
  name: 'line',
  starts: new Map([
    ['m', [0.9]],
    ['b', [0.1]],
  ]),
  layout: {
    size: 2,
    parameters: [
      { name: 'm', shape: [], domain: { kind: 'real' }, offset: 0, size: 1 },
      { name: 'b', shape: [], domain: { kind: 'real' }, offset: 1, size: 1 },
    ],
    columns: [
      { name: 'x', shape: [], domain: { kind: 'real' } },
      { name: 'y', shape: [], domain: { kind: 'real' } },
    ],
    hypers: [],
    outputs: [{ name: 'prediction', shape: [] }],
  },
};

export const emitCase: EmitCase = {
  facts,
  header: ['J(m, b) = 1/n Σᵢ (m·xᵢ + b − yᵢ)²', '', '∂J/∂m = 2/n Σᵢ (m·xᵢ + b − yᵢ)·xᵢ'],
  kernels: { kernels: [objectiveAndGradient, objective, predict], scratch: [] },
};
