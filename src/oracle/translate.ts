import { invariant, present } from '../base/invariant.ts';
import type { Expression, Statement, Subscript } from '../syntax/tree.ts';
import { functionNamed, list, operators } from './operators.ts';
import * as R from './real/index.ts';
import { scalarFunctions } from './scalar-functions.ts';
import { placesBetween, select, type Pick } from './select.ts';
import { termOf, type Term } from './term.ts';
import { elementwise, numberOf, scalar, type Value } from './value.ts';

type FunctionStatement = Extract<Statement, { kind: 'function' }>;
type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** What the names of an expression stand for. */
export interface Scope {
  readonly terms: ReadonlyMap<string, Term>;
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  /** Names that the bodies of functions see. */
  readonly globals: ReadonlyMap<string, Term>;
  /** The subject of the innermost subscript and the axis, for `end`. */
  readonly end: { readonly target: Term; readonly axis: number } | null;
}

/** Translates an expression into a term. */
export const translate = (e: Expression, scope: Scope): Term =>
  (rules[e.kind] as (e: Expression, scope: Scope) => Term)(e, scope);

const rules: { readonly [K in Expression['kind']]: (e: ExpressionOf<K>, scope: Scope) => Term } = {
  number: (e) => termOf([], (p) => scalar(R.fromNumber(p, e.value))),
  reference,
  call,
  operation: (e, scope) => termOf(translateAll(e.args, scope), operators[e.operator]),
  conditional: (e, scope) => {
    const where = present(scalarFunctions.get('where'));
    return termOf(translateAll([e.condition, e.whenTrue, e.whenFalse], scope), (p, ...args) =>
      elementwise((...numbers) => where(p, ...numbers), args),
    );
  },
  array: (e, scope) => termOf(translateAll(e.items, scope), list),
  index,
};

const translateAll = (list: readonly Expression[], scope: Scope): Term[] =>
  list.map((e) => translate(e, scope));

const constants: ReadonlyMap<string, (p: R.Precision) => R.Real> = new Map([
  ['pi', R.pi],
  ['π', R.pi],
  ['e', (p: R.Precision) => R.exp(p, R.one(p))],
]);

function reference({ name }: ExpressionOf<'reference'>, scope: Scope): Term {
  if (name === 'end' && scope.end) return lengthOf(scope.end.target, scope.end.axis);
  const known = scope.terms.get(name);
  if (known) return known;
  const constant = constants.get(name);
  invariant(constant, `${name} is known to the oracle`);
  return termOf([], (p) => scalar(constant(p)));
}

const lengthOf = (target: Term, axis: number): Term =>
  termOf([target], (p, value) => scalar(R.fromNumber(p, present(present(value).shape[axis]))));

/** A function of the user's is expanded: its body with the arguments for its parameters. */
function call({ callee, args }: ExpressionOf<'call'>, scope: Scope): Term {
  const terms = translateAll(args, scope);
  const declared = scope.functions.get(callee.text);
  if (declared) {
    const locals = declared.parameters.map((p, k): [string, Term] => [p.text, present(terms[k])]);
    return translate(declared.body, {
      ...scope,
      end: null,
      terms: new Map([...scope.globals, ...locals]),
    });
  }
  const builtin = functionNamed(callee.text);
  invariant(builtin, `the oracle has a function ${callee.text}`);
  return termOf(terms, builtin);
}

function index({ target, subscripts }: ExpressionOf<'index'>, scope: Scope): Term {
  const term = translate(target, scope);
  const bounds = subscripts.map((subscript, axis) =>
    boundsOf(subscript).map((e) => translate(e, { ...scope, end: { target: term, axis } })),
  );
  return termOf([term, ...bounds.flat()], (_p, value, ...positions) => {
    const left = [...positions];
    const picks = bounds.map((each) => pickOf(left.splice(0, each.length)));
    return select(present(value), picks);
  });
}

const boundsOf = (subscript: Subscript): readonly Expression[] => {
  if (subscript.kind === 'at') return [subscript.position];
  return subscript.kind === 'range'
    ? [subscript.from, subscript.to, ...(subscript.step ? [subscript.step] : [])]
    : [];
};

/** Positions count from 1, the codes of categories from 0. */
function pickOf([first, last, step]: readonly Value[]): Pick {
  if (!first) return 'all';
  if (last) return placesBetween(place(first) - 1, place(last) - 1, step && place(step));
  const from = first.codes ? 0 : 1;
  return { shape: first.shape, places: first.numbers.map((x) => R.toNumber(x) - from) };
}

const place = (value: Value): number => R.toNumber(numberOf(value));
