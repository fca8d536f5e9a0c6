import { hasRows } from '../../graph/index.ts';
import { fraction, one, times, totalOverRows } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { rowIndex } from '../formula/notation.ts';
import { writeName, type Maths } from '../maths/maths.ts';
import { countName } from './names.ts';

/** Σᵢ vᵢ·f over the rows. */
export function sumOverRows(maths: Maths, f: Formula): Formula {
  const { weight } = maths.symbolic.model;
  const weighted = weight ? times(writeName(maths, weight.name), f) : f;
  return totalOverRows(rowIndex(maths.notation), weighted);
}

/** 1/n. */
export const shareOfRow = (maths: Maths): Formula => fraction(one, countName(maths));

/** (1/n) Σᵢ vᵢ·f. */
export const averageOverRows = (maths: Maths, f: Formula): Formula =>
  times(shareOfRow(maths), sumOverRows(maths, f));

/** Whether the loss is one of rows, and averaged over them. */
export const isAveraged = ({ objective: { loss } }: Maths): boolean =>
  loss !== null && hasRows(loss);
