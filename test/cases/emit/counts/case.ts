import type { Expression, Kernel, Local, Statement } from '../../../../src/lower/loops.ts';
import type { EmitCase } from '../../../emit/case.ts';
import * as f from '../../../emit/loops.ts';

/**
 * A Poisson regression with group effects, features, settings and weights:
 * yᵢ ~ poisson(exp(zᵢ)), zᵢ = Σⱼ scaleⱼ·wⱼ·xᵢⱼ + alpha[gᵢ], alpha ~ normal(0, tau).
 */

const D = 3;
const K = 4;

const theta = f.buffer('theta', 'theta', D + K);
const gradient = f.buffer('gradient', 'gradient', D + K);
const x = f.buffer('column', 'x');
const y = f.buffer('column', 'y');
const g = f.buffer('column', 'g', null, 'int32');
const weight = f.buffer('column', 'weight');
const scale = f.buffer('hyper', 'scale', D);
const order = f.buffer('order', 'order', null, 'int32');
const scaled = f.buffer('scratch', 'scaled', D);
const rates = f.buffer('output', 'rate');

const tau = f.field('data', 'tau');
const totalWeight = f.field('data', 'totalWeight');
const count = f.field('data', 'rows');
const from = f.field('rows', 'from');
const to = f.field('rows', 'to');

const i = f.index('i');
const j = f.index('j');
const k = f.index('k');
const z = f.variable('z');
const rate = f.variable('rate');
const total = f.variable('total');
const penalty = f.variable('penalty');
const residual = f.variable('residual');

const at = (row: Local): Expression => f.binary(f.binary(row, '*', D), '+', j);
const alpha = (group: f.Term): Expression => f.load(theta, f.binary(D, '+', group));
const times = (...factors: readonly f.Term[]): Expression =>
  factors.map(f.term).reduce((a, b) => f.binary(a, '*', b));

const scaleWeights: readonly Statement[] = [
  f.loop(j, 0, D, [f.store(scaled, j, '=', times(f.load(scale, j), f.load(theta, j)))]),
];

const linear: readonly Statement[] = [
  f.mutable(z, alpha(f.load(g, i))),
  f.loop(j, 0, D, [f.assign(z, '+=', times(f.load(scaled, j), f.load(x, at(i))))]),
];

const row = f.constant(i, f.select({ kind: 'absent', buffer: order }, k, f.load(order, k)));
const mean = f.constant(rate, f.call('exp', z));

/** −log p(yᵢ): exp z − y·z + log y! */
const loss = f.binary(
  f.binary(rate, '-', times(f.load(y, i), z)),
  '+',
  f.call('lgamma', f.binary(f.load(y, i), '+', 1)),
);

const prior: readonly Statement[] = [
  f.mutable(penalty, times(K, f.call('log', times(tau, Math.sqrt(2 * Math.PI))))),
  f.loop(k, 0, K, [
    f.assign(
      penalty,
      '+=',
      f.binary(times(alpha(k), alpha(k)), '/', times(2, f.binary(tau, '*', tau))),
    ),
  ]),
];

const objective: Kernel = f.kernel('objective', [
  f.comment('What no row changes.'),
  ...scaleWeights,
  ...prior,
  f.mutable(total, 0),
  f.loop(k, from, to, [
    row,
    ...linear,
    mean,
    f.assign(total, '+=', times(f.load(weight, i), loss)),
  ]),
  f.give(f.binary(f.binary(total, '/', totalWeight), '+', f.binary(penalty, '/', count))),
]);

const objectiveAndGradient: Kernel = f.kernel(
  'objectiveAndGradient',
  [
    f.comment('What no row changes.'),
    ...scaleWeights,
    ...prior,
    f.fill(gradient, 0, D + K, 0),
    f.mutable(total, 0),
    f.loop(k, from, to, [
      row,
      ...linear,
      mean,
      f.assign(total, '+=', times(f.load(weight, i), loss)),
      f.constant(residual, times(f.load(weight, i), f.binary(rate, '-', f.load(y, i)))),
      f.store(gradient, f.binary(D, '+', f.load(g, i)), '+=', residual),
      f.loop(j, 0, D, [f.store(gradient, j, '+=', times(residual, f.load(x, at(i))))]),
    ]),
    f.loop(j, 0, D, [f.store(gradient, j, '*=', f.binary(f.load(scale, j), '/', totalWeight))]),
    f.loop(k, 0, K, [
      f.store(gradient, f.binary(D, '+', k), '*=', f.binary(1, '/', totalWeight)),
      f.store(gradient, f.binary(D, '+', k), '+=', f.binary(alpha(k), '/', times(count, tau, tau))),
    ]),
    f.give(f.binary(f.binary(total, '/', totalWeight), '+', f.binary(penalty, '/', count))),
  ],
  31,
  2,
);

const logLikelihood: Kernel = f.kernel('logLikelihood', [
  ...scaleWeights,
  f.mutable(total, 0),
  f.loop(i, 0, count, [...linear, mean, f.assign(total, '+=', times(-1, f.load(weight, i), loss))]),
  f.give(total),
]);

const logPrior: Kernel = f.kernel('logPrior', [...prior, f.give(f.negative(penalty))]);

const predict: Kernel = f.kernel('predict', [
  ...scaleWeights,
  f.loop(k, from, to, [
    row,
    ...linear,
    f.branch(
      f.binary(z, '<', 700),
      [f.store(rates, f.binary(k, '-', from), '=', f.call('exp', z))],
      [f.store(rates, f.binary(k, '-', from), '=', Infinity)],
    ),
  ]),
]);

const sample: Kernel = f.kernel('sample', [
  ...scaleWeights,
  f.loop(i, 0, count, [
    ...linear,
    mean,
    f.store(y, i, '=', f.call('samplePoisson', { kind: 'random' }, rate)),
  ]),
]);

export const emitCase: EmitCase = {
  facts: {
    name: 'counts',
    starts: new Map([['w', [0, 0, 0]]]),
    layout: {
      size: D + K,
      parameters: [
        { name: 'w', shape: [D], domain: { kind: 'real' }, offset: 0, size: D },
        { name: 'alpha', shape: [K], domain: { kind: 'real' }, offset: D, size: K },
      ],
      columns: [
        { name: 'x', shape: [D], domain: { kind: 'real' } },
        { name: 'g', shape: [], domain: { kind: 'category', size: K } },
        { name: 'y', shape: [], domain: { kind: 'count' } },
        { name: 'weight', shape: [], domain: { kind: 'weight' } },
      ],
      hypers: [
        { name: 'tau', shape: [], domain: { kind: 'positive' }, value: [1] },
        { name: 'scale', shape: [D], domain: { kind: 'real' }, value: [1, 0.5, 2] },
      ],
      outputs: [{ name: 'rate', shape: [] }],
    },
  },
  header: ['zᵢ = Σⱼ scaleⱼ·wⱼ·xᵢⱼ + alpha[gᵢ]'],
  kernels: {
    kernels: [objective, objectiveAndGradient, logLikelihood, logPrior, predict, sample],
    scratch: [scaled],
  },
};
