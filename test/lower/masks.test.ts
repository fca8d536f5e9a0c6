import { describe, expect, it } from 'vitest';
import {
  apply,
  einsum,
  Graph,
  holding,
  multiply,
  pow,
  rowCount,
  sum,
  type Bracket,
} from '../../src/graph/index.ts';
import type { Program } from '../../src/lower/index.ts';
import { lowered, programOf, run, symbol } from './model-of.ts';

const holds = {
  less: (a: number, b: number) => a < b,
  lessEqual: (a: number, b: number) => a <= b,
  greater: (a: number, b: number) => a > b,
  greaterEqual: (a: number, b: number) => a >= b,
  equal: (a: number, b: number) => a === b,
};

const atMost = (most: number): Bracket => ({ kind: 'below', label: 1, other: 0, most });
const atLeast = (least: number): Bracket => ({ kind: 'below', label: 0, other: 1, most: -least });

/** The brackets that say so of whole numbers. */
const bounds: Record<keyof typeof holds, (offset: number) => Bracket[]> = {
  less: (c) => [atMost(Math.ceil(c) - 1)],
  lessEqual: (c) => [atMost(Math.floor(c))],
  greater: (c) => [atLeast(Math.floor(c) + 1)],
  greaterEqual: (c) => [atLeast(Math.ceil(c))],
  equal: (c) => [atMost(Math.floor(c)), atLeast(Math.ceil(c))],
};

/** m − j stands in the relation to the offset. */
interface Mask {
  readonly relation: keyof typeof holds;
  readonly offset: number;
}

/** A mean over rows of Σ sin(z): z = (M∘W)·x, or its transpose times x. */
interface Model {
  readonly masks: readonly Mask[];
  readonly shape: readonly [number, number];
  readonly isTransposed: boolean;
}

const inputLength = ({ shape, isTransposed }: Model): number => shape[isTransposed ? 0 : 1];

function programFor(model: Model): Program {
  const g = new Graph();
  const { masks, shape, isTransposed } = model;
  const w = symbol(g, 'W', shape, 'theta');
  const x = symbol(g, 'x', ['rows', inputLength(model)], 'data');
  const factors = masks.map(({ relation, offset }) => holding(g, shape, bounds[relation](offset)));
  const masked = multiply(g, w, ...factors);
  const z = einsum(g, isTransposed ? 'jm,j->m' : 'jm,m->j', masked, x);
  const mean = multiply(g, pow(g, rowCount(g), g.constant(-1)), sum(g, apply(g, 'sin', z), [0, 1]));
  return programOf(g, mean, [w]);
}

/** The same by plain loops. */
function expected(model: Model, theta: Float64Array, x: Float64Array, rows: number) {
  const { masks, shape, isTransposed } = model;
  const [J, M] = shape;
  const isIn = (j: number, m: number): boolean =>
    masks.every(({ relation, offset }) => holds[relation](m - j, offset));
  const gradient = new Float64Array(J * M);
  const D = inputLength(model);
  let value = 0;
  const [outer, inner] = isTransposed ? [M, J] : [J, M];
  for (let i = 0; i < rows; i++) {
    for (let o = 0; o < outer; o++) {
      const cells = Array.from({ length: inner }, (_, k): [number, number] =>
        isTransposed ? [k, o] : [o, k],
      );
      const z = cells.reduce(
        (sum, [j, m], k) => sum + (isIn(j, m) ? theta[j * M + m]! * x[i * D + k]! : 0),
        0,
      );
      value += Math.sin(z) / rows;
      cells.forEach(([j, m], k) => {
        if (isIn(j, m)) gradient[j * M + m]! += (Math.cos(z) * x[i * D + k]!) / rows;
      });
    }
  }
  return { value, gradient };
}

const wave = (length: number, shift: number): Float64Array =>
  Float64Array.from({ length }, (_, k) => Math.cos(1.7 * k + shift));

const masks: readonly (readonly Mask[])[] = [
  ...Object.keys(holds).flatMap((relation) =>
    [-3, 0, 0.5].map((offset) => [{ relation: relation as Mask['relation'], offset }]),
  ),
  [
    { relation: 'lessEqual', offset: 2 },
    { relation: 'greater', offset: -3 },
  ],
  [
    { relation: 'lessEqual', offset: -100 },
    { relation: 'less', offset: 3 },
  ],
];

const shapes = [
  [3, 6],
  [5, 5],
  [9, 30],
  [19, 17],
] as const;

describe('a masked matrix product', () => {
  it.each(shapes)('of %i × %i leaves out no term that counts', (...shape) => {
    for (const mask of masks) {
      for (const isTransposed of [false, true]) {
        const model: Model = { masks: mask, shape, isTransposed };
        const theta = wave(shape[0] * shape[1], 0);
        const x = wave(6 * inputLength(model), 1);
        const call = { theta, data: { x }, rows: { from: 0, to: 6, order: null } };
        const found = run(programFor(model), 'objectiveAndGradient', call);
        const { value, gradient } = expected(model, theta, x, 6);
        expect(found.value, JSON.stringify(model)).toBeCloseTo(value, 10);
        found.gradient.forEach((d, k) => expect(d).toBeCloseTo(gradient[k]!, 10));
      }
    }
  });

  const flops = (model: Model): number =>
    lowered(programFor(model)).kernels.find((k) => k.name === 'objectiveAndGradient')!.perRow.flops;

  it.each([false, true])(
    'takes half of the work for a triangle (transposed: %s)',
    (isTransposed) => {
      const shape = [64, 64] as const;
      const whole = flops({ masks: [], shape, isTransposed });
      const half = flops({ masks: [{ relation: 'less', offset: 0 }], shape, isTransposed });
      expect(half / whole).toBeGreaterThan(0.45);
      expect(half / whole).toBeLessThan(0.6);
    },
  );

  it('takes a band alone', () => {
    const shape = [64, 64] as const;
    const band: Mask[] = [
      { relation: 'lessEqual', offset: 1 },
      { relation: 'greaterEqual', offset: -1 },
    ];
    const whole = flops({ masks: [], shape, isTransposed: false });
    expect(flops({ masks: band, shape, isTransposed: false }) / whole).toBeLessThan(0.15);
  });
});
