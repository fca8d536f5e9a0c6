import { expect, test } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { postorder } from '../../src/graph/index.ts';

/** The elementwise functions that are left of a loss. */
function functionsOf(loss: string): Set<string> {
  const { records } = analyse(`param a: positive, x: real\nloss ${loss} + x^2`);
  const { objective } = records.at(-1)!.maths;
  return new Set(postorder([objective]).flatMap((node) => (node.kind === 'map' ? [node.fn] : [])));
}

test.each([
  ['lgamma((a + 1)/2) - lgamma(a/2)', 'lrising', 'lgamma'],
  ['digamma((a + 1)/2) - digamma(a/2)', 'digammaDifference', 'digamma'],
])('%s is seen as a sum though it is written as a multiple of one', (loss, found, gone) => {
  const functions = functionsOf(loss);
  expect(functions).toContain(found);
  expect(functions).not.toContain(gone);
});
