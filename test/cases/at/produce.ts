import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellLine } from '../../../src/cli/tell-line.ts';
import type { Produce } from '../../golden.ts';

interface Case {
  readonly example: string;
  /** What the lines begin with, by the files that tell of them. */
  readonly lines: Readonly<Record<string, string>>;
}

/** What is told of the first line of an example's module that begins with a text; without its number. */
export const produce: Produce = async (folder) => {
  const { example, lines } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case;
  const model = `examples/${example}/${example}.fx`;
  const module = `generated/${example}.ts`;
  const code = readFileSync(module, 'utf8').split('\n');
  const told = Object.entries(lines).map(async ([name, start]): Promise<[string, string]> => {
    const line = code.findIndex((text) => text.trimStart().startsWith(start)) + 1;
    const at = { module, line, column: null };
    const source = { name: model, text: readFileSync(model, 'utf8') };
    const text = await tellLine(source, { at, format: 'text', dims: {}, minor: false });
    return [`${name}.txt`, text.replaceAll(`${module}:${line}`, `${module}:…`)];
  });
  return new Map(await Promise.all(told));
};
