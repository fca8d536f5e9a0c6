import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format } from 'prettier';
import { compile } from '../../../src/compile.ts';
import { page } from '../../../src/page.ts';
import type { Produce } from '../../golden.ts';

/** The sections of a page that say how the derivatives come about, in lines. */
export const produce: Produce = async (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const compilation = compile(text, { name: `${basename(folder)}.fx` });
  const html = await page(compilation, compilation.derivation);
  const sections = html.match(/<section id="section-(?:definitions|chain-rule)".*?<\/section>/gs);
  const options = { parser: 'html', printWidth: 100 } as const;
  return new Map([['sections.html', await format(sections?.join('\n') ?? '', options)]]);
};
