import { invariant, present } from '../base/invariant.ts';
import { parseExpression } from '../syntax/index.ts';
import type { Expression, Statement } from '../syntax/tree.ts';
import { translate, type Scope } from './translate.ts';
import * as R from './real/index.ts';
import { scalarFunctions } from './scalar-functions.ts';
import { termOf, type Term } from './term.ts';
import { elementAt, elementwise, partAt, scalar } from './value.ts';
import { volume } from '../base/shape.ts';

/** What the oracle has to know of a distribution: its density as text. */
export interface DensityText {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly vector?: true }[];
  readonly support: { readonly kind: string };
  /** The pdf or pmf over `y` and the parameters. */
  readonly density: string;
  /** The condition for a density that is not 0. */
  readonly within?: string;
}

type DistributedStatement = Extract<Statement, { kind: 'distributed' }>;
type DensityStatement = Extract<Statement, { kind: 'density' }>;

/** A density over variables, each of numbers (rank 0) or of vectors. */
interface Law {
  readonly variables: readonly string[];
  readonly ranks: readonly number[];
  readonly density: Expression;
  readonly within: Expression | null;
  /** Applied to the arguments as they are, of whatever shape. */
  readonly isJoint: boolean;
}

/** The densities that a model can use: those of the language, and its own. */
export interface Densities {
  readonly texts: ReadonlyMap<string, DensityText>;
  readonly declared: ReadonlyMap<string, DensityStatement>;
}

/** How the oracle finds the shape that a term has: that of its value for some inputs. */
export type ShapeOf = (term: Term) => readonly number[];

/** log p of one `~` statement, the sum over its independent elements. */
export function logDensity(
  { subject, distribution, args }: DistributedStatement,
  densities: Densities,
  scope: Scope,
  shapeOf: ShapeOf,
): Term {
  const law = lawNamed(distribution.text, densities, scope.functions);
  const terms = [subject, ...args].map((e) => translate(e, scope));
  if (law.isJoint) return logOf(densityAt(law, terms, scope));
  const shape = shapeOf(present(terms[0]));
  const count = volume(shape.slice(0, shape.length - present(law.ranks[0])));
  const elements = Array.from({ length: count }, (_, place) =>
    logOf(densityAt(law, elementsAt(law, terms, place), scope)),
  );
  return sumOf(elements);
}

function lawNamed(
  name: string,
  { texts, declared }: Densities,
  functions: Scope['functions'],
): Law {
  const own = declared.get(name);
  if (own) return declaredLaw(own, functions);
  const text = texts.get(name);
  invariant(text, `the oracle has a density ${name}`);
  const parse = (part: string): Expression => parseExpression({ name, text: part });
  return {
    variables: ['y', ...text.parameters.map((parameter) => parameter.name)],
    ranks: [text.support.kind === 'simplex', ...text.parameters.map((p) => p.vector ?? false)].map(
      Number,
    ),
    density: parse(text.density),
    within: text.within === undefined ? null : parse(text.within),
    isJoint: false,
  };
}

function declaredLaw({ parameters, body }: DensityStatement, functions: Scope['functions']): Law {
  return {
    variables: parameters.map((parameter) => parameter.text),
    ranks: parameters.map(() => 0),
    density: body,
    within: null,
    isJoint: !isOfNumbers(body, functions),
  };
}

/** Whether an expression means the same for numbers as for each element of arrays. */
function isOfNumbers(e: Expression, functions: Scope['functions']): boolean {
  const all = (list: readonly Expression[]): boolean =>
    list.every((each) => isOfNumbers(each, functions));
  const rules: { readonly [K in Expression['kind']]: (e: never) => boolean } = {
    number: () => true,
    reference: () => true,
    index: () => false,
    array: () => false,
    operation: (o: Extract<Expression, { kind: 'operation' }>) =>
      o.operator !== 'transpose' && all(o.args),
    conditional: (c: Extract<Expression, { kind: 'conditional' }>) =>
      all([c.condition, c.whenTrue, c.whenFalse]),
    call: (c: Extract<Expression, { kind: 'call' }>) => {
      const declared = functions.get(c.callee.text);
      const known = declared
        ? isOfNumbers(declared.body, functions)
        : scalarFunctions.has(c.callee.text);
      return known && all(c.args);
    },
  };
  return rules[e.kind](e as never);
}

/** The arguments at one place of the elements of the subject; a smaller one is the same at all. */
const elementsAt = (law: Law, terms: readonly Term[], place: number): Term[] =>
  terms.map((term, k) =>
    termOf([term], (_p, value) => partAt(present(value), present(law.ranks[k]), place)),
  );

function densityAt(law: Law, args: readonly Term[], scope: Scope): Term {
  const locals = law.variables.map((name, k): [string, Term] => [name, present(args[k])]);
  const inner = { ...scope, end: null, terms: new Map([...scope.globals, ...locals]) };
  const density = translate(law.density, inner);
  if (!law.within) return density;
  const where = present(scalarFunctions.get('where'));
  return termOf([translate(law.within, inner), density], (p, ...values) =>
    elementwise((condition, x) => where(p, present(condition), present(x), R.zero), values),
  );
}

const logOf = (density: Term): Term =>
  termOf([density], (p, value) => scalar(R.log(p, elementAt(present(value), 0))));

const sumOf = (terms: readonly Term[]): Term =>
  termOf(terms, (p, ...values) =>
    scalar(values.reduce((sum, value) => R.add(p, sum, elementAt(value, 0)), R.zero)),
  );
