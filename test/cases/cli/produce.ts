import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';
import type { Produce } from '../../golden.ts';

/** What the command says, on both of its outputs, and its exit status. */
export const produce: Produce = async (folder) => {
  const { args } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as {
    args: string[];
  };
  const { status, stdout, stderr } = await inCopy(folder, () => capture(() => run(args)));
  const said = [
    `$ fluxion ${args.join(' ')}`,
    stdout.replace(/\d+\.\d+ s\)/g, '… s)'),
    stderr && `stderr:\n${stderr}`,
    `exit status ${status}\n`,
  ];
  return new Map([['output.txt', said.filter(Boolean).join('\n')]]);
};

/** Runs in a copy of the case, so that what is written goes there. */
async function inCopy<T>(folder: string, body: () => Promise<T>): Promise<T> {
  const home = process.cwd();
  const place = mkdtempSync(join(tmpdir(), 'fluxion-case-'));
  try {
    const isInput = (path: string): boolean => !/[\\/](expected|case\.json)$/.test(path);
    cpSync(folder, place, { recursive: true, filter: isInput });
    process.chdir(place);
    return await body();
  } finally {
    process.chdir(home);
    rmSync(place, { recursive: true });
  }
}

/** Runs, and keeps what is written to the outputs of the process. */
async function capture(body: () => Promise<number>) {
  const { stdout, stderr } = process;
  const writes = { stdout: stdout.write.bind(stdout), stderr: stderr.write.bind(stderr) };
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array) => {
      said[name] += String(chunk);
      return true;
    };
  }
  try {
    return { status: await body(), ...said };
  } finally {
    stdout.write = writes.stdout;
    stderr.write = writes.stderr;
  }
}
