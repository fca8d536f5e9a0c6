import type { RegionName } from '../graph/index.ts';
import type { Domain, DomainKind } from '../runtime/domain.ts';

export type Role = 'data' | 'param' | 'hyper';

/** All that is known of one domain as a type in a declaration. */
export interface DomainRule {
  readonly signature: string;
  /** The number of arguments in parentheses. */
  readonly arity: number;
  /** The domain of some arguments, or what is wrong with them. */
  readonly make: (args: readonly number[]) => Domain | string;
  readonly roles: readonly Role[];
  /** Ranks that a shape may have: a simplex is a vector at least, a weight is a number. */
  readonly ranks: readonly number[];
  /** The least length of the last axis. */
  readonly leastLength?: number;
  /** Whether the numbers along one last axis belong to it. */
  readonly accepts: (values: readonly number[], domain: Domain) => boolean;
  /** What an argument of it must be proved to lie in. */
  readonly region?: RegionName;
}

const all: readonly Role[] = ['data', 'param', 'hyper'];
const observed: readonly Role[] = ['data', 'hyper'];
const anyRank = [0, 1, 2];

const each =
  (test: (x: number, domain: Domain) => boolean): DomainRule['accepts'] =>
  (values, domain) =>
    values.every((x) => test(x, domain));

const plain = (
  kind: 'real' | 'positive' | 'unit' | 'binary' | 'count',
  roles: readonly Role[],
  test: (x: number) => boolean,
  region?: RegionName,
): DomainRule => ({
  signature: kind,
  arity: 0,
  make: () => ({ kind }),
  roles,
  ranks: anyRank,
  accepts: each(test),
  ...(region && { region }),
});

/** How far the sum of written probabilities may be from 1. */
const sumTolerance = 1e-9;

const isSimplex = (values: readonly number[]): boolean =>
  values.every((x) => x > 0) && Math.abs(values.reduce((s, x) => s + x, 0) - 1) <= sumTolerance;

const isIncreasing = (values: readonly number[]): boolean =>
  values.every((x, k) => k === 0 || x > (values[k - 1] ?? -Infinity));

const isWhole = (x: number): boolean => Number.isInteger(x) && x >= 0;

/** The domains of the language. Bounds are excluded: a transform never reaches them. */
export const domains: { readonly [K in DomainKind]: DomainRule } = {
  real: plain('real', all, Number.isFinite),
  positive: plain('positive', all, (x) => x > 0, 'positive'),
  unit: plain('unit', all, (x) => x > 0 && x < 1, 'unit'),
  interval: {
    signature: 'interval(a, b)',
    arity: 2,
    make: ([lower = NaN, upper = NaN]) =>
      lower < upper
        ? { kind: 'interval', lower, upper }
        : `the interval from ${lower} to ${upper} is empty`,
    roles: all,
    ranks: anyRank,
    accepts: each((x, d) => d.kind === 'interval' && x > d.lower && x < d.upper),
  },
  simplex: {
    signature: 'simplex',
    arity: 0,
    make: () => ({ kind: 'simplex' }),
    roles: all,
    ranks: [1, 2],
    leastLength: 2,
    accepts: isSimplex,
  },
  ordered: {
    signature: 'ordered',
    arity: 0,
    make: () => ({ kind: 'ordered' }),
    roles: all,
    ranks: [1, 2],
    accepts: isIncreasing,
  },
  binary: plain('binary', observed, (x) => x === 0 || x === 1),
  count: plain('count', observed, isWhole, 'count'),
  category: {
    signature: 'category(K)',
    arity: 1,
    make: ([size = NaN]) =>
      Number.isInteger(size) && size > 0
        ? { kind: 'category', size }
        : `a category has a whole number of codes, not ${size}`,
    roles: ['data'],
    ranks: anyRank,
    accepts: each((x, d) => d.kind === 'category' && isWhole(x) && x < d.size),
  },
  weight: {
    signature: 'weight',
    arity: 0,
    make: () => ({ kind: 'weight' }),
    roles: ['data'],
    ranks: [0],
    accepts: each((x) => x >= 0),
  },
};

export const isDomain = (name: string): name is DomainKind => Object.hasOwn(domains, name);

/** A domain as a declaration has it; the half line, which only a support is, as an interval of maths. */
export function describeDomain(domain: Domain): string {
  if (domain.kind === 'category') return `category(${domain.size})`;
  if (domain.kind !== 'interval') return domain.kind;
  const { lower, upper } = domain;
  return upper === Infinity ? `[${lower}, ∞)` : `interval(${lower}, ${upper})`;
}

/** Whether row-major numbers of a shape belong to a domain; vectors do along their last axis. */
export function belongs(
  values: readonly number[],
  shape: readonly number[],
  domain: Domain,
): boolean {
  const length = shape.at(-1) ?? 1;
  const groups = Array.from({ length: values.length / length }, (_, k) =>
    values.slice(k * length, (k + 1) * length),
  );
  return groups.every((group) => domains[domain.kind].accepts(group, domain));
}
