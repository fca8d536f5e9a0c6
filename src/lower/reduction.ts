import { present } from '../base/invariant.ts';
import { innerShape, type Binding, type Contract, type Reduce } from '../graph/index.ts';
import { summedLabels } from './gather.ts';
import type { UpdateOperator } from './nest.ts';
import type { Reader } from './reader.ts';
import { indexTerm, type Index, type Term } from './term.ts';

/** A sum or another reduction as a loop: what it starts from, runs over, and takes in each time. */
export interface Reduction {
  readonly start: number;
  readonly operator: UpdateOperator;
  readonly indices: readonly Index[];
  /** The next value at a position of the result; `loops` are those around it, outermost first. */
  readonly value: (
    reader: Reader,
    at: readonly Term[],
    loops: readonly Index[],
    scattered?: readonly Binding[],
  ) => Term;
}

const operators: {
  readonly [K in Reduce['op']]: { start: number; operator: UpdateOperator } | null;
} = {
  max: { start: -Infinity, operator: 'max' },
  min: { start: Infinity, operator: 'min' },
  prod: { start: 1, operator: '*=' },
  logsumexp: null,
};

/** The loop of a node that reduces. */
export const reductionOf = (node: Contract | Reduce): Reduction =>
  node.kind === 'contract' ? sumOf(node) : otherOf(node);

function sumOf(node: Contract): Reduction {
  const summed = new Map(
    summedLabels(node).flatMap((label): [number, Index][] => {
      const extent = present(node.sizes[label]);
      return extent === 'rows' ? [] : [[label, { extent }]];
    }),
  );
  return {
    start: 0,
    operator: '+=',
    indices: [...summed.values()],
    value: (reader, at, loops, scattered) => reader.product(node, at, summed, loops, scattered),
  };
}

function otherOf(node: Reduce): Reduction {
  const offset = node.arg.shape[0] === 'rows' ? 1 : 0;
  const reduced = new Map(
    node.axes.flatMap((axis): [number, Index][] => {
      const extent = present(node.arg.shape[axis]);
      return extent === 'rows' ? [] : [[axis - offset, { extent }]];
    }),
  );
  return {
    ...present(operators[node.op], `${node.op} is expanded`),
    indices: [...reduced.values()],
    value: (reader, at) => {
      const kept = [...at];
      const place = (axis: number): Term => {
        const index = reduced.get(axis);
        return index ? indexTerm(index) : present(kept.shift());
      };
      return reader.value(
        node.arg,
        innerShape(node.arg).map((_, axis) => place(axis)),
      );
    },
  };
}
