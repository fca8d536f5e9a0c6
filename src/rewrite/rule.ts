import { Interval, childrenOf, constantOf, hasRows, type Node } from '../graph/index.ts';

/** What a rule may ask of what a variable stands for. */
interface AssumptionRow {
  readonly holds: (node: Node) => boolean;
  /** What it says, after the expression that it says it of. */
  readonly says: string;
  /** It chooses where the rule pays; the identity holds without it. */
  readonly choice?: true;
}

/** What a rule may ask of what its variables stand for; proved from ranges, or the rule is refused. */
export const assumptions = {
  positive: { holds: (n) => Interval.isPositive(n.range), says: '> 0' },
  nonNegative: { holds: (n) => Interval.isNonNegative(n.range), says: '≥ 0' },
  nonPositive: { holds: (n) => Interval.isNonPositive(n.range), says: '≤ 0' },
  negative: { holds: (n) => Interval.isNegative(n.range), says: '< 0' },
  nonZero: { holds: (n) => Interval.isNonZero(n.range), says: '≠ 0' },
  binary: { holds: (n) => Interval.isBinary(n.range), says: '∈ {0, 1}' },
  unit: { holds: (n) => Interval.isUnit(n.range), says: '∈ [0, 1]' },
  integer: { holds: (n) => n.range.integer, says: '∈ ℤ' },
  /** Not proved to be a whole number. */
  fraction: { holds: (n) => !n.range.integer, says: 'need not be whole', choice: true },
  /** Not proved to keep from 0. */
  mayVanish: {
    holds: (n) => constantOf(n) === undefined && !Interval.isNonZero(n.range),
    says: 'may be 0',
    choice: true,
  },
  /** In its domain, but not proved to keep from the bound at which a logarithm ends. */
  maybeZero: {
    holds: (n) => n.range.hi > 0 && !Interval.isNonZero(n.range),
    says: '≥ 0',
    choice: true,
  },
  maybeMinusOne: {
    holds: (n) => n.range.lo < -1 || (n.range.lo === -1 && !n.range.loOpen),
    says: '≥ −1',
    choice: true,
  },
  odd: {
    holds: (n) => Math.abs((constantOf(n) ?? 0) % 2) === 1,
    says: 'is odd',
  },
  even: {
    holds: (n) => constantOf(n) !== 0 && (constantOf(n) ?? 1) % 2 === 0,
    says: 'is even',
  },
  /** Not a number, nor made of numbers alone. */
  varying: { holds: (n) => !isMadeOfNumbers(n), says: 'is not a number', choice: true },
  /** The same for every row. */
  fixed: { holds: (n) => !variesByRow(n), says: 'is the same for every row', choice: true },
  perRow: { holds: (n) => variesByRow(n), says: 'varies by row', choice: true },
} satisfies Record<string, AssumptionRow>;

export type Assumption = keyof typeof assumptions;

export const assumptionRow = (name: Assumption): AssumptionRow => assumptions[name];

const isMadeOfNumbers = (n: Node): boolean =>
  n.kind === 'constant' || (n.kind !== 'symbol' && childrenOf(n).every(isMadeOfNumbers));

const variesByRow = (n: Node): boolean =>
  hasRows(n) && (n.kind !== 'contract' || n.labels.some((labels) => labels.includes(0)));

/** pattern → replacement, in the expression syntax of the language, where the assumptions are proved. */
export interface Rule {
  readonly name: string;
  readonly pattern: string;
  readonly replacement: string;
  readonly assuming?: Readonly<Record<string, Assumption | readonly Assumption[]>>;
  /** Tidies what other rules left: a derivation tells it only when asked to. */
  readonly minor?: true;
}
