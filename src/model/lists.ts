import { present } from '../base/invariant.ts';
import { volume } from '../base/shape.ts';
import {
  add,
  align,
  hasRows,
  innerShape,
  placed,
  product,
  sameShape,
  stack,
  type Axis,
  type Graph,
  type Node,
} from '../graph/index.ts';
import { fail, type Application, type Operand, type Rule } from './context.ts';
import { isNumeric } from './elementwise.ts';
import { describe, isScalar, quantity, rankOf } from './quantity.ts';

const nodesOf = (a: Application): Node[] => a.operands.map((operand) => operand.quantity.node);

/**
 * `[a, b]`: parts of one shape side by side along a new first axis. Where numbers stand beside vectors, as in
 * `[0, x[1:3]]`, all are the parts of one vector.
 */
export const list: Rule = (a) => {
  if (!isNumeric(a)) return undefined;
  const first = present(a.operands[0]);
  const shape = innerShape(first.quantity.node);
  const other = a.operands.find(({ quantity: q }) => !sameShape(innerShape(q.node), shape));
  if (!other) return quantity(stacked(a.context.g, nodesOf(a)));
  const isMixed = a.operands.every(isInColumn) && a.operands.some((o) => isScalar(o.quantity));
  if (isMixed) return quantity(joined(a.context.g, nodesOf(a), 1));
  const message = `the parts of an array have one shape: ${first.text} is ${describe(first.quantity)}, ${other.text} is ${describe(other.quantity)}`;
  const help = '`[a; b]` joins vectors to a longer one, and matrices row by row';
  return fail(a.context, 'shapeMismatch', message, a.span, help);
};

/** `[a; b]`: numbers and vectors as one vector, row vectors and matrices row by row. */
export const join: Rule = (a) => {
  if (!isNumeric(a)) return undefined;
  const { g } = a.context;
  const [first, ...others] = a.operands;
  if (a.operands.every(isInColumn)) return quantity(joined(g, nodesOf(a), 1));
  const columns = first ? columnsOf(first) : null;
  const wrong = columns === null ? first : others.find((o) => columnsOf(o) !== columns);
  const areVectors = a.operands.every(({ quantity: q }) => q.row);
  if (!wrong) return quantity(areVectors ? stacked(g, nodesOf(a)) : joined(g, nodesOf(a), 2));
  const message = `\`[ ; ]\` joins vectors, or rows of one length: ${present(first).text} is ${describe(present(first).quantity)}, ${wrong.text} is ${describe(wrong.quantity)}`;
  const help = "a vector `x` is a column, and `x'` a row";
  return fail(a.context, 'shapeMismatch', message, wrong.span, help);
};

const isInColumn = ({ quantity: q }: Operand): boolean =>
  isScalar(q) || (rankOf(q) === 1 && !q.row);

/** How long the rows are that an operand is; null for what is not made of rows. */
const columnsOf = ({ quantity: q }: Operand): number | null =>
  q.row || rankOf(q) === 2 ? present(innerShape(q.node).at(-1)) : null;

/** Along a new first axis. */
function stacked(g: Graph, nodes: readonly Node[]): Node {
  const parts = align(g, nodes);
  return stack(g, parts, parts.some(hasRows) ? 1 : 0);
}

/** Along the first axis; what has an axis less is at one position of it. */
function joined(g: Graph, nodes: readonly Node[], rank: number): Node {
  const shapes = nodes.map(innerShape);
  const lengths = shapes.map((shape) => (shape.length < rank ? 1 : present(shape[0])));
  const length = lengths.reduce((sum, n) => sum + n, 0);
  let start = 0;
  const parts = nodes.map((node, k) => {
    const own = present(shapes[k]).length < rank ? null : present(lengths[k]);
    const place = { axis: hasRows(node) ? 1 : 0, position: start, length: own };
    start += present(lengths[k]);
    return placed(g, node, place, length);
  });
  return add(g, align(g, parts));
}

/** The same elements in the order of rows, in another shape. */
export function reshaped(g: Graph, node: Node, shape: readonly number[]): Node {
  const flat = flattened(g, node);
  return shape.length < 2 ? flat : folded(g, flat, shape);
}

function flattened(g: Graph, node: Node): Node {
  const [size = 1, ...rest] = innerShape(node);
  if (rest.length === 0) return rankOf(quantity(node)) === 0 ? stacked(g, [node]) : node;
  return joined(
    g,
    Array.from({ length: size }, (_, k) => flattened(g, part(g, node, k, 1, false))),
    1,
  );
}

function folded(g: Graph, flat: Node, [size = 1, ...rest]: readonly number[]): Node {
  const each = volume(rest);
  const rows = Array.from({ length: size }, (_, k) => part(g, flat, k * each, each, true));
  return stacked(
    g,
    rows.map((row) => (rest.length < 2 ? row : folded(g, row, rest))),
  );
}

/** Elements of the first axis from a position on, or the one that stands there. */
function part(g: Graph, node: Node, start: number, count: number, keeps: boolean): Node {
  const rows: Axis[] = hasRows(node) ? ['rows'] : [];
  const taken = rows.length;
  const sizes = [...rows, ...innerShape(node)];
  const along = sizes.length;
  const labels = [...sizes.keys()];
  return product(g, {
    factors: [{ node, labels }],
    output: labels.flatMap((label) => (label !== taken ? label : keeps ? along : [])),
    sizes: [...sizes, count],
    brackets: [
      keeps
        ? { kind: 'along', label: taken, along, stride: 1, offset: start }
        : { kind: 'at', label: taken, position: start },
    ],
  });
}
