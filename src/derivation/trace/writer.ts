import {
  childrenOf,
  definitions,
  postorder,
  rowCount,
  symbolsOf,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import type { ModelGraph, Parameter } from '../../model/index.ts';
import { adjointOf, name } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOf } from '../formula/from-node.ts';
import { lettersFor, type Notation, type Special } from '../formula/notation.ts';
import { first, last, type Order } from '../formula/written.ts';
import { thetaName } from '../maths/maths.ts';
import { namesOf } from '../model/name-model.ts';
import { readingOrder } from '../model/reading-order.ts';
import type { Text } from '../model/symbolic-model.ts';
import type { PassStep } from './pass-step.ts';

/** A model that was analysed, with what the passes did. */
export interface Traceable extends Text {
  readonly model: ModelGraph;
  readonly records: readonly {
    readonly name: string;
    readonly because: string;
    readonly steps: readonly PassStep[];
    readonly maths: { readonly definitions: readonly { name: string; node: Node }[] };
  }[];
}

/** Writes the nodes of the passes over the names of the model and of long parts. */
export interface Writer {
  readonly graph: Graph;
  readonly notation: Notation;
  /** Long parts of formulas that have names. */
  readonly parts: readonly Node[];
  /** The nodes in `open` are written out, though they may have names. */
  readonly write: (node: Node, open?: readonly Node[]) => Formula;
}

/**
 * A writer of the nodes of the passes, and of those that stand for them in the loops: `image` says which.
 */
export function writerOf(
  analysis: Traceable,
  image: (node: Node) => Node = (node) => node,
): Writer {
  const { model } = analysis;
  const { notation: own, parts } = notationOf(analysis);
  const images = [...own.special].map(([node, special]) => [image(node), special] as const);
  const notation = { ...own, special: new Map([...images, ...own.special]) };
  return {
    graph: model.graph,
    notation,
    parts,
    write: (node, open = []) => {
      const special = new Map([...notation.special].filter(([each]) => !open.includes(each)));
      return formulaOf(model.graph, { ...notation, special }, node).formula;
    },
  };
}

function notationOf({ tree, model, records }: Traceable): Pick<Writer, 'notation' | 'parts'> {
  const letters = lettersFor(namesOf(tree));
  const named = new Map<Node, string>(
    records.flatMap(({ maths }) =>
      maths.definitions.filter(isCompound).map((d) => [d.node, d.name]),
    ),
  );
  for (const { constrained, name: text } of model.parameters) {
    if (constrained.kind !== 'symbol') named.set(constrained, text);
  }
  const steps = records.flatMap((record) => record.steps);
  const parts = definitions(topmost(steps.flatMap(nodesOf)), named, {
    letter: letters.part,
    smallest: 9,
  });
  const order = readingOrder(tree, model.factors);
  const written = (node: Node, text: string): [Node, Special] => [
    node,
    { write: (...indices) => name(text, ...indices), order: placesOf(node, order) },
  ];
  const special = new Map<Node, Special>([
    [rowCount(model.graph), { write: () => name(letters.count), order: first }],
    ...model.parameters.map((p) => written(p.theta, unconstrainedName(p))),
    ...[...named].map(([node, text]) => written(node, text)),
    ...parts.map(([text, node]) => written(node, text)),
    ...steps.flatMap((step) => adjointsIn(step, named)),
  ]);
  return {
    notation: { ...letters, order, special },
    parts: parts.map(([, node]) => node),
  };
}

/** A parameter without bounds is what the optimizer moves. */
const unconstrainedName = ({ theta, constrained, name: text }: Parameter): string =>
  constrained === theta ? text : thetaName(text);

const isCompound = ({ node }: { readonly node: Node }): boolean =>
  node.kind !== 'symbol' && node.kind !== 'constant';

/** The places of the names that a node is made of. */
const placesOf = (node: Node, order: ReadonlyMap<string, number>): Order =>
  symbolsOf([node])
    .flatMap((symbol) => order.get(symbol.name) ?? [])
    .sort((a, b) => a - b);

/** δ_z for the adjoint of what the model calls z. */
function adjointsIn(step: PassStep, named: ReadonlyMap<Node, string>): [Node, Special][] {
  const text = step.kind === 'chain-rule' ? named.get(step.node) : undefined;
  if (step.kind !== 'chain-rule' || text === undefined || !isCompound({ node: step.adjoint }))
    return [];
  return [
    [step.adjoint, { write: (...indices) => adjointOf(name(text, ...indices)), order: last }],
  ];
}

const nodesOf = (step: PassStep): Node[] =>
  step.kind === 'chain-rule'
    ? [step.node, step.adjoint, ...step.contributions.map((c) => c.adjoint)]
    : [step.before, step.after];

/** Those of the nodes that are not below another. */
function topmost(nodes: readonly Node[]): Node[] {
  const below = new Set(postorder(nodes).flatMap(childrenOf));
  return [...new Set(nodes)].filter((node) => !below.has(node));
}
