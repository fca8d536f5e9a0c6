import { gradient, type SweepListener } from './calculus/index.ts';
import { present } from './base/invariant.ts';
import { substitute, type Graph, type Node } from './graph/index.ts';
import type { Draw, Output } from './lower/program.ts';
import type { ModelGraph, Parameter } from './model/index.ts';
import { final, simplify, stable, type RewriteListener, type RuleSet } from './rewrite/index.ts';

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
      observer,
    ),
  }),
};

/** The passes between the model's graph and the loops, in order. */
export const passes: readonly Pass[] = [
  constrain,
  {
    name: 'stabilise',
    because: 'a textbook density overflows and cancels; its logarithm in canonical form does not',
    run: (maths, context) => rewriteAll(maths, context, stable),
  },
  differentiate,
  {
    name: 'stabilise the gradient',
    because: 'the chain rule writes quotients and products that the same rules shorten',
    run: (maths, context) => rewriteAll(maths, context, stable),
  },
  {
    name: 'keep digits',
    because:
      'what is equal on paper differs in floating point: a difference of nearly equal numbers has few digits left',
    run: (maths, context) => rewriteAll(maths, context, final),
  },
];

const rewriteAll = (maths: Maths, { graph, observer }: PassContext, rules: RuleSet): Maths =>
  mapNodes(maths, (roots) => simplify(graph, roots, rules, observer));

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
