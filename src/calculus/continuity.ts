import { involving, postorder, type Node } from '../graph/index.ts';

/**
 * A function by which J may jump as the unknown changes: a condition, a rounding, a sign. Its derivative is 0, so that
 * ∂J/∂w says nothing of it, and J could be lower beyond the jump. Undefined where J is continuous.
 */
export function jumpIn(objective: Node, unknown: Node): Node | undefined {
  const involves = involving(new Set([unknown]));
  return postorder([objective]).find(
    (node) =>
      node.kind === 'map' &&
      node.fn !== 'add' &&
      node.args.some((arg, k) => involves(arg) && node.rule.partials[k] === '0'),
  );
}
