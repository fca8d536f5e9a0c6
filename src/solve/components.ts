/**
 * Groups of items that depend on each other, each after those that it depends on: the strongly connected
 * components (Tarjan, Depth-first search and linear graph algorithms, 1972).
 */
export function components<T>(
  items: readonly T[],
  dependenciesOf: (item: T) => readonly T[],
): T[][] {
  const found: T[][] = [];
  const order = new Map<T, number>();
  const path: T[] = [];
  const visit = (item: T): number => {
    const number = order.size;
    order.set(item, number);
    path.push(item);
    let low = number;
    for (const next of dependenciesOf(item)) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (path.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === number) found.push(path.splice(path.indexOf(item)));
    return low;
  };
  for (const item of items) if (!order.has(item)) visit(item);
  return found;
}
