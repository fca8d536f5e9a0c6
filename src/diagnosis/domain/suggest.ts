import { substitute, type Graph, type Node, type Role, type Symbol } from '../../graph/index.ts';
import type { Domain } from '../../runtime/domain.ts';
import { declarationOf } from '../../runtime/domain-syntax.ts';
import { code, list } from '../subject.ts';
import { declaredIn } from './formals.ts';
import { provedRange, type Known } from './prove.ts';
import type { Region } from './regions.ts';

/** An argument that is not proved to lie in a region. */
export interface Doubt {
  readonly node: Node;
  readonly region: Region;
  /** What the branch that it stands in says. */
  readonly known: Known;
  /** What its symbols stand for, in a density of the user. */
  readonly actuals: ReadonlyMap<Symbol, Node>;
}

/** What the symbols of a density stand for, and the branches say. */
export const knownOf = (
  g: Graph,
  { known, actuals }: Pick<Doubt, 'known' | 'actuals'>,
  narrowed: (node: Node) => Node = (node) => node,
): Known =>
  new Map([
    ...[...actuals].map(([s, node]) => [s, provedRange(g, narrowed(node))] as const),
    ...known,
  ]);

const nouns: { readonly [K in Role]?: string } = {
  parameter: 'the parameter',
  data: 'the column',
  hyper: 'the setting',
};

const shown = 4;

/** `: the parameter a is real, …`: what an expression is computed from. */
export function sources({ node, actuals }: Doubt): string {
  const symbols = declaredIn(node, actuals);
  const items = symbols
    .slice(0, shown)
    .map(({ role, name, domain }) => `${nouns[role]} \`${name}\` is \`${declarationOf(domain)}\``);
  const more = symbols.length - items.length;
  const all = more > 0 ? [...items, `${more} more`] : items;
  return all.length === 0 ? '' : `: ${list(all)}`;
}

/** The declarations that would prove it: of one name if that is enough, else of all that may be anything. */
export function narrowing(g: Graph, doubt: Doubt): string | undefined {
  const { node, region, actuals } = doubt;
  const wide = declaredIn(node, actuals).filter(({ domain }) => domain.kind === 'real');
  const choices = [...wide.map((symbol) => [symbol]), ...(wide.length > 1 ? [wide] : [])];
  for (const domain of region.domains) {
    for (const symbols of choices) {
      if (!symbols.every((s) => mayBe(s, domain))) continue;
      const to = narrowed(g, symbols, domain);
      if (region.holds(provedRange(g, to(node), knownOf(g, doubt, to)))) {
        return `declare ${list(symbols.map((s) => code(`${s.name}: ${declarationOf(domain)}`)))}`;
      }
    }
  }
  return undefined;
}

/** A count is observed or set, not fitted. */
const mayBe = ({ role }: Symbol, { kind }: Domain): boolean =>
  kind !== 'count' || role !== 'parameter';

/** Nodes as they would be with the symbols declared in another domain. */
function narrowed(g: Graph, symbols: readonly Symbol[], domain: Domain): (node: Node) => Node {
  const declared = (s: Symbol): Symbol =>
    g.symbol(`${s.name}: ${declarationOf(domain)}`, s.role, s.shape, domain);
  const replacements = new Map<Node, Node>(symbols.map((s) => [s, declared(s)]));
  return (node) => substitute(g, [node], replacements)[0] ?? node;
}
