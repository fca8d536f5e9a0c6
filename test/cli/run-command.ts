import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** What a run of the command came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `fluxion` in a folder as a person would, away from terminals. */
export function fluxion(cwd: string, ...args: string[]): Promise<Outcome> {
  const child = start(cwd, ...args);
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
