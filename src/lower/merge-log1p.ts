import type { Expression } from './loops.ts';
import type { ExpressionPool } from './pool.ts';

/** The sum of some values; their terms log(1 + e) are one logarithm. `keep` gives what is used twice a variable. */
export function joinedSum(
  values: readonly Expression[],
  pool: ExpressionPool,
  keep: (e: Expression, name: string) => Expression,
): Expression {
  const add = (a: Expression, b: Expression): Expression => pool.binary('+', a, b);
  const parts = values.map(termsOf);
  const logs = parts.flat().flatMap((term) => (isSmallLog(term) ? term.args : []));
  if (logs.length < 2) return values.reduce(add);
  const rests = parts.map((terms) => terms.filter((term) => !isSmallLog(term)));
  const excessOf = (some: readonly Expression[]): Expression =>
    // The excess of (1 + a)(1 + b) over 1 is a + b + ab, exact to the last digits for a, b ≥ 0 however small.
    some.reduce((a, b, k) => {
      const [before, next] = [k > 1 ? keep(a, 'excess') : a, keep(b, 'excess')];
      return add(add(before, next), pool.binary('*', before, next));
    });
  const merged = Array.from({ length: Math.ceil(logs.length / mostLogs) }, (_, k) =>
    pool.call('log1p', [excessOf(logs.slice(k * mostLogs, (k + 1) * mostLogs))]),
  );
  const sums = rests.flatMap((terms) => (terms.length > 0 ? [terms.reduce(add)] : []));
  return [...sums, ...merged].reduce(add);
}

/** So many factors up to 1,001 have a product that does not overflow. */
const mostLogs = 64;

const isSmallLog = (e: Expression): e is Expression & { kind: 'call' } =>
  e.kind === 'call' && e.isSmallLog === true;

const termsOf = (e: Expression): readonly Expression[] =>
  e.kind === 'binary' && e.operator === '+' ? [...termsOf(e.left), ...termsOf(e.right)] : [e];
