import { invariant, present } from '../base/invariant.ts';
import { isElementwise, type ElementwiseName } from '../graph/index.ts';
import type { Expression } from '../syntax/index.ts';

/**
 * What a rule's left side asks of a node. Sums and products are flat and matched in any order, so no
 * rule is written twice for a mirrored pattern.
 */
export type Pattern =
  | { readonly kind: 'number'; readonly value: number }
  /** Stands for any node. */
  | { readonly kind: 'variable'; readonly name: string }
  /** `k`, `m` and `n` stand for numbers. */
  | { readonly kind: 'literal'; readonly name: string }
  /** Terms and factors that say most come first; then what stands for a number, then what takes what is left. */
  | { readonly kind: 'sum'; readonly terms: readonly PatternTerm[] }
  | { readonly kind: 'product'; readonly coefficient: number; readonly factors: readonly Pattern[] }
  | { readonly kind: 'power'; readonly base: Pattern; readonly exponent: Pattern }
  | { readonly kind: 'map'; readonly fn: ElementwiseName; readonly args: readonly Pattern[] }
  /** `sum(…)`, `logsumexp(…)` over axes that the replacement's calls of the same kind reuse. */
  | { readonly kind: 'total'; readonly op: 'sum' | 'logsumexp'; readonly arg: Pattern };

export interface PatternTerm {
  readonly coefficient: number;
  readonly pattern: Pattern;
}

const literals = new Set(['k', 'm', 'n']);

/** The pattern that an expression describes. */
export function toPattern(e: Expression): Pattern {
  switch (e.kind) {
    case 'number':
      return { kind: 'number', value: e.value };
    case 'reference':
      return { kind: literals.has(e.name) ? 'literal' : 'variable', name: e.name };
    case 'conditional':
      return map('where', [e.condition, e.whenTrue, e.whenFalse]);
    case 'call':
      return call(e.callee.text, e.args);
    case 'operation':
      return present(operations[e.operator], `pattern: ${e.operator}`)(e.args);
    default:
      return invariant(false, `pattern: ${e.kind}`) as never;
  }
}

function call(name: string, args: readonly Expression[]): Pattern {
  if (name === 'sum' || name === 'logsumexp') {
    return { kind: 'total', op: name, arg: toPattern(present(args[0])) };
  }
  if (name === 'sqrt') return power(toPattern(present(args[0])), { kind: 'number', value: 0.5 });
  invariant(isElementwise(name), `pattern: ${name}`);
  return map(name, args);
}

const map = (fn: ElementwiseName, args: readonly Expression[]): Pattern => ({
  kind: 'map',
  fn,
  args: args.map(toPattern),
});

const power = (base: Pattern, exponent: Pattern): Pattern => ({ kind: 'power', base, exponent });

type Operation = (args: readonly Expression[]) => Pattern;

const binary =
  (build: (a: Pattern, b: Pattern) => Pattern): Operation =>
  (args) =>
    build(toPattern(present(args[0])), toPattern(present(args[1])));

const condition =
  (fn: string): Operation =>
  (args) =>
    call(fn, args);

const operations: { readonly [name: string]: Operation } = {
  add: binary((a, b) => sum([...termsOf(a), ...termsOf(b)])),
  subtract: binary((a, b) => sum([...termsOf(a), ...termsOf(b).map(negateTerm)])),
  multiply: binary((a, b) => times(a, b)),
  divide: binary((a, b) => times(a, isNumber(b) ? number(1 / b.value) : power(b, number(-1)))),
  pow: binary((a, b) => (isNumber(a) && isNumber(b) ? number(a.value ** b.value) : power(a, b))),
  negate: ([a]) => times(number(-1), toPattern(present(a))),
  less: condition('less'),
  lessEqual: condition('lessEqual'),
  greater: condition('greater'),
  greaterEqual: condition('greaterEqual'),
  equal: condition('equal'),
  notEqual: condition('notEqual'),
  and: condition('and'),
  or: condition('or'),
  not: condition('not'),
};

const number = (value: number): Pattern => ({ kind: 'number', value });
const isNumber = (p: Pattern): p is Extract<Pattern, { kind: 'number' }> => p.kind === 'number';

function times(a: Pattern, b: Pattern): Pattern {
  const parts = [...factorsOf(a), ...factorsOf(b)];
  const coefficient = parts.filter(isNumber).reduce((c, p) => c * p.value, 1);
  const factors = parts.filter((p) => !isNumber(p));
  if (factors.length === 0) return number(coefficient);
  const [only] = factors;
  return only && factors.length === 1 && coefficient === 1
    ? only
    : { kind: 'product', coefficient, factors: byFreedom(factors, (p) => p) };
}

const byFreedom = <T>(items: readonly T[], pattern: (item: T) => Pattern): T[] =>
  [...items].sort((a, b) => freedom(pattern(a)) - freedom(pattern(b)));

const freedom = (p: Pattern): number => (p.kind === 'variable' ? 2 : p.kind === 'literal' ? 1 : 0);

const factorsOf = (p: Pattern): readonly Pattern[] =>
  p.kind === 'product'
    ? [...(p.coefficient === 1 ? [] : [number(p.coefficient)]), ...p.factors]
    : [p];

const sum = (terms: readonly PatternTerm[]): Pattern => ({
  kind: 'sum',
  terms: byFreedom(terms, (term) => term.pattern),
});
const negateTerm = (t: PatternTerm): PatternTerm => ({ ...t, coefficient: -t.coefficient });

function termsOf(p: Pattern): readonly PatternTerm[] {
  if (p.kind === 'sum') return p.terms;
  if (p.kind === 'number') return [{ coefficient: p.value, pattern: number(1) }];
  if (p.kind !== 'product') return [{ coefficient: 1, pattern: p }];
  const [only] = p.factors;
  const pattern: Pattern =
    only && p.factors.length === 1 ? only : { kind: 'product', coefficient: 1, factors: p.factors };
  return [{ coefficient: p.coefficient, pattern }];
}

/** The names that a pattern binds. */
export function variablesOf(p: Pattern): ReadonlySet<string> {
  const inner: Record<Pattern['kind'], () => readonly Pattern[]> = {
    number: () => [],
    variable: () => [],
    literal: () => [],
    sum: () => (p.kind === 'sum' ? p.terms.map((t) => t.pattern) : []),
    product: () => (p.kind === 'product' ? p.factors : []),
    power: () => (p.kind === 'power' ? [p.base, p.exponent] : []),
    map: () => (p.kind === 'map' ? p.args : []),
    total: () => (p.kind === 'total' ? [p.arg] : []),
  };
  const own = p.kind === 'variable' || p.kind === 'literal' ? [p.name] : [];
  return new Set([...own, ...inner[p.kind]().flatMap((child) => [...variablesOf(child)])]);
}
