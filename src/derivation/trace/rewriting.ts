import type { Interval, Node } from '../../graph/index.ts';
import {
  assumptionRow,
  type Condition,
  type Rule,
  type StructuralRule,
} from '../../rewrite/index.ts';
import { readFormula } from '../../syntax/index.ts';
import type { Sentence } from '../derivation.ts';
import { equals } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOfExpression } from '../formula/from-expression.ts';
import { declarationOf } from '../../runtime/domain-syntax.ts';
import type { Discharge } from './traced.ts';
import type { Writer } from './writer.ts';

/** `log(a·b) = log a + log b for a > 0`, as the row of the rule says it. */
export function identityOf(row: Rule | StructuralRule): Sentence {
  if ('identity' in row) return [row.identity];
  const { pattern, replacement, assuming = {} } = row;
  const write = (text: string): Formula =>
    formulaOfExpression(readFormula(text), { lookup: () => undefined, axes: [] });
  const conditions = Object.entries(assuming).flatMap(([variable, assumed]) => {
    const says = [assumed].flat().map(assumptionRow).filter(isNeeded);
    return says.length > 0 ? [`${variable} ${says.map((row) => row.says).join(' and ')}`] : [];
  });
  const where = conditions.length > 0 ? [`, for ${conditions.join(', ')}`] : [];
  return [equals(write(pattern), write(replacement)), ...where];
}

/** A condition with its proof; what is plain of a number needs none. */
export function discharge(w: Writer, { assumption, of }: Condition): Discharge[] {
  const row = assumptionRow(assumption);
  if (of.kind === 'constant' || !isNeeded(row)) return [];
  return [{ of: w.write(of), says: row.says, because: proofOf(of) }];
}

const isNeeded = ({ choice }: { readonly choice?: true }): boolean => choice !== true;

const proofOf = (node: Node): string =>
  node.kind === 'symbol'
    ? `declared ${declarationOf(node.domain)}`
    : `its values lie in ${intervalText(node.range)}`;

/** `(0, ∞)`; of whole numbers `{0, 1, …}`. */
function intervalText({ lo, hi, loOpen, hiOpen, integer }: Interval.Interval): string {
  if (integer && lo === 0 && hi === 1) return '{0, 1}';
  const open = loOpen || lo === -Infinity ? '(' : '[';
  const close = hiOpen || hi === Infinity ? ')' : ']';
  const whole = integer ? ', and are whole' : '';
  return `${open}${numberText(lo)}, ${numberText(hi)}${close}${whole}`;
}

const numberText = (x: number): string => String(x).replace('Infinity', '∞').replace('-', '−');
