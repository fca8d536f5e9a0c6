import { definitions, hasRows, innerShape, type Node } from '../../graph/index.ts';
import { adjointOf, name, plus, termsOf } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { elementOf, formulaOf, type Indexed } from '../formula/from-node.ts';
import { formulaOfExpression, type Names, type Reference } from '../formula/from-expression.ts';
import { lettersFor, rowIndex, type Notation, type Special } from '../formula/notation.ts';
import type { Expression } from '../../syntax/index.ts';
import { namesOf, shownIn } from '../model/name-model.ts';
import { endsInTotal } from '../formula/from-quotient.ts';
import { atomsOf } from '../formula/parts.ts';
import { first, inReadingOrder, last } from '../formula/written.ts';
import { readingOrder } from '../model/reading-order.ts';
import type { SymbolicModel } from '../model/symbolic-model.ts';
import { chainRule, type ChainRule } from './chain-rule.ts';
import { objectiveOf, type Objective } from './objective.ts';
import { leavesOf, mostLeaves } from './size.ts';

/** All that a derivation computes, as graphs, and how it is written. */
export interface Maths {
  readonly symbolic: SymbolicModel;
  readonly objective: Objective;
  readonly chain: ChainRule;
  readonly notation: Notation;
  /** The same with names for the parts that would make formulas long. */
  readonly brief: Notation;
  readonly parts: readonly Part[];
  readonly names: Names;
}

/** A part of formulas with a name of its own. */
export interface Part {
  readonly name: string;
  readonly node: Node;
}

/** A model whose maths for reading is made when it is first asked for, and once for all that is read. */
export interface Readable {
  readonly reading: () => Maths;
}

export function readingOf(symbolic: SymbolicModel): Readable['reading'] {
  let maths: Maths | undefined;
  return () => (maths ??= mathsOf(symbolic));
}

function mathsOf(symbolic: SymbolicModel): Maths {
  const objective = objectiveOf(symbolic);
  const chain = chainRule(symbolic, objective);
  const letters = lettersFor(namesOf(symbolic.named.tree), shownIn(symbolic.named));
  const order = readingOrder(symbolic.named.tree, symbolic.model.factors);
  const special = specialNodes(symbolic, objective, chain, letters.count);
  const notation = { ...letters, order, special };
  const parts = sharedParts(symbolic, objective, chain, notation);
  return {
    symbolic,
    objective,
    chain,
    notation,
    parts,
    brief: withParts(notation, parts),
    names: namesIn(symbolic, notation),
  };
}

/** The nodes that have a notation of their own. */
function specialNodes(
  { model }: SymbolicModel,
  { count }: Objective,
  { adjoints }: ChainRule,
  letter: string,
): ReadonlyMap<Node, Special> {
  const special = new Map<Node, Special>();
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

/** Formulas with more atoms are broken into parts. */
const mostAtoms = 30;

/** Names for what long formulas have in common; none where all are short. */
function sharedParts(
  { model, definitions: named }: SymbolicModel,
  { loss }: Objective,
  { adjoints, gradients }: ChainRule,
  notation: Notation,
): Part[] {
  const roots = [
    ...(loss ? [loss] : []),
    ...adjoints.map((a) => a.node),
    ...gradients.map((g) => g.chained),
  ];
  const isLong = (node: Node): boolean =>
    leavesOf(node) > mostLeaves ||
    atomsOf(formulaOf(model.graph, notation, node).formula) > mostAtoms;
  if (!roots.some(isLong)) return [];
  const inputs = [...model.parameters, ...model.columns, ...model.hypers, ...named];
  const names = new Map<Node, string>(inputs.map((input) => [input.symbol, input.name]));
  const found = definitions(roots, names, { letter: notation.part, smallest: 9 });
  return found.map(([text, node]) => ({ name: text, node }));
}

const withParts = (notation: Notation, parts: readonly Part[]): Notation => ({
  ...notation,
  special: new Map([...notation.special, ...parts.map(specialPart)]),
});

function specialPart({ name: text, node }: Part): [Node, Special] {
  return [node, { write: (...indices) => name(text, ...indices), order: last }];
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

/** Terms as one sum: those that are sums over the rows first, each kind in reading order. */
export function writeTerms(maths: Maths, terms: readonly Node[]): Formula {
  const written = terms.map((term) => write(maths, term)).toSorted(inReadingOrder);
  const totals = written.filter(({ formula }) =>
    termsOf(formula).some((term) => endsInTotal(term.formula)),
  );
  const others = written.filter((each) => !totals.includes(each));
  return plus(...[...totals, ...others].map(({ formula }) => formula));
}

/** A node of the maths with names in the place of long parts. */
export const writeBrief = ({ symbolic, brief }: Maths, node: Node): Indexed =>
  formulaOf(symbolic.model.graph, brief, node);

/** What a part stands for. */
export function writePart({ symbolic, brief }: Maths, { node }: Part): Indexed {
  const special = new Map([...brief.special].filter(([each]) => each !== node));
  return formulaOf(symbolic.model.graph, { ...brief, special }, node);
}

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
