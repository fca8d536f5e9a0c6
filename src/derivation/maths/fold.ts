import { present } from '../../base/invariant.ts';
import { instantiate, map, negate, substitute, type Graph, type Node } from '../../graph/index.ts';
import type { Definition, SymbolicModel } from '../model/symbolic-model.ts';

/**
 * Puts the name of a function where the function stands, as it does in its own derivative: with μ = exp(z),
 * ∂μ/∂z is μ, and with p = sigmoid(z), ∂p/∂z is p·(1 − p).
 */
export function foldingOf(
  { model: { graph: g }, simplify }: SymbolicModel,
  definitions: readonly Definition[],
): (node: Node) => Node {
  const names = new Map(
    definitions.flatMap(({ node, symbol }) => {
      const forms = [node, simplify(node)].filter(isFunction);
      return forms.flatMap((form): [Node, Node][] => [
        [form, symbol],
        ...reflected(g, form, symbol),
      ]);
    }),
  );
  return (node) => {
    const folded = present(substitute(g, [node], names)[0]);
    return folded === node ? node : simplify(folded);
  };
}

/** A name in the place of a sum or a product would keep others from meeting what is inside of it. */
const isFunction = (node: Node): boolean => node.kind === 'map' && node.fn !== 'add';

/** f(−u) by the name of f(u). */
function reflected(g: Graph, form: Node, symbol: Node): [Node, Node][] {
  const reflection = form.kind === 'map' ? form.rule.reflection : undefined;
  if (form.kind !== 'map' || reflection === undefined) return [];
  const opposite = map(
    g,
    form.fn,
    form.args.map((arg) => negate(g, arg)),
  );
  return [[opposite, instantiate(g, g.formula(reflection), new Map([['f', symbol]]))]];
}
