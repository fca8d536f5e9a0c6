import type { Node } from '../../graph/index.ts';
import { atomsOf } from '../formula/parts.ts';
import { write, writeTerms, type Maths } from './maths.ts';
import { leavesOf, mostLeaves } from './size.ts';

/** Whether the formula of a node has at most so many atoms. */
export const isShort = (maths: Maths, node: Node, atoms: number): boolean =>
  leavesOf(node) <= mostLeaves && atomsOf(write(maths, node).formula) <= atoms;

/** Whether terms together have at most so many atoms. */
export const areShort = (maths: Maths, terms: readonly Node[], atoms: number): boolean =>
  terms.every((term) => leavesOf(term) <= mostLeaves) && atomsOf(writeTerms(maths, terms)) <= atoms;

/** Of a longer sum over all rows a reader has less than of its terms. */
export const mostAtoms = 40;
