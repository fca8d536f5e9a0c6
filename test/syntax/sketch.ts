import type { Expression, Subscript } from '../../src/syntax/index.ts';

/** An expression as nested arrays without spans, to compare with what is expected. */
export type Sketch = number | string | readonly Sketch[];

export function sketch(expression: Expression): Sketch {
  return sketches[expression.kind](expression as never);
}

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const sketches: { readonly [K in Expression['kind']]: (e: ExpressionOf<K>) => Sketch } = {
  number: ({ value }) => value,
  reference: ({ name }) => name,
  call: ({ callee, args }) => ['call', callee.text, ...args.map(sketch)],
  operation: ({ operator, args }) => [operator, ...args.map(sketch)],
  conditional: (e) => ['if', sketch(e.condition), sketch(e.whenTrue), sketch(e.whenFalse)],
  array: ({ items }) => ['array', ...items.map(sketch)],
  index: ({ target, subscripts }) => ['index', sketch(target), ...subscripts.map(sketchSubscript)],
};

function sketchSubscript(subscript: Subscript): Sketch {
  if (subscript.kind === 'all') return ':';
  if (subscript.kind === 'at') return sketch(subscript.position);
  return ['range', sketch(subscript.from), sketch(subscript.to)];
}
