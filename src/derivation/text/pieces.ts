/** A piece of a line; before some a line may break, the better the lower `cost`. */
export interface Piece {
  readonly text: string;
  readonly cost: number | null;
}

export type Pieces = readonly Piece[];

/** What may go to a new line, from the outside in. */
export const cost = { relation: 0, sum: 0, list: 4, product: 8, total: 11, nested: 10 } as const;

export const text = (content: string): Pieces => [{ text: content, cost: null }];

/** A piece before which a line may break. */
export const breakable = (content: string, at: number): Pieces => [{ text: content, cost: at }];

/** Pieces inside brackets: a break in them costs more than any around them. */
export const nest = (pieces: Pieces): Pieces =>
  pieces.map((p) => (p.cost === null ? p : { ...p, cost: p.cost + cost.nested }));

export const enclose = (open: string, pieces: Pieces, close: string): Pieces => [
  ...text(open),
  ...nest(pieces),
  ...text(close),
];

/** Pieces with commas between them; a line may end after a comma. */
export const list = (items: readonly Pieces[], separator = ','): Pieces =>
  items.flatMap((item, k) =>
    k === 0 ? item : [...text(separator), ...breakable(' ', cost.list), ...item],
  );

export const flat = (pieces: Pieces): string => pieces.map((p) => p.text).join('');

/** Columns that a text takes: marks take none. */
export const width = (content: string): number =>
  [...content.normalize('NFC').replace(/\p{M}/gu, '')].length;

/**
 * The lines that pieces take where each has so many columns. A line breaks where that and what it leaves
 * empty cost least; where it cannot, it is too long.
 */
export function wrap(pieces: Pieces, columns: number): string[] {
  const lines: string[] = [];
  let rest = pieces;
  for (let at = breakOf(rest, columns); at > 0; at = breakOf(rest, columns)) {
    lines.push(flat(rest.slice(0, at)).trimEnd());
    rest = rest.slice(at);
  }
  return [...lines, flat(rest)].map((line) => line.trim());
}

/** What a line costs that is left empty. */
const emptiness = 10;

/** Where the first line ends: the index of the piece that starts the next one; 0 where all fits. */
function breakOf(pieces: Pieces, columns: number): number {
  let used = 0;
  let best = 0;
  let bestCost = Infinity;
  for (const [k, piece] of pieces.entries()) {
    const total = (piece.cost ?? 0) + emptiness * (1 - used / columns);
    if (k > 0 && piece.cost !== null && total <= bestCost) {
      best = k;
      bestCost = total;
    }
    used += width(piece.text.trimEnd());
    if (used > columns && best > 0) return best;
    used += width(piece.text) - width(piece.text.trimEnd());
  }
  return 0;
}
