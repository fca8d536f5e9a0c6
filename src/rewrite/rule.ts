import { Interval, childrenOf, constantOf, hasRows, type Node, type Role } from '../graph/index.ts';

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
  negative: { holds: (n) => Interval.isNegative(n.range), says: '< 0' },
  nonZero: { holds: (n) => Interval.isNonZero(n.range), says: '≠ 0' },
  binary: { holds: (n) => Interval.isBinary(n.range), says: '∈ {0, 1}' },
  unit: { holds: (n) => Interval.isUnit(n.range), says: '∈ [0, 1]' },
  integer: { holds: (n) => n.range.integer, says: '∈ ℤ' },
  /** In its domain, but not proved to keep from the bound at which a logarithm ends. */
  maybeZero: {
    holds: (n) => Interval.isNonNegative(n.range) && !Interval.isPositive(n.range),
    says: '≥ 0',
  },
  maybeMinusOne: {
    holds: (n) => n.range.lo === -1 && !n.range.loOpen,
    says: '≥ −1',
  },
  /** A label of an example: in [0, 1] for certain, or a column of the data, or the average of one. */
  label: {
    holds: (n) => Interval.isUnit(n.range) || isColumn(n) || isAverage(n),
    says: 'is a label',
    choice: true,
  },
  /** How many: a count, or data in sum over all rows, be it as an average. */
  tally: {
    holds: (n) => Interval.isNonNegative(n.range) && (n.range.integer || isTotalOfData(n)),
    says: 'is a count or a sum of data',
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

/** Σ y over the rows as a part of a product: with the number of rows beneath it, an average. */
const isAverage = (n: Node): boolean =>
  n.kind === 'contract' &&
  n.args.length === 2 &&
  n.args.some((arg) => arg.kind === 'map' && arg.fn === 'pow') &&
  n.args.some(
    (arg) => arg.kind === 'contract' && arg.args.length === 1 && arg.args.every(isColumn),
  );

const isTotalOfData = (n: Node): boolean =>
  n.kind === 'contract' && [n, ...n.args].some(isTotal) && isOfData(n);

const isTotal = (n: Node): boolean =>
  n.kind === 'contract' && n.shape.length < n.sizes.length && n.sizes.at(-1) === 'rows';

const isOfData = (n: Node): boolean =>
  n.kind === 'symbol' ? !isUnknown(n.role) : childrenOf(n).every(isOfData);

const isUnknown = (role: Role): boolean => role === 'theta' || role === 'parameter';

const isColumn = (n: Node): boolean => n.kind === 'symbol' && n.role === 'data';

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
