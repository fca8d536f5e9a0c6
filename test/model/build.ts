import {
  evaluate,
  verifyGraph,
  type Node,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';
import { buildModel, type ModelGraph, type ModelOptions } from '../../src/model/index.ts';
import { parseModel } from '../../src/syntax/index.ts';

/** A number, a vector, a matrix, or an array of more axes. */
export type Nested = number | readonly Nested[];

/** Values by name: of a column, one for each row. */
export type Values = Readonly<Record<string, Nested>>;

export const modelOf = (text: string, options?: ModelOptions): ModelGraph =>
  buildModel(parseModel({ name: 'model.fx', text }), options);

export const flat = (value: Nested): number[] =>
  typeof value === 'number' ? [value] : value.flatMap(flat);

export const shapeOf = (value: Nested): number[] =>
  typeof value === 'number' ? [] : [value.length, ...shapeOf(value[0] ?? 0)];

/** The value of a node; the node is verified first. The total weight is the number of rows unless given. */
export function valueOf(node: Node, values: Values, rows = 0): Tensor {
  verifyGraph([node]);
  const all: Values = { totalWeight: rows, ...values };
  const lookup = ({ name }: Symbol): Tensor => {
    const value = all[name];
    if (value === undefined) throw new Error(`the test gives no value for ${name}`);
    return { shape: shapeOf(value), values: flat(value) };
  };
  const [tensor] = evaluate([node], { rows, valueOf: lookup });
  if (!tensor) throw new Error('evaluation gives one tensor for each root');
  return tensor;
}

export const numberOf = (node: Node, values: Values, rows = 0): number =>
  valueOf(node, values, rows).values[0] ?? NaN;

/** The node of an expression over parameters of the shapes of some values, after other statements. */
export function expressionOf(text: string, values: Values, before: readonly string[] = []): Node {
  const declared = Object.entries(values).map(([name, value]) => {
    const shape = shapeOf(value);
    return `param ${name}: real${shape.length > 0 ? `[${shape.join(', ')}]` : ''}`;
  });
  const used = Object.keys(values).map((name) => `sum(${name})`);
  const penalty = `penalty ${['0', ...used].join(' + ')}`;
  const model = modelOf([...declared, ...before, `result = ${text}`, penalty].join('\n'));
  const result = model.definitions.find((d) => d.name === 'result');
  if (!result) throw new Error('a definition is kept');
  return result.node;
}

export const evaluated = (text: string, values: Values, before: readonly string[] = []): Tensor =>
  valueOf(expressionOf(text, values, before), values);
