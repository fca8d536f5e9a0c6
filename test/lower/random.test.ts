import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broadcastTo,
  evaluate,
  innerShape,
  multiply,
  plus,
  pow,
  rowCount,
  sum,
  type Node,
} from '../../src/graph/index.ts';
import type { Program } from '../../src/lower/index.ts';
import { lowered, programOf } from './model-of.ts';
import { magnitudes } from './magnitude.ts';
import { environmentOf, RandomGraph, sizes } from './random-graph.ts';
import { compileKernel } from './run-kernel.ts';

const stream = fc.array(fc.nat(5039), { minLength: 20, maxLength: 60 });

/** Checks every kernel of the program against the interpreter on a number of rows. */
function check(random: RandomGraph, program: Program, rows: number, ordered: boolean): void {
  const { environment, arrays } = environmentOf([...random.theta, ...random.columns], rows);
  const kernels = lowered(program);
  const theta = new Float64Array(program.layout.size);
  program.theta.forEach((t, k) =>
    theta.set(arrays.get(t.name) ?? [], program.layout.parameters[k]?.offset),
  );
  const order = ordered ? Int32Array.from({ length: rows }, (_, i) => rows - 1 - i) : null;
  const data = { ...Object.fromEntries(arrays), rows, totalWeight: rows };
  for (const kernel of kernels.kernels) {
    const gradient = new Float64Array(program.layout.size).fill(NaN);
    const outputs = Object.fromEntries(
      program.outputs.map(({ name, node }) => [
        name,
        new Float64Array(rows * innerShape(node).reduce((n, s) => n * s, 1)),
      ]),
    );
    const call = {
      theta,
      data,
      rows: { from: 0, to: rows, order },
      gradient,
      outputs,
      random: Math.random,
    };
    const value = compileKernel(kernel, kernels)(call);
    if (kernel.name === 'predict') {
      const nodes = program.outputs.map((o) => o.node);
      const [expected] = evaluate(nodes, environment);
      const [size] = magnitudes(random.g, nodes, environment);
      const got = outputs[program.outputs[0]?.name ?? ''] ?? [];
      expected?.values.forEach((v, i) => {
        const width = (expected.values.length / rows) | 0;
        const at = ordered ? (rows - 1 - Math.floor(i / width)) * width + (i % width) : i;
        close(got[at], v, size?.[i]);
      });
      continue;
    }
    const roots = [program.objective, ...program.gradient];
    const [objective, ...gradients] = evaluate(roots, environment);
    const [size, ...sizesOfSlopes] = magnitudes(random.g, roots, environment);
    close(value, objective?.values[0], size?.[0]);
    if (kernel.name === 'objectiveAndGradient') {
      const slopeSizes = sizesOfSlopes.flat();
      gradients.flatMap((t) => t.values).forEach((v, i) => close(gradient[i], v, slopeSizes[i]));
    }
  }
}

/** Kernels add in another order, and share and split products: some units of rounding of what is added. */
const tolerance = 2e-15;

function close(actual = NaN, expected = NaN, magnitude = NaN): void {
  if (Object.is(actual, expected) || actual === expected) return;
  expect(Math.abs(actual - expected) / magnitude, `${actual} for ${expected}`).toBeLessThan(
    tolerance,
  );
}

const meanOverRows = (random: RandomGraph, node: Node): Node => {
  const { g } = random;
  return multiply(
    g,
    pow(g, rowCount(g), g.constant(-1)),
    sum(g, broadcastTo(g, node, ['rows']), [0]),
  );
};

describe('kernels of random graphs', () => {
  it.each([1, 2, 3, 4])('agree with the interpreter at depth %i', (depth) => {
    fc.assert(
      fc.property(stream, fc.boolean(), (numbers, ordered) => {
        const random = new RandomGraph(numbers);
        const objective = plus(
          random.g,
          meanOverRows(random, random.node([], true, depth)),
          random.node([], false, Math.min(depth, 2)),
        );
        const output = random.node(ordered ? [sizes.K] : [], true, depth);
        check(
          random,
          programOf(random.g, objective, random.theta, {
            outputs: [{ name: 'out', node: output }],
          }),
          sizes.rows,
          ordered,
        );
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1) * 25, seed: depth },
    );
  });
});
