import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Graph,
  childrenOf,
  evaluate,
  map,
  postorder,
  product,
  productOf,
  reduce,
  stack,
  transform,
  verifyGraph,
  type Node,
} from '../../src/graph/index.ts';
import { contains } from './intervals.ts';
import { programs, rowCountOfTests, run, valueOf } from './programs.ts';

const environment = { rows: rowCountOfTests, valueOf };
const runs = { seed: 1, numRuns: 300 };

const closeTo = (found: readonly number[], wanted: readonly number[]): boolean =>
  found.length === wanted.length &&
  found.every((x, i) => Math.abs(x - (wanted[i] ?? NaN)) <= 1e-8 * (1 + Math.abs(x)));

/** The node built again of its own children. */
function again(g: Graph, n: Node): Node {
  switch (n.kind) {
    case 'map':
      return map(g, n.fn, n.args);
    case 'contract':
      return product(g, productOf(n));
    case 'reduce':
      return reduce(g, n.op, n.arg, n.axes);
    case 'stack':
      return stack(g, n.parts, n.axis);
    default:
      return n;
  }
}

describe('random programs', () => {
  it('keep their value in canonical form', () => {
    fc.assert(
      fc.property(programs(), (steps) => {
        const results = run(new Graph(), steps);
        const values = evaluate(
          results.map((r) => r.node),
          environment,
        );
        results.forEach((r, i) => {
          expect(values[i]?.shape).toEqual(r.tensor.shape);
          expect(
            closeTo(values[i]?.values ?? [], r.tensor.values),
            `${values[i]?.values} for ${r.tensor.values}`,
          ).toBe(true);
        });
      }),
      runs,
    );
  });

  it('are well formed', () => {
    fc.assert(
      fc.property(programs(), (steps) => verifyGraph(run(new Graph(), steps).map((r) => r.node))),
      runs,
    );
  });

  it('lie in the range that is proved of them', () => {
    fc.assert(
      fc.property(programs(), (steps) => {
        for (const { node, tensor } of run(new Graph(), steps)) {
          const slack = (r: Node['range']): Node['range'] => ({
            ...r,
            integer: false,
            lo: r.lo - 1e-9,
            hi: r.hi + 1e-9,
          });
          expect(
            tensor.values.every((x) => contains(slack(node.range), x)),
            JSON.stringify(node.range),
          ).toBe(true);
        }
      }),
      runs,
    );
  });

  it('are the same nodes when built again', () => {
    fc.assert(
      fc.property(programs(), (steps) => {
        const g = new Graph();
        const first = run(g, steps).map((r) => r.node);
        const second = run(g, steps).map((r) => r.node);
        expect(first.every((node, i) => node === second[i])).toBe(true);
      }),
      runs,
    );
  });

  it('are canonical: a node built of its own children is the node', () => {
    fc.assert(
      fc.property(programs(), (steps) => {
        const g = new Graph();
        for (const node of postorder(run(g, steps).map((r) => r.node))) {
          expect(again(g, node) === node, describeNode(node)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('stay as they are where nothing is rewritten', () => {
    fc.assert(
      fc.property(programs(), (steps) => {
        const g = new Graph();
        const roots = run(g, steps).map((r) => r.node);
        const to = transform(g, roots, (node) => node);
        expect(roots.every((root) => to(root) === root)).toBe(true);
      }),
      runs,
    );
  });
});

const describeNode = (n: Node): string =>
  JSON.stringify({
    ...n,
    args: undefined,
    children: childrenOf(n).map((c) => [c.kind, c.id, c.shape]),
  });
