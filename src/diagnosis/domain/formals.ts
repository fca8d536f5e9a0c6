import { postorder, symbolsOf, type Node, type Symbol } from '../../graph/index.ts';
import type { Subject } from '../subject.ts';

/** The statement `y ~ f(a, b)` elaborates f once, over symbols `f@12.y`, `f@12.a`, …, 12 where it starts. */
const formal = /^(.*)@(\d+)\.(.*)$/u;

/** What a density of the user is applied to, by the symbols that stand for an element of it in a node. */
export function actualsIn(subject: Subject, root: Node): Map<Symbol, Node> {
  const actuals = new Map<Symbol, Node>();
  for (const node of postorder([root])) {
    const actual = node.kind === 'symbol' ? actualOf(subject, node) : undefined;
    if (actual && node.kind === 'symbol') actuals.set(node, actual);
  }
  return actuals;
}

/** What the user has declared of that which a node is computed from. */
export const declaredIn = (node: Node, actuals: ReadonlyMap<Symbol, Node>): Symbol[] => [
  ...new Set(
    symbolsOf([node])
      .flatMap((s) => symbolsOf([actuals.get(s) ?? s]))
      .filter(({ role }) => role === 'parameter' || role === 'data' || role === 'hyper'),
  ),
];

function actualOf({ tree, nodesOf }: Subject, { name }: Symbol): Node | undefined {
  const [, density, start, parameter] = formal.exec(name) ?? [];
  const relation = tree.statements.find((s) => s.span.start === Number(start));
  const law = tree.statements.find((s) => s.kind === 'density' && s.name.text === density);
  if (relation?.kind !== 'distributed' || law?.kind !== 'density') return undefined;
  const at = law.parameters.findIndex(({ text }) => text === parameter);
  const actual = [relation.subject, ...relation.args][at];
  return actual && nodesOf(actual)[0];
}
