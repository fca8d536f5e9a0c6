import type { Node } from '../../graph/index.ts';
import { atomsOf } from '../formula/parts.ts';
import { write, type Maths } from './maths.ts';
import { leavesOf } from './size.ts';

/** Formulas with more leaves are not even written to be measured. */
const mostLeaves = 400;

/** Whether the formula of a node has at most so many atoms. */
export const isShort = (maths: Maths, node: Node, atoms: number): boolean =>
  leavesOf(node) <= mostLeaves && atomsOf(write(maths, node).formula) <= atoms;
