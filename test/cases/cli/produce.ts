import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fluxion } from '../../cli/run-command.ts';
import type { Produce } from '../../golden.ts';

/** What the command says, on both of its outputs, and its exit status. */
export const produce: Produce = async (folder) => {
  const { args } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as {
    args: string[];
  };
  const { status, stdout, stderr } = await inCopy(folder, (copy) => fluxion(copy, ...args));
  const said = [
    `$ fluxion ${args.join(' ')}`,
    stdout.replace(/\d+\.\d+ s\)/g, '… s)'),
    stderr && `stderr:\n${stderr}`,
    `exit status ${status}\n`,
  ];
  return new Map([['output.txt', said.filter(Boolean).join('\n')]]);
};

/** Runs in a copy of the case, so that what is written goes there. */
async function inCopy<T>(folder: string, body: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'fluxion-case-'));
  try {
    const isInput = (path: string): boolean => !/[\\/](expected|case\.json)$/.test(path);
    cpSync(folder, copy, { recursive: true, filter: isInput });
    return await body(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
