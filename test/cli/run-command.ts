import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/run.ts';

export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What a run of the command came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `fluxion` in a folder, in this process, where the compiler is loaded: one run at a time. */
export async function fluxion(cwd: string, ...args: string[]): Promise<Outcome> {
  const home = process.cwd();
  process.chdir(cwd);
  try {
    return await capture(() => run(args));
  } finally {
    process.chdir(home);
  }
}

/** Runs, and keeps what is written to the outputs of the process. */
async function capture(body: () => Promise<number>): Promise<Outcome> {
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

interface Outputs {
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** Runs `fluxion` in a folder as a person would, in a process of its own, away from terminals. */
export const fluxionProcess = (cwd: string, ...args: string[]): Promise<Outcome> =>
  outcomeOf(start(cwd, ...args));

/** The same with a text on standard input, which stays open as that of a terminal does. */
export function fluxionReading(input: string | Buffer, cwd: string, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { cwd });
  child.stdin.write(input);
  return { child, outcome: outcomeOf(child) };
}

function outcomeOf(child: Pick<ChildProcess, 'on'> & Outputs): Promise<Outcome> {
  const outcome = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (outcome[name] += text));
  }
  return new Promise((resolve) => {
    child.on('close', (status) => {
      resolve({ status, ...outcome });
    });
  });
}

/** Starts `fluxion` for a test that has more to do with it than to read what it says. */
export const start = (cwd: string, ...args: string[]) =>
  spawn(process.execPath, [main, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
