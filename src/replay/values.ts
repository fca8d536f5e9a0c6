import { present } from '../base/invariant.ts';
import {
  dispatch,
  holds,
  type Axis,
  type ByKind,
  type Node,
  type Reduce,
  type Symbol,
} from '../graph/index.ts';
import { Reals, scalarFunctions, type Precision, type Real } from '../oracle/index.ts';

/** An index of each axis, from 0. */
export type Index = readonly number[];

/** A place at which maths is evaluated: what symbols are worth there, and how many rows there are. */
export interface Point {
  readonly precision: Precision;
  readonly rows: number;
  readonly valueOf: (symbol: Symbol, index: Index) => Real;
}

/** One element of a node that is moved, for the difference that it makes. */
export interface Moved {
  readonly node: Node;
  readonly index: Index;
  readonly value: Real;
}

/**
 * The elements of nodes at a point, each computed when it is asked for and once: a sum over a long axis
 * costs its terms, and what no one asks for costs nothing.
 */
export class Values {
  readonly point: Point;
  readonly #known = new Map<Node, Map<number, Real>>();

  constructor(point: Point) {
    this.point = point;
  }

  sizeOf(axis: Axis): number {
    return axis === 'rows' ? this.point.rows : axis;
  }

  at(node: Node, index: Index): Real {
    const elements = this.#elementsOf(node);
    const place = this.#placeOf(node, index);
    const known = elements.get(place);
    if (known !== undefined) return known;
    const value = dispatch(rules, node, this, index, this.#argument);
    elements.set(place, value);
    return value;
  }

  readonly #argument: ArgumentAt = (arg, index) => this.at(arg, index);

  #elementsOf(node: Node): Map<number, Real> {
    const known = this.#known.get(node);
    if (known) return known;
    const elements = new Map<number, Real>();
    this.#known.set(node, elements);
    return elements;
  }

  #placeOf({ shape }: Node, index: Index): number {
    let place = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      place = place * this.sizeOf(shape[axis]!) + index[axis]!;
    }
    return place;
  }

  /** The element of a node as it would be if an element of one of its arguments were another number. */
  near(node: Node, index: Index, moved: Moved): Real {
    return dispatch(rules, node, this, index, (arg, at) =>
      arg === moved.node && at.every((i, axis) => i === moved.index[axis])
        ? moved.value
        : this.at(arg, at),
    );
  }
}

type ArgumentAt = (arg: Node, index: Index) => Real;

const rules: ByKind<[Values, Index, ArgumentAt], Real> = {
  constant: (n, { point: { precision: p } }) =>
    n.name === 'pi'
      ? Reals.pi(p)
      : n.name === 'e'
        ? Reals.exp(p, Reals.one(p))
        : Reals.fromNumber(p, n.value),
  symbol: (n, { point }, index) => point.valueOf(n, index),
  ramp: (_n, { point }, [k = 0]) => Reals.fromNumber(point.precision, k),
  map: (n, { point }, index, at) =>
    functionNamed(n.fn)(point.precision, ...n.args.map((arg) => at(arg, index))),
  contract: (n, values, index, at) => {
    const p = values.point.precision;
    const labels = [...index];
    let total = Reals.zero;
    const summed = n.sizes.slice(n.shape.length).map((axis) => values.sizeOf(axis));
    forEachIndex(summed, (inner) => {
      inner.forEach((i, k) => (labels[index.length + k] = i));
      const place = (label: number): number => labels[label]!;
      const isOpen = n.brackets.every((b) =>
        holds(b, place, (each, own) => Reals.toNumber(at(each, own))),
      );
      if (!isOpen) return;
      const factors = n.args.map((arg, k) =>
        at(
          arg,
          present(n.labels[k]).map((label) => labels[label]!),
        ),
      );
      const [first, ...others] = factors;
      const term = others.reduce((a, b) => Reals.multiply(p, a, b), first ?? Reals.one(p));
      total = Reals.add(p, total, term);
    });
    return total;
  },
  reduce: (n, values, index, at) => {
    const sizes = n.axes.map((axis) => values.sizeOf(present(n.arg.shape[axis])));
    const elements: Real[] = [];
    forEachIndex(sizes, (reduced) => {
      const [kept, own] = [[...index], [...reduced]];
      const all = n.arg.shape.map((_, axis) =>
        present((n.axes.includes(axis) ? own : kept).shift()),
      );
      elements.push(at(n.arg, all));
    });
    return reducers[n.op](values.point.precision, elements);
  },
  stack: (n, _values, index, at) =>
    at(
      present(n.parts[present(index[n.axis])]),
      index.filter((_, axis) => axis !== n.axis),
    ),
};

export const functionNamed = (fn: string) =>
  present(scalarFunctions.get(fn === 'pow' ? 'dotPow' : fn), `${fn} has a definition`);

type Reduction = (p: Precision, elements: readonly Real[]) => Real;

const extremum =
  (sign: number): Reduction =>
  (_p, elements) =>
    elements.reduce((a, b) => (Math.sign(Reals.compare(a, b)) === sign ? a : b));

const reducers: { readonly [K in Reduce['op']]: Reduction } = {
  max: extremum(1),
  min: extremum(-1),
  prod: (p, elements) => elements.reduce((a, b) => Reals.multiply(p, a, b), Reals.one(p)),
  logsumexp: (p, elements) =>
    Reals.log(
      p,
      elements.map((x) => Reals.exp(p, x)).reduce((a, b) => Reals.add(p, a, b), Reals.zero),
    ),
};

/** Every index of some axes, the last the fastest; the empty index where there are none. */
export function forEachIndex(sizes: readonly number[], visit: (index: Index) => void): void {
  const index = sizes.map(() => 0);
  for (let n = sizes.reduce((product, size) => product * size, 1); n > 0; n--) {
    visit(index);
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis] = present(index[axis]) + 1;
      if (present(index[axis]) < present(sizes[axis])) break;
      index[axis] = 0;
    }
  }
}

/** The index of an element by its place in row-major order. */
export function indexAt(sizes: readonly number[], place: number): Index {
  let rest = place;
  const index = sizes.map(() => 0);
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const size = present(sizes[axis]);
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}
