import type { Domain, DomainKind } from './domain.ts';

/** What belongs to a domain. Columns and settings may lie on its border, parameters may not. */
interface DomainRule<K extends DomainKind> {
  /** Completes "must be …". */
  readonly description: (domain: Extract<Domain, { kind: K }>) => string;
  /** For a domain of numbers: whether it holds the number. */
  readonly holds: (x: number, domain: Extract<Domain, { kind: K }>) => boolean;
  /** For a domain of vectors: whether it holds the n numbers from `offset`. */
  readonly holdsVector?: (values: ArrayLike<number>, offset: number, n: number) => boolean;
}

const isWhole = (x: number): boolean => Number.isInteger(x) && x >= 0;

const rules: { readonly [K in DomainKind]: DomainRule<K> } = {
  real: { description: () => 'a finite number', holds: Number.isFinite },
  positive: { description: () => 'greater than 0', holds: (x) => x > 0 && x < Infinity },
  unit: { description: () => 'between 0 and 1', holds: (x) => x >= 0 && x <= 1 },
  interval: {
    description: ({ lower, upper }) => `between ${lower} and ${upper}`,
    holds: (x, { lower, upper }) => x >= lower && x <= upper,
  },
  simplex: {
    description: () => 'numbers of at least 0 that sum to 1',
    holds: (x) => x >= 0 && x <= 1,
    holdsVector: (values, offset, n) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += values[offset + i] as number;
      return Math.abs(sum - 1) <= 1e-6;
    },
  },
  ordered: {
    description: () => 'numbers that increase',
    holds: Number.isFinite,
    holdsVector: (values, offset, n) => {
      for (let i = 1; i < n; i++) {
        if (!((values[offset + i - 1] as number) < (values[offset + i] as number))) return false;
      }
      return true;
    },
  },
  binary: { description: () => '0 or 1', holds: (x) => x === 0 || x === 1 },
  count: { description: () => 'a whole number of at least 0', holds: isWhole },
  category: {
    description: ({ size }) => `a code from 0 to ${size - 1}`,
    holds: (x, { size }) => isWhole(x) && x < size,
  },
  weight: { description: () => 'at least 0', holds: (x) => x >= 0 && x < Infinity },
};

const ruleOf = <D extends Domain>(domain: D): DomainRule<D['kind']> =>
  rules[domain.kind] as unknown as DomainRule<D['kind']>;

/** Completes "must be …". */
export const describeDomain = (domain: Domain): string =>
  ruleOf(domain).description(domain as never);

/** Whether every number, and every vector along the last axis, lies in the domain. */
export function holds(domain: Domain, x: number): boolean {
  return ruleOf(domain).holds(x, domain as never);
}

/** Whether the vector lies in a domain of vectors; true for a domain of numbers. */
export function holdsVector(
  domain: Domain,
  values: ArrayLike<number>,
  offset: number,
  n: number,
): boolean {
  return ruleOf(domain).holdsVector?.(values, offset, n) ?? true;
}
