/** What a generator makes, each when it is first asked for, and once. */
export function asNeeded<T>(made: Iterator<T, void>): Iterable<T> {
  const known: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let k = 0; ; k++) {
        if (k === known.length) {
          const next = made.next();
          if (next.done) return;
          known.push(next.value);
        }
        yield known[k]!;
      }
    },
  };
}
