import { postorder, type Symbol } from '../graph/index.ts';
import type { Draw } from './model-graph.ts';

/**
 * The draws in an order in which each follows those it depends on (a vector may depend on itself,
 * element by element). A column with several distributions, in a circle of columns, or a number that depends
 * on itself, has none.
 */
export function ancestralOrder(draws: readonly Draw[]): Draw[] {
  const single = draws.filter(
    (d) => draws.filter((other) => other.column === d.column).length === 1 && !isOfItself(d),
  );
  const ordered: Draw[] = [];
  const waiting = new Set(single);
  for (let next = ready(waiting); next; next = ready(waiting)) {
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}

const isOfItself = (draw: Draw): boolean =>
  draw.column.shape.length === 1 && columnsIn(draw).includes(draw.column);

/** The first draw that depends on none of those still waiting. */
function ready(waiting: ReadonlySet<Draw>): Draw | undefined {
  const columns = new Set([...waiting].map((draw) => draw.column));
  return [...waiting].find((draw) =>
    columnsIn(draw).every((column) => column === draw.column || !columns.has(column)),
  );
}

const columnsIn = (draw: Draw): Symbol[] =>
  postorder(draw.args).filter(
    (node): node is Symbol => node.kind === 'symbol' && node.role === 'data',
  );
