import { isPointwise, type Node } from './node.ts';
import { postorder } from './walk.ts';

/**
 * Whether a node is a number for all numbers that it is made of elementwise: no pole, overflow or end of a
 * domain is between it and its symbols, sums over axes and reductions.
 */
export const isAlwaysFinite = (node: Node): boolean =>
  postorder([node], reductions).every(
    (part) =>
      part.kind !== 'map' ||
      (part.rule.finite?.(
        part.range,
        part.args.map((arg) => arg.range),
      ) ??
        false),
  );

const reductions = {
  has: (node: Node): boolean =>
    node.kind === 'reduce' || (node.kind === 'contract' && !isPointwise(node)),
};
