import type { Node } from '../../graph/index.ts';
import { atomsOf } from '../formula/parts.ts';
import { write, type Maths } from './maths.ts';
import { leavesOf, mostLeaves } from './size.ts';

/** Whether the formula of a node has at most so many atoms. */
export const isShort = (maths: Maths, node: Node, atoms: number): boolean =>
  leavesOf(node) <= mostLeaves && atomsOf(write(maths, node).formula) <= atoms;
