import { invariant, present } from '../../base/invariant.ts';
import { postorder, type ElementwiseName, type Map } from '../../graph/index.ts';
import { condition, number, plus, relation, sum, termsOf } from './build.ts';
import type { Formula, RelationSign, Term } from './formula.ts';
import { writeDifference } from './from-sum.ts';
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

/** A comparison; one of positions has the indices on its sides and counts them alike. */
export function writeRelation(n: Map, [a, b]: readonly Written[]): Formula {
  invariant(isRelation(n.fn) && a && b, 'a relation has two sides');
  const sign = relations[n.fn];
  return n.args.some(hasPosition) ? ofPositions(sign, a, b) : relation(a.formula, sign, b.formula);
}

const hasPosition = (arg: Map['args'][number]): boolean =>
  postorder([arg]).some((node) => node.kind === 'ramp');

/** Of whole numbers: k − j ≤ −1 is k < j. */
function ofPositions(sign: RelationSign, a: Written, b: Written): Formula {
  const terms = termsOf(writeDifference(a, b).formula);
  const constant = terms.reduce((c, term) => c + valueOf(term), 0);
  const indices = terms.filter((term) => term.formula.kind !== 'number');
  const left = sum(indices.filter((term) => !term.negative));
  const right = sum(
    indices.filter((term) => term.negative).map((t) => ({ ...t, negative: false })),
  );
  const strict = strictOf[sign];
  if (strict?.constant === constant) return relation(left, strict.sign, right);
  const shifted = constant === 0 ? right : plus(...withoutZero(right), number(-constant));
  return relation(left, sign, flatten(shifted));
}

const valueOf = ({ negative, formula }: Term): number =>
  formula.kind === 'number' ? (negative ? -formula.value : formula.value) : 0;

const withoutZero = (f: Formula): Formula[] => (f.kind === 'number' && f.value === 0 ? [] : [f]);

const flatten = (f: Formula): Formula =>
  f.kind === 'sum'
    ? sum(
        f.terms.flatMap((term) =>
          termsOf(term.formula).map((inner) => ({
            ...inner,
            negative: inner.negative !== term.negative,
          })),
        ),
      )
    : f;

/** a + 1 ≤ b is a < b. */
const strictOf: {
  readonly [S in RelationSign]?: { readonly constant: number; readonly sign: RelationSign };
} = { '≤': { constant: 1, sign: '<' }, '≥': { constant: -1, sign: '>' } };

/** and, or, not, each of conditions. */
export function writeConnective(n: Map, args: readonly Written[]): Formula {
  const [a, b] = args.map((arg) => condition(arg.formula));
  if (n.fn === 'not') return { kind: 'not', of: present(a) };
  return relation(present(a), n.fn === 'and' ? '∧' : '∨', present(b));
}
