import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { gradient } from '../../src/calculus/index.ts';
import {
  apply,
  evaluate,
  Graph,
  multiply,
  pow,
  product,
  productOf,
  rowCount,
  sum,
  symbolsOf,
  verifyGraph,
  type Node,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';
import { programOf, run } from '../lower/model-of.ts';
import { contractionOf, contractions, rowCountOfTests, valuesOf } from './random-contraction.ts';

const runs = { seed: 3, numRuns: 120 };

/** A number for each place of a symbol; whole ones for positions. */
function valueAt(name: string, place: number, length: number): number {
  const wave = Math.sin(1.3 * place + name.length + name.charCodeAt(1));
  return name.startsWith('i') ? Math.floor(((wave + 1) / 2) * length) % length : wave;
}

const placeOf = (shape: readonly number[], at: readonly number[]): number =>
  at.reduce((place, i, axis) => place * present(shape[axis]) + i, 0);

const volume = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1);

const environment = {
  rows: rowCountOfTests,
  valueOf: (symbol: Symbol): Tensor => {
    const shape = symbol.shape.map((axis) => (axis === 'rows' ? rowCountOfTests : axis));
    const length = symbol.domain.kind === 'category' ? symbol.domain.size : 1;
    const values = Array.from({ length: volume(shape) }, (_, k) => valueAt(symbol.name, k, length));
    return { shape, values };
  },
};

describe('a contraction with brackets', () => {
  it('is what its loops say, in canonical form', () => {
    fc.assert(
      fc.property(contractions(), (plan) => {
        const g = new Graph();
        const { node } = contractionOf(g, plan);
        verifyGraph([node]);
        const lengthOf = (name: string): number => {
          const b = plan.brackets[Number(name.slice(1))];
          return b?.kind === 'gathered' ? Number(plan.sizes[b.label]) : 1;
        };
        const expected = valuesOf(plan, (name, shape, at) =>
          valueAt(name, placeOf(shape, at), name.startsWith('i') ? lengthOf(name) : 1),
        );
        const [found] = evaluate([node], environment);
        present(found).values.forEach((x, k) => expect(x).toBeCloseTo(present(expected[k]), 9));
        const { lo, hi } = node.range;
        present(found).values.forEach((x) => expect(lo <= x && x <= hi).toBe(true));
        if (node.kind === 'contract') expect(product(g, productOf(node))).toBe(node);
      }),
      runs,
    );
  });

  it('has the gradient of its differences, in loops too', () => {
    fc.assert(
      fc.property(contractions(), (plan) => {
        const g = new Graph();
        const { node, theta } = contractionOf(g, plan);
        if (theta.length === 0) return;
        const count = plan.sizes.reduce<number>((n, each) => n * (each === 'rows' ? 1 : each), 1);
        const mean = multiply(g, g.constant(1 / count), node);
        const total = sum(g, apply(g, 'sin', mean), [...node.shape.keys()]);
        const objective = multiply(g, pow(g, rowCount(g), g.constant(-1)), total);
        const wrt = [...new Set(theta)];
        const slopes = gradient(g, objective, wrt);
        verifyGraph(slopes);
        const expected = evaluate(slopes, environment).flatMap((t) => t.values);
        const whole = wrt.flatMap((w) => environment.valueOf(w).values);
        const valueWith = (moved: number, by: number): number => {
          const values = new Map<Node, Tensor>();
          let from = 0;
          for (const w of wrt) {
            const own = environment.valueOf(w);
            const at = moved - from;
            values.set(w, { ...own, values: own.values.map((x, k) => (k === at ? x + by : x)) });
            from += own.values.length;
          }
          const valueOf = (s: Symbol): Tensor => values.get(s) ?? environment.valueOf(s);
          return present(present(evaluate([objective], { ...environment, valueOf })[0]).values[0]);
        };
        const h = 1e-5;
        whole.forEach((_, k) => {
          const slope = (valueWith(k, h) - valueWith(k, -h)) / (2 * h);
          expect(present(expected[k])).toBeCloseTo(slope, 7);
        });
        const columns = symbolsOf([objective]).map((s) => [
          s.name,
          Float64Array.from(environment.valueOf(s).values),
        ]);
        const program = programOf(g, objective, wrt);
        const found = run(program, 'objectiveAndGradient', {
          theta: Float64Array.from(whole),
          data: Object.fromEntries(columns) as Record<string, Float64Array>,
          rows: { from: 0, to: rowCountOfTests, order: null },
        });
        found.gradient.forEach((x, k) => expect(x).toBeCloseTo(present(expected[k]), 9));
        expect(found.value).toBeCloseTo(valueWith(-1, 0), 9);
      }),
      runs,
    );
  });
});
