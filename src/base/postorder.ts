/**
 * All that can be reached from the roots, each once, parts before what is made of them; nothing at or below
 * what is `done`. It keeps a stack of its own: what a model makes can be deeper than the call stack.
 */
export function postorderOf<T>(
  roots: readonly T[],
  partsOf: (whole: T) => readonly T[],
  done: { has(one: T): boolean } = new Set<T>(),
): T[] {
  const seen = new Set<T>();
  const order: T[] = [];
  const pending: { readonly whole: T; readonly parts: readonly T[]; next: number }[] = [];
  const open = (whole: T): void => {
    if (seen.has(whole) || done.has(whole)) return;
    seen.add(whole);
    const parts = partsOf(whole);
    if (parts.length === 0) order.push(whole);
    else pending.push({ whole, parts, next: 0 });
  };
  for (const root of roots) {
    open(root);
    for (let top = pending.at(-1); top; top = pending.at(-1)) {
      const at = top.next++;
      if (at < top.parts.length) open(top.parts[at] as T);
      else {
        order.push(top.whole);
        pending.pop();
      }
    }
  }
  return order;
}
