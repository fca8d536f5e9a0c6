import { present } from '../../base/invariant.ts';
import { hasRows, innerShape, type Node } from '../../graph/index.ts';
import { fail, type Application, type Operand } from '../context.ts';
import { isNumeric } from '../elementwise.ts';
import { describe, rankOf } from '../quantity.ts';
import { staticNumber } from '../static.ts';

/** What an argument of a function may be. */
export type Kind = 'number' | 'vector' | 'matrix';

const ranks: Readonly<Record<Kind, number>> = { number: 0, vector: 1, matrix: 2 };

/** The nodes of the arguments where each is of one of its kinds; reports the first that is not. */
export function nodesOf(
  a: Application,
  ...kinds: readonly (readonly Kind[])[]
): readonly Node[] | undefined {
  if (!isNumeric(a)) return undefined;
  const wrong = a.operands.findIndex(
    ({ quantity }, k) => !present(kinds[k]).some((kind) => ranks[kind] === rankOf(quantity)),
  );
  if (wrong >= 0) return failKind(a, present(a.operands[wrong]), present(kinds[wrong]));
  return a.operands.map((operand) => operand.quantity.node);
}

function failKind(
  a: Application,
  { quantity, text, span }: Operand,
  kinds: readonly Kind[],
): undefined {
  const wanted = kinds.map((kind) => `a ${kind}`).join(' or ');
  const message = `\`${a.name}\` takes ${wanted}: ${text} is ${describe(quantity)}`;
  return fail(a.context, 'argumentShape', message, span);
}

/** The whole number that an argument is when the model is built; reports where it is none. */
export function wholeNumber(a: Application, position: number, least: number): number | undefined {
  const { quantity, text, span } = present(a.operands[position]);
  const value = staticNumber(quantity.node);
  if (value !== undefined && Number.isInteger(value) && value >= least) return value;
  const bound = least === -Infinity ? '' : ` from ${least}`;
  const message = `\`${a.name}\` takes a whole number${bound} that is known when the model is built: ${text}`;
  return fail(a.context, 'notConstant', message, span);
}

/** The axes of a node without the data axis. */
export const innerAxes = (node: Node): number[] =>
  innerShape(node).map((_, axis) => axis + (hasRows(node) ? 1 : 0));
