import type { Expression } from '../../lower/loops.ts';
import { isNegative } from './number.ts';

/**
 * The expression whose negative this one is, where it has a minus sign at its front: b for `-1 * b`,
 * `2 * b` for `-2 * b`. Signs are exact in floating point, so nothing is rounded differently.
 */
export function negated(e: Expression): Expression | null {
  if (e.kind === 'number') return isNegative(e.value) ? { ...e, value: -e.value } : null;
  if (e.kind === 'unary') return e.operator === '-' ? e.value : null;
  if (e.kind !== 'binary' || (e.operator !== '*' && e.operator !== '/')) return null;
  const left = negated(e.left);
  if (left === null) return null;
  return e.operator === '*' && isOne(left) ? e.right : { ...e, left };
}

/** `a - b` for `a + -b`, `b - a` for `-a + b`, `a + b` for `a - -b`, `-b` for `-1 * b`. */
export function withSignsMoved(e: Expression): Expression {
  if (e.kind !== 'binary') return e;
  if (e.operator === '+') return sumWithSignsMoved(e);
  const right = negated(e.right);
  if (e.operator === '-') return right ? { ...e, operator: '+', right } : e;
  const value = negated(e);
  return value && isMinusOne(e.left) ? { kind: 'unary', operator: '-', value } : e;
}

function sumWithSignsMoved(e: Expression & { kind: 'binary' }): Expression {
  const right = negated(e.right);
  if (right) return { ...e, operator: '-', right };
  const left = negated(e.left);
  return left ? { ...e, operator: '-', left: e.right, right: left } : e;
}

const isOne = (e: Expression): boolean => e.kind === 'number' && e.value === 1;
const isMinusOne = (e: Expression): boolean => e.kind === 'number' && e.value === -1;
