import { hasRows, innerShape, type Node } from '../../graph/index.ts';
import { adjointOf, name } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { elementOf, formulaOf, type Indexed } from '../formula/from-node.ts';
import { formulaOfExpression, type Names, type Reference } from '../formula/from-expression.ts';
import { lettersFor, rowIndex, type Notation, type Special } from '../formula/notation.ts';
import type { Expression } from '../../syntax/index.ts';
import { namesOf } from '../model/name-model.ts';
import { readingOrder } from '../model/reading-order.ts';
import { symbolicModel, type SymbolicModel, type Text } from '../model/symbolic-model.ts';
import { chainRule, type ChainRule } from './chain-rule.ts';
import { objectiveOf, type Objective } from './objective.ts';

/** All that a derivation computes, as graphs, and how it is written. */
export interface Maths {
  readonly symbolic: SymbolicModel;
  readonly objective: Objective;
  readonly chain: ChainRule;
  readonly notation: Notation;
  readonly names: Names;
}

export function mathsOf(text: Text): Maths {
  const symbolic = symbolicModel(text);
  const objective = objectiveOf(symbolic.model);
  const chain = chainRule(symbolic, objective);
  const letters = lettersFor(namesOf(symbolic.named.tree));
  const order = readingOrder(symbolic.named.tree, symbolic.model.factors);
  const special = specialNodes(symbolic, objective, chain, letters.count);
  const notation = { ...letters, order, special };
  return { symbolic, objective, chain, notation, names: namesIn(symbolic, notation) };
}

/** The nodes that have a notation of their own. */
function specialNodes(
  { model }: SymbolicModel,
  { count }: Objective,
  { adjoints }: ChainRule,
  letter: string,
): ReadonlyMap<Node, Special> {
  const special = new Map<Node, Special>();
  const first = -1;
  if (count) special.set(count, { write: () => name(letter), order: first });
  for (const { symbol, definition } of adjoints) {
    const write: Special['write'] = (...indices) => adjointOf(name(definition.name, ...indices));
    special.set(symbol, { write, order: first });
  }
  for (const { theta, ...parameter } of model.parameters) {
    const write: Special['write'] = (...indices) => name(thetaName(parameter.name), ...indices);
    special.set(theta, { write, order: first });
  }
  return special;
}

/** The name of the unconstrained numbers of a parameter. */
export const thetaName = (parameter: string): string => `theta_${parameter}`;

/** How the names of the model are written in expressions. */
function namesIn({ model }: SymbolicModel, notation: Notation): Names {
  const nodes = new Map<string, Node>([
    ...[...model.parameters, ...model.columns, ...model.hypers].map(
      ({ name: text, symbol }) => [text, symbol] as const,
    ),
    ...model.definitions.map(({ name: text, node }) => [text, node] as const),
  ]);
  const reference = (text: string, node: Node): Reference => ({
    formula: hasRows(node) ? name(text, rowIndex(notation)) : name(text),
    rank: innerShape(node).length,
  });
  return {
    axes: notation.axes,
    lookup: (text) => {
      const node = nodes.get(text);
      return node && reference(text, node);
    },
  };
}

/** A node of the maths as a formula. */
export const write = ({ symbolic, notation }: Maths, node: Node): Indexed =>
  formulaOf(symbolic.model.graph, notation, node);

/** The element of a node of the maths, under indices for as many of its axes as it has. */
export const writeElement = (
  { symbolic, notation }: Maths,
  node: Node,
  indices: readonly Formula[],
): Formula =>
  elementOf(symbolic.model.graph, notation, node, indices.slice(0, innerShape(node).length));

/** An expression of the model as a formula. */
export const writeExpression = ({ names }: Maths, e: Expression): Formula =>
  formulaOfExpression(e, names);

/** A name of the model, with the index of the row where it varies by row. */
export const writeName = ({ names }: Maths, text: string): Formula =>
  names.lookup(text)?.formula ?? name(text);
