import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect } from 'vitest';

/** File names, with `/` between folders, and their texts. */
export type Files = ReadonlyMap<string, string>;

/**
 * Makes the files of a case from its folder. Each folder `test/cases/<area>` holds a `produce.ts`
 * that exports one as `produce`; every other folder in it is a case.
 */
export type Produce = (folder: string) => Files | Promise<Files>;

/** The folders in a folder, in order. */
export const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

/** The files below a folder; none if there is no such folder. */
export function readFiles(folder: string): Files {
  if (!statSync(folder, { throwIfNoEntry: false })) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
  return new Map(
    names.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')]),
  );
}

/**
 * Holds the files that a case produces against those in its `expected` folder: the names first, then
 * each text. `UPDATE=1` writes them instead, and is refused in continuous integration.
 */
export async function checkCase(folder: string, produce: Produce): Promise<void> {
  const produced = await produce(folder);
  const expected = join(folder, 'expected');
  if (process.env['UPDATE']) update(expected, produced);
  const files = readFiles(expected);
  expect([...produced.keys()].toSorted()).toEqual([...files.keys()]);
  for (const [name, text] of files) {
    expect(produced.get(name), relative(process.cwd(), join(expected, name))).toBe(text);
  }
}

function update(expected: string, produced: Files): void {
  if (process.env['CI']) throw new Error('expected files are not rewritten where CI is set');
  rmSync(expected, { recursive: true, force: true });
  for (const [name, text] of produced) {
    const path = join(expected, ...name.split('/'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
