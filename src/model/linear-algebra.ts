import { present } from '../base/invariant.ts';
import { einsum, identity, innerShape, multiply, type Graph, type Node } from '../graph/index.ts';
import { fail, type Application, type Operand, type Rule } from './context.ts';
import { elementwise, isNumeric } from './elementwise.ts';
import { describe, isScalar, quantity, rankOf, type Quantity } from './quantity.ts';
import { staticNumber } from './static.ts';

/** What stands on one side of `*`. */
type Form = 'number' | 'vector' | 'row' | 'matrix' | 'array';

const forms: readonly Form[] = ['number', 'vector', 'matrix'];

const formOf = (q: Quantity): Form => (q.row ? 'row' : (forms[rankOf(q)] ?? 'array'));

interface Product {
  readonly formula: string;
  readonly row?: true;
}

/** The products of linear algebra; two vectors have their dot product, as in mathjs. */
const products: Readonly<Record<string, Product>> = {
  'vector vector': { formula: 'i,i->' },
  'row vector': { formula: 'i,i->' },
  'vector row': { formula: 'i,j->ij' },
  'matrix vector': { formula: 'ij,j->i' },
  'vector matrix': { formula: 'i,ij->j' },
  'row matrix': { formula: 'i,ij->j', row: true },
  'matrix matrix': { formula: 'ij,jk->ik' },
};

const pair = (a: Application): readonly [Operand, Operand] => [
  present(a.operands[0]),
  present(a.operands[1]),
];

/** `a * b`. */
export const linearProduct: Rule = (a) => {
  const [left, right] = pair(a);
  if (isScalar(left.quantity) || isScalar(right.quantity)) return elementwise(a, multiply);
  if (!isNumeric(a)) return undefined;
  const rule = products[`${formOf(left.quantity)} ${formOf(right.quantity)}`];
  const nodes = [left, right].map((operand) => operand.quantity.node);
  return rule && sharedAxesFit(rule.formula, nodes)
    ? quantity(einsum(a.context.g, rule.formula, ...nodes), rule.row)
    : failProduct(a, left, right);
};

/** Whether an axis that the arguments share has one length. */
function sharedAxesFit(formula: string, nodes: readonly Node[]): boolean {
  const sizes = new Map<string, number>();
  const inputs = present(formula.split('->')[0]).split(',');
  return inputs.every((letters, k) =>
    [...letters].every((letter, axis) => {
      const size = present(innerShape(present(nodes[k]))[axis]);
      const known = sizes.get(letter) ?? size;
      sizes.set(letter, known);
      return known === size;
    }),
  );
}

function failProduct(a: Application, left: Operand, right: Operand): undefined {
  const message = `\`*\` does not fit: ${left.text} is ${describe(left.quantity)}, ${right.text} is ${describe(right.quantity)}`;
  return fail(a.context, 'productShape', message, a.span, productHelp(left, right));
}

function productHelp(left: Operand, right: Operand): string {
  const [l, r] = [innerShape(left.quantity.node), innerShape(right.quantity.node)];
  if (right.quantity.row) return "without `'` a vector is a column";
  if (String(l) === String(r)) return '`.*` multiplies element by element';
  if (l.length === 2 && l[0] === r[0]) return `a transpose fits: ${transposedText(left)}`;
  return 'the last axis of the left side is as long as the first axis of the right side';
}

/** ``W`` with the sign of its transpose. */
const transposedText = ({ text }: Operand): string =>
  /^`[\p{L}\d_]+`$/u.test(text) ? `${text.slice(0, -1)}'\`` : `\`(${text.slice(1, -1)})'\``;

/** `a'`: a vector becomes a row and a row a vector; a matrix is transposed. */
export const transpose: Rule = (a) => {
  if (!isNumeric(a)) return undefined;
  const only = present(a.operands[0]);
  const q = only.quantity;
  if (isScalar(q)) return q;
  if (rankOf(q) === 1) return quantity(q.node, !q.row);
  if (rankOf(q) === 2) return quantity(einsum(a.context.g, 'ij->ji', q.node));
  const message = `\`'\` transposes a vector or a matrix: ${only.text} is ${describe(q)}`;
  return fail(a.context, 'argumentShape', message, a.span);
};

/** `a / b`: by a number. */
export const quotient =
  (divide: Rule): Rule =>
  (a) => {
    const [, right] = pair(a);
    if (isScalar(right.quantity)) return divide(a);
    const message = `\`/\` divides by a number: ${right.text} is ${describe(right.quantity)}`;
    const help = '`./` divides element by element';
    return fail(a.context, 'divisionByArray', message, a.span, help);
  };

/** The greatest exponent that a product of matrices is written out for. */
const greatestPower = 1024;

/** `a ^ b`: of numbers, or a square matrix to a whole power. */
export const powerOf =
  (pow: Rule): Rule =>
  (a) => {
    const [base, exponent] = pair(a);
    if (isScalar(base.quantity) && isScalar(exponent.quantity)) return pow(a);
    if (!isNumeric(a)) return undefined;
    const n = staticNumber(exponent.quantity.node);
    return n !== undefined && isMatrixExponent(n) && isSquare(base.quantity)
      ? quantity(matrixPower(a.context.g, base.quantity.node, n))
      : failPower(a, base, exponent);
  };

const isMatrixExponent = (n: number): boolean =>
  Number.isInteger(n) && n >= 0 && n <= greatestPower;

export const isSquare = (q: Quantity): boolean => {
  const [rows, columns] = innerShape(q.node);
  return rankOf(q) === 2 && rows === columns;
};

function failPower(a: Application, base: Operand, exponent: Operand): undefined {
  const message = `\`^\` raises numbers, and square matrices to whole powers: ${base.text} is ${describe(base.quantity)}, ${exponent.text} is ${describe(exponent.quantity)}`;
  return fail(a.context, 'powerOfArray', message, a.span, '`.^` raises element by element');
}

/** By repeated squaring. */
function matrixPower(g: Graph, base: Node, n: number): Node {
  const size = present(innerShape(base)[0]);
  if (n === 0) return identity(g, size);
  if (n === 1) return base;
  const half = matrixPower(g, base, Math.floor(n / 2));
  const even = einsum(g, 'ij,jk->ik', half, half);
  return n % 2 === 0 ? even : einsum(g, 'ij,jk->ik', even, base);
}
