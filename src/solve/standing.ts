import { type Factor } from '../graph/index.ts';
import type { Reason } from './closed-form.ts';

const isCondition = ({ node }: Factor): boolean =>
  node.kind === 'map' && node.rule.condition === true;

/** Of the factors that a parameter stands in, one that says why it is not solved: a function before a comparison. */
export function standingIn(factors: readonly Factor[]): Reason | null {
  const telling = factors.find((factor) => !isCondition(factor)) ?? factors[0];
  return telling ? { kind: 'function', node: telling.node } : null;
}
