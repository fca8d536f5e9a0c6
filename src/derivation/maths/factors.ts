import { present } from '../../base/invariant.ts';
import { hasRows, innerShape, postorder, type Node } from '../../graph/index.ts';
import type { Factor } from '../../model/index.ts';
import { parseExpression, type Expression } from '../../syntax/index.ts';
import { call, condition, element, name, number, plus } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOfExpression, type Names, type Reference } from '../formula/from-expression.ts';
import { axisIndex, rowIndex } from '../formula/notation.ts';
import type { Argument, NamedFactor } from '../model/name-model.ts';
import { ownElements } from './autoregressive.ts';
import type { LogFactor } from './objective.ts';
import { writeExpression, type Maths } from './maths.ts';

/** A `~` statement as it is written on paper. */
export interface WrittenFactor {
  readonly log: LogFactor;
  readonly named: NamedFactor;
  /** p(y | x). */
  readonly probability: Formula;
  /** The same of one element, where the subject is an array of independent elements, and their indices. */
  readonly element: Formula;
  readonly indices: readonly Formula[];
  /** The subject and the arguments of one element. */
  readonly subject: Formula;
  readonly args: readonly Formula[];
  /** The textbook density with the arguments in it. */
  readonly density: Formula;
  /** The condition for a density that is not 0. */
  readonly within: Formula | null;
  /** What the names of compound arguments stand for. */
  readonly where: readonly { readonly left: Formula; readonly right: Formula }[];
  /** Columns that the factor is conditioned on. */
  readonly given: readonly string[];
  /** Each element depends on those before it. */
  readonly autoregressive: boolean;
}

/** A density of the language or of the user: its variable, parameters and text. */
interface Law {
  readonly variable: string;
  readonly parameters: readonly { readonly name: string; readonly vector: boolean }[];
  readonly body: Expression;
  readonly within: Expression | null;
}

export const writtenFactors = (maths: Maths): WrittenFactor[] =>
  maths.objective.factors.map((log, k) =>
    writeFactor(maths, log, present(maths.symbolic.named.factors[k])),
  );

function writeFactor(maths: Maths, log: LogFactor, named: NamedFactor): WrittenFactor {
  const law = lawOf(maths, named.statement.distribution.text);
  const subject = writeExpression(maths, named.statement.subject);
  const shape = innerShape(log.factor.subject);
  const batch = innerShape(log.factor.density).length;
  const indices = shape.slice(0, batch).map((_, k) => axisIndex(maths.notation, k));
  const given = givenOf(maths, log.factor);
  const conditions = given.map((text) => writeExpression(maths, reference(text)));
  const own = ownGiven(maths, log.factor, subject, indices);
  const formals = formalReferences(maths, { law, log, named, subject, indices });
  const axes = maths.notation.axes.slice(indices.length);
  const names: Names = { axes, lookup: (text) => formals.get(text) };
  return {
    log,
    named,
    given,
    autoregressive: own.autoregressive,
    indices,
    subject: element(subject, ...indices),
    args: law.parameters.map((p) => present(formals.get(p.name)).formula),
    probability: probability(maths, subject, [...own.ofAll, ...conditions]),
    element: probability(maths, element(subject, ...indices), [...own.ofEach, ...conditions]),
    density: formulaOfExpression(law.body, names),
    within: law.within && condition(formulaOfExpression(law.within, names)),
    where: named.args.flatMap((arg, k) => whereOf(maths, arg, present(log.factor.args[k]))),
  };
}

const reference = (text: string): Expression => ({
  kind: 'reference',
  name: text,
  span: { start: 0, end: 0 },
});

const probability = ({ notation }: Maths, of: Formula, given: readonly Formula[]): Formula => ({
  kind: 'probability',
  letter: notation.density,
  of: [of],
  given,
});

/** What a subject is conditioned on of the array that it is or is a part of. */
interface OwnGiven {
  readonly autoregressive: boolean;
  /** The subject as a whole, and each of its elements. */
  readonly ofAll: readonly Formula[];
  readonly ofEach: readonly Formula[];
}

function ownGiven(
  maths: Maths,
  factor: Factor,
  subject: Formula,
  indices: readonly Formula[],
): OwnGiven {
  const own = ownElements(maths, factor);
  const whole = own && writeExpression(maths, reference(own.symbol.name));
  if (whole && own.before !== null) {
    const first = Array.from({ length: own.before }, (_, k) => k);
    const each = [element(whole, earlier(indices, own.before))];
    return { autoregressive: true, ofAll: elementsAt(whole, first), ofEach: each };
  }
  // The parameters are given throughout.
  const isData = own?.symbol.role === 'data';
  const given = whole
    ? isData
      ? elementsAt(whole, own.positions)
      : []
    : ownOf(maths, factor, subject);
  return { autoregressive: false, ofAll: whole ? given : [], ofEach: given };
}

/** Elements of a vector, as a range where they follow each other. */
function elementsAt(whole: Formula, positions: readonly number[]): Formula[] {
  const [first = 0, last = 0] = [positions[0], positions.at(-1)];
  return positions.length > 1 && last - first === positions.length - 1
    ? [element(whole, call('range', number(first + 1), number(last + 1)))]
    : positions.map((k) => element(whole, number(k + 1)));
}

