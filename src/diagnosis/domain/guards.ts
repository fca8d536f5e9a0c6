import { Interval, type Node } from '../../graph/index.ts';
import type { Expression, Operator } from '../../syntax/index.ts';

/** A comparison with a number that holds where an expression is reached. */
export interface Guard {
  readonly of: Expression;
  readonly within: Interval.Interval;
}

const below = (x: number): Interval.Interval => Interval.interval(-Infinity, x, ')');
const atMost = (x: number): Interval.Interval => Interval.interval(-Infinity, x);
const above = (x: number): Interval.Interval => Interval.interval(x, Infinity, '(');
const atLeast = (x: number): Interval.Interval => Interval.interval(x, Infinity);

type Bound = (x: number) => Interval.Interval;

/** What `a op x` says of a where it holds, and where it does not. */
const comparisons: { readonly [K in Operator]?: readonly [Bound, Bound] } = {
  less: [below, atLeast],
  lessEqual: [atMost, above],
  greater: [above, atMost],
  greaterEqual: [atLeast, below],
};

const mirrored: { readonly [K in Operator]?: Operator } = {
  less: 'greater',
  lessEqual: 'greaterEqual',
  greater: 'less',
  greaterEqual: 'lessEqual',
};

/** What a condition says of the expressions in it, where it is true or where it is false. */
export function guardsOf(condition: Expression, isTrue: boolean): Guard[] {
  if (condition.kind !== 'operation') return [];
  const { operator, args } = condition;
  const [left, right] = args;
  if (operator === 'not' && left) return guardsOf(left, !isTrue);
  if (operator === (isTrue ? 'and' : 'or')) return args.flatMap((arg) => guardsOf(arg, isTrue));
  if (!left || !right) return [];
  return [
    ...comparison(operator, left, right, isTrue),
    ...comparison(mirrored[operator], right, left, isTrue),
  ];
}

function comparison(
  operator: Operator | undefined,
  of: Expression,
  to: Expression,
  isTrue: boolean,
): Guard[] {
  const bounds = operator && comparisons[operator];
  const number = numberOf(to);
  return bounds && number !== undefined ? [{ of, within: bounds[isTrue ? 0 : 1](number) }] : [];
}

function numberOf(e: Expression): number | undefined {
  if (e.kind === 'number') return e.value;
  const [arg] = e.kind === 'operation' && e.operator === 'negate' ? e.args : [];
  return arg?.kind === 'number' ? -arg.value : undefined;
}

/** The ranges that guards give to nodes, in the k-th expansion of the expressions. */
export const knownBy = (
  guards: readonly Guard[],
  nodeOf: (e: Expression) => Node | undefined,
): ReadonlyMap<Node, Interval.Interval> => {
  const known = new Map<Node, Interval.Interval>();
  for (const { of, within } of guards) {
    const node = nodeOf(of);
    if (!node) continue;
    const earlier = known.get(node);
    known.set(node, earlier ? Interval.intersect(earlier, within) : within);
  }
  return known;
};
