import { gradient, type SweepListener } from './calculus/index.ts';
import { present } from './base/invariant.ts';
import { substitute, type Graph, type Node } from './graph/index.ts';
import type { Draw, Output } from './lower/program.ts';
import { assemble, type ModelGraph, type Parameter } from './model/index.ts';
import {
  hoisting,
  machine,
  simplify,
  type RewriteListener,
  type RuleSet,
} from './rewrite/index.ts';

/** The maths of a model on its way from what the user wrote to what loops are made of. */
export interface Maths {
  readonly objective: Node;
  /** ∂J/∂θ in the order of the parameters; empty before differentiation. */
  readonly gradient: readonly Node[];
  readonly logLikelihood: Node | null;
  readonly logPrior: Node | null;
  readonly outputs: readonly Output[];
  readonly draws: readonly Draw[];
  /** What the user gave a name. */
  readonly definitions: readonly Output[];
}

/** What a pass may use and tell. */
export interface PassContext {
  readonly graph: Graph;
  readonly model: ModelGraph;
  readonly observer: PassObserver;
}

/** Is told of all that the passes do, as they do it. */
export interface PassObserver extends Required<RewriteListener>, SweepListener {
  /** A parameter of the model as a function of its unconstrained numbers. */
  readonly substituted: (parameter: Parameter) => void;
}

export const silent: PassObserver = {
  substituted: () => undefined,
  rewritten: () => undefined,
  rebuilt: () => undefined,
  visited: () => undefined,
};

export interface Pass {
  readonly name: string;
  readonly because: string;
  readonly run: (maths: Maths, context: PassContext) => Maths;
}

export const constrain: Pass = {
  name: 'constrain',
  because:
    'the optimizer sees only the unconstrained θ, and log exp θ must cancel before it is differentiated',
  run: (maths, { graph, model, observer }) => {
    model.parameters.forEach(observer.substituted);
    const constrained = new Map(model.parameters.map((p) => [p.symbol, p.constrained]));
    return mapNodes(maths, (roots) => substitute(graph, roots, constrained, observer.rebuilt));
  },
};

export const differentiate: Pass = {
  name: 'differentiate',
  because: 'the reverse sweep visits every shared part once',
  run: (maths, { graph, model, observer }) => ({
    ...maths,
    gradient: gradient(
      graph,
      maths.objective,
      model.parameters.map((p) => p.theta),
      { listener: observer, guarded: true },
    ),
  }),
};

/** The passes between the model's graph and the loops, in order. */
export const passes: readonly Pass[] = [
  constrain,
  {
    name: 'stabilise',
    because:
      'a textbook density overflows and cancels; its logarithm in forms whose slopes are of the same forms does not',
    run: (maths, context) => {
      const settled = new Map<Node, Node>();
      return rewriteAll(stableTerms(maths, context, settled), context, machine, settled);
    },
  },
  differentiate,
  {
    name: 'simplify the gradient',
    because:
      'the chain rule writes quotients and products that the same rules shorten, and what no row changes is computed once',
    run: (maths, context) => rewriteAll(maths, context, hoisting),
  },
];

/**
 * Each term by itself: what cancels in it is together only as long as sums over the rows have not taken out what
 * no row changes.
 */
function stableTerms(
  maths: Maths,
  { graph, model, observer }: PassContext,
  settled: Map<Node, Node>,
): Maths {
  const { factors, losses, penalties, weight } = model;
  const constrained = new Map(model.parameters.map((p) => [p.symbol, p.constrained]));
  const nodes = [
    ...factors.map((f) => f.logDensity),
    ...[...losses, ...penalties].map((t) => t.node),
  ];
  const stable = simplify(graph, substitute(graph, nodes, constrained), machine, observer, settled);
  const images = new Map(nodes.map((node, k) => [node, present(stable[k])]));
  const to = (node: Node): Node => present(images.get(node));
  const objective = assemble(graph, {
    factors: factors.map((f) => ({ ...f, logDensity: to(f.logDensity) })),
    losses: losses.map((term) => ({ ...term, node: to(term.node) })),
    penalties: penalties.map((term) => ({ ...term, node: to(term.node) })),
    weight,
    hasData: model.columns.length > 0,
  });
  for (const root of ['objective', 'logLikelihood', 'logPrior'] as const) {
    const [before, after] = [maths[root], objective[root]];
    if (before && after) observer.rebuilt(before, after);
  }
  return { ...maths, ...objective };
}

const rewriteAll = (
  maths: Maths,
  { graph, observer }: PassContext,
  rules: RuleSet,
  settled?: Map<Node, Node>,
): Maths => mapNodes(maths, (roots) => simplify(graph, roots, rules, observer, settled));

/** The maths of a model as the user wrote it. */
export const startOf = (model: ModelGraph): Maths => ({
  objective: model.objective,
  gradient: [],
  logLikelihood: model.logLikelihood,
  logPrior: model.logPrior,
  outputs: model.outputs,
  draws: model.draws,
  definitions: model.definitions.map(({ name, node }) => ({ name, node })),
});

/** Applies a rewrite of many roots at once to every node that the maths holds. */
export function mapNodes(
  maths: Maths,
  rewrite: (roots: readonly Node[]) => readonly Node[],
): Maths {
  const roots = rootsOf(maths);
  const rewritten = rewrite(roots);
  const images = new Map(roots.map((root, i) => [root, present(rewritten[i])]));
  const to = (node: Node): Node => present(images.get(node));
  const named = <T extends { readonly node: Node }>(x: T): T => ({ ...x, node: to(x.node) });
  return {
    objective: to(maths.objective),
    gradient: maths.gradient.map(to),
    logLikelihood: maths.logLikelihood && to(maths.logLikelihood),
    logPrior: maths.logPrior && to(maths.logPrior),
    outputs: maths.outputs.map(named),
    draws: maths.draws.map((draw) => ({ ...draw, args: draw.args.map(to) })),
    definitions: maths.definitions.map(named),
  };
}

/** Every root once, the objective first. */
export const rootsOf = (maths: Maths): Node[] => [
  ...new Set([
    maths.objective,
    ...maths.gradient,
    ...[maths.logLikelihood, maths.logPrior].filter((node) => node !== null),
    ...maths.outputs.map((output) => output.node),
    ...maths.draws.flatMap((draw) => draw.args),
    ...maths.definitions.map((definition) => definition.node),
  ]),
];
