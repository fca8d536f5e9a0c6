import { expect, test } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { evaluate, postorder, type Symbol, type Tensor } from '../../src/graph/index.ts';

test('the log of a product over an axis is a sum of logs, which does not underflow', () => {
  const { records } = analyse('param a: positive[3]\nloss -log(prod(a .^ 200))');
  const { objective, gradient } = records.at(-1)!.maths;
  const kinds = postorder([objective, ...gradient]).map((node) => node.kind);
  expect(kinds).not.toContain('reduce');
  const theta: Tensor = { shape: [3], values: [-1, -2, -3] };
  const valueOf = (_symbol: Symbol): Tensor => theta;
  const [value, slope] = evaluate([objective, ...gradient], { rows: 0, valueOf });
  expect(value?.values).toEqual([1200]);
  expect(slope?.values).toEqual([-200, -200, -200]);
});
