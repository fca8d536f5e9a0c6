import { Interval, childrenOf, constantOf, hasRows, type Node } from '../graph/index.ts';

/** What a rule may ask of what its variables stand for; proved from ranges, or the rule is refused. */
export const assumptions = {
  positive: (n) => Interval.isPositive(n.range),
  nonNegative: (n) => Interval.isNonNegative(n.range),
  negative: (n) => Interval.isNegative(n.range),
  nonZero: (n) => Interval.isNonZero(n.range),
  binary: (n) => Interval.isBinary(n.range),
  unit: (n) => Interval.isUnit(n.range),
  integer: (n) => n.range.integer,
  /** In its domain, but not proved to keep from the bound at which a logarithm ends. */
  maybeZero: (n) => Interval.isNonNegative(n.range) && !Interval.isPositive(n.range),
  maybeMinusOne: (n) => n.range.lo === -1 && !n.range.loOpen,
  /** A label of an example: in [0, 1] for certain, or a column of the data, or the average of one. */
  label: (n) => Interval.isUnit(n.range) || isColumn(n) || isAverage(n),
  odd: (n) => Math.abs((constantOf(n) ?? 0) % 2) === 1,
  even: (n) => constantOf(n) !== 0 && (constantOf(n) ?? 1) % 2 === 0,
  /** Not a number, nor made of numbers alone. */
  varying: (n) => !isMadeOfNumbers(n),
  /** The same for every row. */
  fixed: (n) => !variesByRow(n),
  perRow: (n) => variesByRow(n),
} satisfies Record<string, (node: Node) => boolean>;

export type Assumption = keyof typeof assumptions;

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

const isColumn = (n: Node): boolean => n.kind === 'symbol' && n.role === 'data';

const variesByRow = (n: Node): boolean =>
  hasRows(n) && (n.kind !== 'contract' || n.labels.some((labels) => labels.includes(0)));

/** pattern → replacement, in the expression syntax of the language, where the assumptions are proved. */
export interface Rule {
  readonly name: string;
  readonly pattern: string;
  readonly replacement: string;
  readonly assuming?: Readonly<Record<string, Assumption | readonly Assumption[]>>;
}
