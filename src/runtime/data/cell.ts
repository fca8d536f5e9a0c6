const missingTexts: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL']);

/** Whether a cell holds nothing: null, undefined, NaN, an empty text or one of the usual marks. */
export function isMissing(raw: unknown): boolean {
  if (typeof raw === 'number') return Number.isNaN(raw);
  if (typeof raw === 'string') return raw.length < 5 && missingTexts.has(raw.trim());
  return raw === null || raw === undefined;
}

/** The number that a cell stands for; NaN where it is missing or is not a number. */
export function readNumber(raw: unknown): number {
  if (typeof raw === 'number') return raw;
  if (typeof raw === 'string') return readText(raw);
  return typeof raw === 'boolean' || typeof raw === 'bigint' ? Number(raw) : NaN;
}

/** A decimal number: `Number` also takes blanks for 0, and 0x1F, 0b1 and 0o7. */
function readText(text: string): number {
  const x = Number(text);
  if (x === 0 && text.trim() === '') return NaN;
  return text.charCodeAt(0) === zero && prefixes.includes(text.charAt(1)) ? NaN : x;
}

const zero = 48;
const prefixes: readonly string[] = ['x', 'X', 'b', 'B', 'o', 'O'];
