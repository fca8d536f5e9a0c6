/** What has no value: a set, a distribution, an entropy, a name that nothing defines, an element beyond an axis. */
export class NoValue extends Error {}

/** What is computed; null where it has no value. */
export function orNull<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
}
