import { symbolRange, type Interval } from '../graph/index.ts';
import type { Domain } from '../runtime/domain.ts';
import type { Statement } from '../syntax/index.ts';
import type { Support } from './distributions/index.ts';
import type { Language } from './language.ts';

/** What is proved of a value in a support, its bounds included where they may be. */
export const supportRange = (support: Exclude<Support, { kind: 'category' }>): Interval.Interval =>
  symbolRange(support, 'data');

/** Whether every value of `a` is one of `b`. */
export function isSubset(a: Interval.Interval, b: Interval.Interval): boolean {
  const above = a.lo > b.lo || (a.lo === b.lo && (a.loOpen || !b.loOpen));
  const below = a.hi < b.hi || (a.hi === b.hi && (a.hiOpen || !b.hiOpen));
  return above && below && (a.integer || !b.integer);
}

/** The supports of the distributions that columns (or other names) are given as a whole. */
export function supportsByName(
  statements: readonly Statement[],
  { distributions }: Language,
): Map<string, Support[]> {
  const supports = new Map<string, Support[]>();
  for (const s of statements) {
    if (s.kind !== 'distributed' || s.subject.kind !== 'reference') continue;
    const support = distributions.find(({ name }) => name === s.distribution.text)?.support;
    const known = supports.get(s.subject.name) ?? [];
    if (support) supports.set(s.subject.name, [...known, support]);
  }
  return supports;
}

/**
 * The domain of a column that has distributions: where the declared one is wider than a support, the
 * data are held to the support.
 */
export const narrow = (declared: Domain, supports: readonly Support[]): Domain =>
  supports.reduce<Domain>(
    (domain, support) => (isNarrower(support, domain) ? support : domain),
    declared,
  );

const isNarrower = (
  support: Support,
  domain: Domain,
): support is Exclude<Support, { kind: 'category' }> => {
  if (support.kind === 'category' || domain.kind === 'category' || domain.kind === 'weight')
    return false;
  const [inner, outer] = [supportRange(support), symbolRange(domain, 'data')];
  return isSubset(inner, outer) && !isSubset(outer, inner);
};
