import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { printDerivation } from '../../src/derivation/index.ts';

const text = readFileSync('examples/softmax-iris/softmax-iris.fx', 'utf8');

it('reads the same whether the module is made before the derivation or after it', async () => {
  const [first, second] = [compile(text), compile(text)];
  const early = printDerivation(first.derivation, 'json');
  const late = await second.module();
  expect(printDerivation(second.derivation, 'json')).toBe(early);
  expect(await first.module()).toBe(late);
});
