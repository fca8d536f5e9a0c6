import { volume } from '../base/shape.ts';
import { elementsOf, elementsRead, innerShape, postorder, type Symbol } from '../graph/index.ts';
import type { Draw } from './model-graph.ts';

/**
 * The draws in an order in which each follows those it depends on (a whole vector may depend on itself,
 * element by element). A column has none that is drawn in part or twice, stands in a circle of columns, or
 * has a number that depends on itself.
 */
export function ancestralOrder(draws: readonly Draw[]): Draw[] {
  const columns = new Set(draws.map((draw) => draw.column));
  const drawn = new Set(
    [...columns].filter((column) => {
      const own = draws.filter((draw) => draw.column === column);
      return isDrawnOnce(column, own) && isOrderly(own);
    }),
  );
  return ordered(draws.filter((draw) => drawn.has(draw.column)));
}

function ordered(draws: readonly Draw[]): Draw[] {
  const done: Draw[] = [];
  const waiting = new Set(draws);
  for (let next = ready(waiting, done); next; next = ready(waiting, done)) {
    waiting.delete(next);
    done.push(next);
  }
  // Of a column all is drawn, or nothing: what waits in vain takes its column with it.
  const incomplete = new Set([...waiting].map((draw) => draw.column));
  const rest = done.filter((draw) => !incomplete.has(draw.column));
  return rest.length === done.length ? done : ordered(rest);
}

/** Whether each element of a column is drawn by one of its draws. */
function isDrawnOnce(column: Symbol, own: readonly Draw[]): boolean {
  const elements = own.flatMap((draw) => elementsOf(draw.part, column));
  return elements.length === volumeOf(column) && new Set(elements).size === elements.length;
}

/** Whether the draws of a column can follow each other so that none needs of the column what is not drawn yet. */
function isOrderly(own: readonly Draw[], done: readonly Draw[] = []): boolean {
  const next = own.find((draw) => !done.includes(draw) && isBehind(draw, done));
  return next ? isOrderly(own, [...done, next]) : done.length === own.length;
}

const volumeOf = (column: Symbol): number => volume(innerShape(column));

/** The first draw that depends on none of those still waiting. */
function ready(waiting: ReadonlySet<Draw>, done: readonly Draw[]): Draw | undefined {
  const columns = new Set([...waiting].map((draw) => draw.column));
  return [...waiting].find((draw) =>
    columnsIn(draw).every((column) =>
      column === draw.column ? isBehind(draw, done) : !columns.has(column),
    ),
  );
}

/** Whether what a draw needs of its own column is drawn before it. */
function isBehind(draw: Draw, done: readonly Draw[]): boolean {
  const { column, part, args } = draw;
  const elements = elementsOf(part, column);
  if (elements.length === volumeOf(column) && elements.length > 1) return true;
  const before = new Set(
    done.filter((d) => d.column === column).flatMap((d) => elementsOf(d.part, column)),
  );
  return [...elementsRead(args, column)].every((element) => before.has(element));
}

const columnsIn = (draw: Draw): Symbol[] =>
  postorder(draw.args).filter(
    (node): node is Symbol => node.kind === 'symbol' && node.role === 'data',
  );
