/** What has no value: a set, a distribution, an entropy, a name that nothing defines, an element beyond an axis. */
export class NoValue extends Error {}

/** What cannot be computed as it is written: arrays of shapes that do not go together. */
export class Mismatch extends Error {}

/** Throws a `Mismatch` unless a formula can be computed. */
export function requireMeaning(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Mismatch(message);
}

/** What is computed; null where it has no value, or is made of more names in names than the call stack holds. */
export function orNull<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NoValue || error instanceof RangeError) return null;
    throw error;
  }
}
