import { present } from '../base/invariant.ts';
import { substitute, type Graph, type Node, type Provenance, type Symbol } from '../graph/index.ts';
import type { ModelGraph } from './model-graph.ts';

/** What a model is made of, over the symbols of its definitions or over parameters and data alone. */
export type Parts = Pick<
  ModelGraph,
  'factors' | 'losses' | 'penalties' | 'definitions' | 'outputs' | 'draws'
>;

/** The parts of a model with what the symbols of definitions stand for; each may use those before it. */
export function writtenOut(
  { g, provenance }: { readonly g: Graph; readonly provenance: Provenance },
  parts: Parts,
  symbols: ReadonlyMap<Symbol, Node>,
): Parts {
  if (symbols.size === 0) return parts;
  const values = new Map<Node, Node>();
  const put = (nodes: readonly Node[]): Node[] =>
    substitute(g, nodes, values, (before, after) => provenance.derive(before, after));
  for (const [symbol, node] of symbols) values.set(symbol, present(put([node])[0]));
  const { factors, losses, penalties, definitions, outputs, draws } = parts;
  const nodes = [
    ...factors.flatMap((f) => [f.subject, ...f.args, f.density, f.logDensity]),
    ...[...losses, ...penalties, ...definitions, ...outputs].map(({ node }) => node),
    ...draws.flatMap(({ args }) => args),
  ];
  const whole = put(nodes);
  const images = new Map(nodes.map((node, k) => [node, present(whole[k])]));
  const to = (node: Node): Node => present(images.get(node));
  const withNode = <T extends { readonly node: Node }>(each: T): T => ({
    ...each,
    node: to(each.node),
  });
  return {
    factors: factors.map((f) => ({
      ...f,
      subject: to(f.subject),
      args: f.args.map(to),
      density: to(f.density),
      logDensity: to(f.logDensity),
    })),
    losses: losses.map(withNode),
    penalties: penalties.map(withNode),
    definitions: definitions.map(withNode),
    outputs: outputs.map(withNode),
    draws: draws.map((draw) => ({ ...draw, args: draw.args.map(to) })),
  };
}
