import { isPointwise, power, powerParts, type Contract, type Node } from '../../graph/index.ts';
import type { Solution } from '../../solve/index.ts';
import type { Sentence } from '../derivation.ts';
import type { Formula } from '../formula/formula.ts';
import { writeName } from '../maths/maths.ts';
import type { SolutionView } from './closed-form.ts';

/** What an estimate is called: the sample mean, the share of the rows, …; null where it has no name. */
export function inWords(view: SolutionView, solution: Solution): Sentence | null {
  if (solution.method === 'linear system') return null;
  const start = ['The estimate of ', writeName(view.maths, solution.parameter.name), ' is '];
  if (solution.method === 'simplex') return [...start, 'the share of each category in the counts.'];
  for (const [exponent, prefix] of prefixes) {
    const found = averageIn(view, power(view.model.graph, solution.value, exponent));
    if (found) return [...start, prefix, ...nameOf(found), '.'];
  }
  return null;
}

/** What an average is called whose power is the estimate. */
const prefixes: readonly (readonly [number, string])[] = [
  [1, ''],
  [2, 'the root of '],
  [-1, 'the reciprocal of '],
];

/** Σᵢ uᵢ·vᵢ/Σᵢ vᵢ; v is null where it is 1 for each row. */
interface Average {
  readonly of: Formula;
  readonly isColumn: boolean;
  readonly isBinary: boolean;
  readonly weight: { readonly formula: Formula; readonly isBinary: boolean } | null;
}

function nameOf({ of, isColumn, isBinary, weight }: Average): Sentence {
  if (!weight && isBinary) return ['the share of the rows where ', of, ' is 1'];
  if (!weight && isColumn) return ['the sample mean of ', of];
  const start: Sentence = ['the average of ', of, ' over the rows'];
  if (!weight) return start;
  return [
    ...start,
    ...(weight.isBinary
      ? [' where ', weight.formula, ' is 1']
      : [', weighted by ', weight.formula]),
  ];
}

function averageIn(view: SolutionView, node: Node): Average | null {
  if (node.kind !== 'contract' || !isPointwise(node) || node.args.length !== 2) return null;
  for (const [below, sum] of [node.args, node.args.toReversed()]) {
    const { base, exponent } = powerParts(below ?? node);
    if (exponent === -1 && sum && isRowSum(sum)) return averageOf(view, sum, base);
  }
  return null;
}

const isRowSum = (node: Node): node is Contract =>
  node.kind === 'contract' &&
  node.shape.length === 0 &&
  node.sizes.length === 1 &&
  node.sizes[0] === 'rows';

function averageOf({ total, write }: SolutionView, sum: Contract, below: Node): Average | null {
  const weights = below === total ? [] : isRowSum(below) ? below.args : null;
  const averaged = weights && sum.args.filter((arg) => !weights.includes(arg));
  const [only] = averaged ?? [];
  if (!weights || !averaged || !only || averaged.length + weights.length !== sum.args.length)
    return null;
  const [weight] = weights;
  const isColumn = averaged.length === 1 && only.kind === 'symbol' && only.role === 'data';
  const whole = write(sum);
  const of = averaged.length === 1 ? write(only) : whole.kind === 'total' ? whole.body : null;
  if (!of || weights.length > 1) return null;
  return {
    of,
    isColumn,
    isBinary: isColumn && only.domain.kind === 'binary',
    weight: weight
      ? { formula: write(weight), isBinary: weight.range.integer && weight.range.hi === 1 }
      : null,
  };
}
