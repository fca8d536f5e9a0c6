/** Doubles that `Math` has a name for; the property is the same double as the literal. */
const named: ReadonlyMap<number, string> = new Map(
  (['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const).map((name) => [
    Math[name],
    `Math.${name}`,
  ]),
);

/** A number as the shortest text that reads back as the same double, with its sign. */
export function printNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return named.get(value) ?? String(value);
}

/** Whether the text of a number begins with a minus sign. */
export const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);
