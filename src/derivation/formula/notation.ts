import type { Node } from '../../graph/index.ts';
import { name } from './build.ts';
import type { Formula } from './formula.ts';
import type { Order } from './written.ts';

/** How a node that has a name of its own is written under indices, and where it stands in products. */
export interface Special {
  readonly write: (...indices: readonly Formula[]) => Formula;
  readonly order: Order;
}

/** How the formulas of one model are written: the letters that are free, and the order of names. */
export interface Notation {
  /** What the index of a row is called, and those of sums over rows inside of others. */
  readonly rows: readonly string[];
  /** What the indices of other axes are called. */
  readonly axes: readonly string[];
  /** The number of rows, the objective, the loss of one row, the likelihood, a density, the penalties. */
  readonly count: string;
  readonly objective: string;
  readonly loss: string;
  readonly likelihood: string;
  readonly density: string;
  readonly penalty: string;
  /** What the names of parts of formulas begin with. */
  readonly part: string;
  /** Where a name first stands in the model's terms; what is written first stands first in formulas. */
  readonly order: ReadonlyMap<string, number>;
  readonly special: ReadonlyMap<Node, Special>;
  /** Terms at single places of a vector stay terms: an equation that is 0 is judged by its terms. */
  readonly keepsTerms?: true;
  /** A word that the derivation uses, with strokes where it is a name of the model. */
  readonly word: (text: string) => string;
}

/** The first of some letters that the model does not use, or the first of them with strokes. */
export function free(candidates: readonly string[], used: ReadonlySet<string>): string {
  const found = candidates.find((letter) => !used.has(letter));
  return (
    found ??
    free(
      candidates.map((letter) => `${letter}′`),
      used,
    )
  );
}

const unused = (letters: string, used: ReadonlySet<string>): string[] =>
  [...letters].filter((letter) => !used.has(letter));

/** The letters of a derivation's own. */
export type Letters = Omit<Notation, 'order' | 'special' | 'keepsTerms'>;

/** Letters that the names of a model leave free; indices and counts also keep apart from what densities call `shown`. */
export function lettersFor(used: ReadonlySet<string>, shown: readonly string[] = []): Letters {
  const values = new Set([...used, ...shown]);
  const rows = unused('irst', values);
  const axes = unused('jklmouvaeh', values).filter((letter) => !rows.includes(letter));
  return {
    rows: [...rows, 'i′', 'i″'],
    axes: [...axes, 'j′', 'k′', 'l′'],
    count: free(['n', 'N'], values),
    objective: free(['J', 'F'], used),
    loss: free(['ℓ', 'Loss'], used),
    likelihood: free(['L', 'ℒ'], used),
    density: free(['p', 'P', 'f'], used),
    penalty: free(['R', 'Penalty'], used),
    part: free(
      ['u', 'v', 's', 't', 'q', 'g', 'h'],
      new Set([...used].map((text) => text.replace(/\d+$/, ''))),
    ),
    word: (text) => free([text], used),
  };
}

/** The index of a row. */
export const rowIndex = (n: Notation): Formula => name(n.rows[0] ?? 'i');
export const axisIndex = (n: Notation, k: number): Formula => name(n.axes[k] ?? `j${k}`);
