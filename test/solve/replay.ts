import { present } from '../../src/base/invariant.ts';
import { evaluate, innerShape, type Node, type Symbol } from '../../src/graph/index.ts';
import type { Parameter } from '../../src/model/index.ts';
import { random, type Data } from '../../src/runtime/index.ts';

/** The numbers of parameters and other symbols by symbol, row-major. */
export type Point = ReadonlyMap<Node, readonly number[]>;

/** Values of a node, by the interpreter, over the data and at a point. */
export function valueOf(node: Node, data: Data, point: Point): readonly number[] {
  const environment = {
    rows: data.rows,
    valueOf: (symbol: Symbol) => {
      const inner = innerShape(symbol);
      const shape = symbol.shape[0] === 'rows' ? [data.rows, ...inner] : inner;
      return { shape, values: numbersOf(symbol, data, point) };
    },
  };
  return present(evaluate([node], environment)[0]).values;
}

function numbersOf(symbol: Symbol, data: Data, point: Point): readonly number[] {
  const own = point.get(symbol);
  if (own) return own;
  const given = present(data[symbol.name], `${symbol.name} has a value`);
  return typeof given === 'number' ? [given] : [...given];
}

/** Values inside the domains of the parameters, from a seed. */
export function somewhere(parameters: readonly Parameter[], seed: number): Map<Node, number[]> {
  const next = random(seed);
  return new Map(parameters.map((p): [Node, number[]] => [p.symbol, inside(p, next)]));
}

function inside({ domain, shape }: Parameter, next: () => number): number[] {
  const size = shape.reduce((n, axis) => n * axis, 1);
  const numbers = Array.from({ length: size }, () => 0.2 + 0.6 * next());
  if (domain.kind !== 'simplex') return numbers;
  const length = shape.at(-1) ?? 1;
  return numbers.map((x, i) => {
    const from = i - (i % length);
    return x / numbers.slice(from, from + length).reduce((a, b) => a + b, 0);
  });
}
