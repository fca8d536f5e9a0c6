/** A fault of fluxion itself, never of its input: the command asks for a bug report. */
export class InternalFault extends Error {
  override readonly name = 'InternalFault';
}

/** Throws an `InternalFault` unless the condition holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalFault(message);
}

/** The value, which the caller knows to be there. */
export function present<T>(value: T | undefined | null, message = 'a value is missing'): T {
  if (value === undefined || value === null) throw new InternalFault(message);
  return value;
}
