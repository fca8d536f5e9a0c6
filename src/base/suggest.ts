const longestCompared = 64;

/** How many slips of the pen are forgiven in a name: one in three characters, at least one. */
const tolerance = (name: string): number => Math.max(1, Math.floor(name.length / 3));

/** Words that people bring from elsewhere, and what they mean by them, as it is written here. */
export type Synonyms = ReadonlyMap<string, string>;

/**
 * The candidate that the name was most likely meant to be, for a "did you mean". The distance
 * counts insertions, deletions, substitutions and swaps of neighbours, case aside; of candidates
 * equally near, the first is taken. A synonym goes before all of them.
 */
export function suggest(
  name: string,
  candidates: Iterable<string>,
  synonyms?: Synonyms,
): string | undefined {
  const meant = synonyms?.get(name.toLowerCase());
  if (meant !== undefined) return meant;
  let best: string | undefined;
  let least = tolerance(name) + 1;
  for (const candidate of candidates) {
    if (candidate === name || !comparable(name, candidate, least)) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** A name of one or two letters resembles every other one: it is compared with its like only. */
function comparable(name: string, candidate: string, limit: number): boolean {
  if (name.length > longestCompared || Math.abs(name.length - candidate.length) >= limit) {
    return false;
  }
  return name.length > 2 || name.toLowerCase() === candidate.toLowerCase();
}

/** Restricted Damerau–Levenshtein distance, by rows of the dynamic programme. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        cell(last, j) + 1,
        cell(row, j - 1) + 1,
        cell(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? cell(beforeLast, j - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return cell(last, b.length);
}

const cell = (row: readonly number[], j: number): number => row[j] ?? Infinity;