/** `<j`: what stands before element j, in an array that has some elements more before it. */
function earlier([index]: readonly Formula[], before: number): Formula {
  const text = index?.kind === 'name' ? index.name : '';
  if (before === 1) return name(`≤${text}`);
  return before === 0 ? name(`<${text}`) : plus(name(`<${text}`), number(before));
}

/** The subject itself where its elements depend on each other in no known order. */
const ownOf = (maths: Maths, factor: Factor, subject: Formula): Formula[] =>
  dataIn(maths, factor.args).some((node) => dataIn(maths, [factor.subject]).includes(node))
    ? [subject]
    : [];

/** The columns in the arguments that are not the subject. */
function givenOf(maths: Maths, factor: Factor): string[] {
  const own = dataIn(maths, [factor.subject]);
  return dataIn(maths, factor.args)
    .filter((node) => !own.includes(node))
    .flatMap((node) => (node.kind === 'symbol' ? [node.name] : []));
}

/** The columns that nodes are made of, through all definitions, in the order of the model. */
export function dataIn(maths: Maths, roots: readonly Node[]): Node[] {
  const reached = reach(maths, roots);
  return maths.symbolic.model.columns.map((c) => c.symbol).filter((symbol) => reached.has(symbol));
}

/** The names of the parameters that nodes are made of. */
export function parametersIn(maths: Maths, roots: readonly Node[]): string[] {
  const reached = reach(maths, roots);
  return maths.symbolic.model.parameters.filter((p) => reached.has(p.symbol)).map((p) => p.name);
}

/** All nodes that nodes are made of, through all definitions. */
export function reach({ symbolic }: Maths, roots: readonly Node[]): ReadonlySet<Node> {
  const reached = new Set<Node>(postorder(roots));
  for (const { symbol, node } of symbolic.definitions.toReversed()) {
    if (reached.has(symbol)) postorder([node]).forEach((each) => reached.add(each));
  }
  return reached;
}

function lawOf({ symbolic }: Maths, name: string): Law {
  const own = symbolic.named.tree.statements.find(
    (s) => s.kind === 'density' && s.name.text === name,
  );
  if (own?.kind === 'density') {
    const [variable, ...parameters] = own.parameters.map((p) => p.text);
    return {
      variable: present(variable),
      parameters: parameters.map((text) => ({ name: text, vector: false })),
      body: own.body,
      within: null,
    };
  }
  const known = present(symbolic.model.language.distributions.find((d) => d.name === name));
  const parse = (text: string): Expression => parseExpression({ name, text });
  return {
    variable: 'y',
    parameters: known.parameters.map((p) => ({ name: p.name, vector: p.vector === true })),
    body: parse(known.density),
    within: known.within === undefined ? null : parse(known.within),
  };
}

interface Application {
  readonly law: Law;
  readonly log: LogFactor;
  readonly named: NamedFactor;
  readonly subject: Formula;
  readonly indices: readonly Formula[];
}

/** What the variable and the parameters of a density stand for in it. */
function formalReferences(maths: Maths, application: Application): ReadonlyMap<string, Reference> {
  const { law, log, named, subject, indices } = application;
  return new Map<string, Reference>([
    [
      law.variable,
      {
        formula: element(subject, ...indices),
        rank: innerShape(log.factor.subject).length - indices.length,
      },
    ],
    ...law.parameters.map((parameter, k): [string, Reference] => [
      parameter.name,
      argumentOf(maths, application, present(named.args[k]), present(log.factor.args[k])),
    ]),
  ]);
}

/** An argument under the indices of the element, where there is one argument for each. */
function argumentOf(
  maths: Maths,
  { law, indices }: Application,
  argument: Argument,
  node: Node,
): Reference {
  const isVector = law.parameters.some((p) => p.name === argument.parameter && p.vector);
  const whole = innerShape(node).length;
  const rank = indices.length === 0 ? whole : isVector ? 1 : 0;
  const batch = whole - rank;
  const formula = shownName(maths, argument, node);
  return { formula: element(formula, ...indices.slice(0, Math.max(0, batch))), rank };
}

/** The name of an argument; one that only the derivation has varies by row as its value does. */
function shownName(maths: Maths, { shown, where }: Argument, node: Node): Formula {
  if (!where || shown.kind !== 'reference') return writeExpression(maths, shown);
  return name(shown.name, ...(hasRows(node) ? [rowIndex(maths.notation)] : []));
}

/** One line for an argument whose name is not one of the model's data and parameters. */
function whereOf(maths: Maths, argument: Argument, node: Node): WrittenFactor['where'] {
  const { shown, where } = argument;
  if (shown.kind !== 'reference') return [];
  const value = where ?? definitionOf(maths, shown.name);
  if (!value) return [];
  return [{ left: shownName(maths, argument, node), right: writeExpression(maths, value) }];
}

function definitionOf({ symbolic }: Maths, name: string): Expression | null {
  const found = symbolic.named.tree.statements.find(
    (s) => s.kind === 'definition' && s.name.text === name,
  );
  return found?.kind === 'definition' ? found.value : null;
}

/** What a name is defined as; null where it is no definition. */
export function definedAs(maths: Maths, name: string): Formula | null {
  const value = definitionOf(maths, name);
  return value && writeExpression(maths, value);
}
