import { invariant, present } from '../../base/invariant.ts';
import type { ElementwiseName, Map } from '../../graph/index.ts';
import { condition, relation } from './build.ts';
import type { Formula, RelationSign } from './formula.ts';
import type { Written } from './written.ts';

const relations = {
  less: '<',
  lessEqual: '≤',
  greater: '>',
  greaterEqual: '≥',
  equal: '=',
  notEqual: '≠',
} satisfies { readonly [F in ElementwiseName]?: RelationSign };

type RelationName = keyof typeof relations;

export const isRelation = (fn: string): fn is RelationName => Object.hasOwn(relations, fn);

/** A comparison. */
export function writeRelation(n: Map, [a, b]: readonly Written[]): Formula {
  invariant(isRelation(n.fn) && a && b, 'a relation has two sides');
  return relation(a.formula, relations[n.fn], b.formula);
}

/** and, or, not, each of conditions. */
export function writeConnective(n: Map, args: readonly Written[]): Formula {
  const [a, b] = args.map((arg) => condition(arg.formula));
  if (n.fn === 'not') return { kind: 'not', of: present(a) };
  return relation(present(a), n.fn === 'and' ? '∧' : '∨', present(b));
}
