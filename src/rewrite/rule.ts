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
  /** A label of an example: in [0, 1] for certain, or a column of the data. */
  label: (n) => Interval.isUnit(n.range) || isColumn(n),
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
