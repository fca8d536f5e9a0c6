import { present } from '../base/invariant.ts';
import { cover } from '../base/source.ts';
import { apply, innerShape, sameShape, type Graph, type Node } from '../graph/index.ts';
import { fail, type Application, type Rule } from './context.ts';
import { describe, isScalar, quantity, type Quantity } from './quantity.ts';

export type Build = (g: Graph, ...args: Node[]) => Node;

/** The builder of a row of the elementwise table. */
export const row =
  (name: string): Build =>
  (g, ...args) => {
    const fn = present(g.named(name), `there is an elementwise function ${name}`);
    return apply(g, fn, ...args);
  };

/** A function that acts element by element. */
export const byElement =
  (build: Build): Rule =>
  (application) =>
    elementwise(application, build);

/** Applies a function element by element: the arguments are numbers or have one shape. */
export function elementwise(a: Application, build: Build): Quantity | undefined {
  if (!isNumeric(a) || !haveOneShape(a)) return undefined;
  const quantities = a.operands.map((operand) => operand.quantity);
  const arrays = quantities.filter((q) => !isScalar(q));
  const isRow = arrays.length > 0 && arrays.every((q) => q.row);
  return quantity(build(a.context.g, ...quantities.map((q) => q.node)), isRow);
}

/** Whether no argument is a category; reports the first that is. */
export function isNumeric({ context, operands, name }: Application): boolean {
  const category = operands.find((operand) => operand.quantity.categories !== null);
  if (category) {
    const help = 'a category is a subscript, `E[s]`, or the subject of `categorical`';
    const message = `${category.text} is a category, and \`${name}\` takes numbers`;
    fail(context, 'categoryInArithmetic', message, category.span, help);
  }
  return category === undefined;
}

function haveOneShape({ context, operands, name }: Application): boolean {
  const arrays = operands.filter((operand) => !isScalar(operand.quantity));
  const [first] = arrays;
  const other = first && arrays.find((each) => !alike(each.quantity, first.quantity));
  if (!first || !other) return true;
  const message = `\`${name}\` needs one shape: ${first.text} is ${describe(first.quantity)}, ${other.text} is ${describe(other.quantity)}`;
  const help =
    first.quantity.row === other.quantity.row
      ? undefined
      : "a vector `x` is a column, and `x'` a row";
  fail(context, 'shapeMismatch', message, cover(first.span, other.span), help);
  return false;
}

const alike = (a: Quantity, b: Quantity): boolean =>
  a.row === b.row && sameShape(innerShape(a.node), innerShape(b.node));
