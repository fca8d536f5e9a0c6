import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the house: a room imports lower floors only', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint({ cwd: root });
  });

  /** The rules that a file of a room would break. */
  const broken = async (filePath: string, code: string): Promise<(string | null)[]> => {
    const [result] = await eslint.lintText(`${code}\n`, { filePath });
    return (result?.messages ?? []).map((message) => message.ruleId);
  };

  it.each([
    ['graph', 'lower', "export * from '../lower/program.ts';"],
    ['rewrite', 'calculus on its own floor', "export * from '../calculus/index.ts';"],
    [
      'runtime',
      'the graph',
      "import type { Node } from '../graph/index.ts';\nexport type N = Node;",
    ],
    ['emit', 'derivation on its own floor', "export * from '../derivation/index.ts';"],
    ['solve', 'lower on its own floor', "export * from '../lower/index.ts';"],
    ['diagnosis', 'lower on its own floor', "export * from '../lower/program.ts';"],
    ['lower', 'the passes, lazily', "export const late = () => import('../compile.ts');"],
    ['compile.ts', 'the oracle', "export * from './oracle/index.ts';"],
    ['oracle', 'the graph', "export * from '../graph/index.ts';"],
    ['oracle', 'the distributions', "export * from '../model/index.ts';"],
  ])('%s does not import %s', async (room, _, code) => {
    const file = room.endsWith('.ts') ? `src/${room}` : `src/${room}/x.ts`;
    expect(await broken(file, code)).toContain('boundaries/dependencies');
  });

  it.each([
    ['lower', "export * from '../graph/index.ts';"],
    ['graph', "export * from './node.ts';"],
    ['solve', "export * from '../calculus/index.ts';"],
    ['cli', "export * from '../compile.ts';"],
    ['cli', "export * from '../oracle/index.ts';"],
  ])('%s imports what lies below it', async (room, code) => {
    expect(await broken(`src/${room}/x.ts`, code)).toEqual([]);
  });

  it('keeps Node out of the runtime', async () => {
    const code = "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;";
    expect(await broken('src/runtime/x.ts', code)).toEqual(['no-restricted-imports']);
    expect(await broken('src/runtime/x.ts', 'export const p = process;')).toEqual([
      'no-restricted-globals',
    ]);
  });
});
