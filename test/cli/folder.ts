import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

type Texts = Readonly<Record<string, string>>;

/** A folder of its own for a test, with some files, removed after it. */
export function makeFolder(files: Texts = {}): string {
  const folder = newFolder(files);
  onTestFinished(() => remove(folder));
  return folder;
}

/** The same for all tests of the block that it is called in. */
export function sharedFolder(files: Texts = {}): string {
  const folder = newFolder(files);
  afterAll(() => remove(folder));
  return folder;
}

function newFolder(files: Texts): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const remove = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

export const line = `data x: real, y: real
param m: real, b: real
loss (m*x + b - y)^2
`;

export const lineData = 'x,y\n0,1\n1,3\n2,5\n3,7.5\n';
