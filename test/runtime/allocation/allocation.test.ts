import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../cli/folder.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * V8 compiles at fixed counts of calls, in this thread, and collects nothing that is measured: the same
 * bytes each time.
 */
const flags = [
  ...['--expose-gc', '--single-threaded', '--hash-seed=1', '--random-seed=1'],
  ...['--min-semi-space-size=64', '--max-semi-space-size=64'],
];

/** A number that is returned may be in a box of 16 bytes. The smallest object takes 24. */
const oneBox = 24;
/** A step on all rows also records an epoch, and a line search is many functions: far less than a vector of 3,200. */
const someBoxes = 400;

describe('a step allocates nothing', () => {
  const outfile = join(sharedFolder(), 'measure.mjs');
  buildSync({
    entryPoints: [at('measure.ts')],
    alias: { 'fluxion/runtime': at('../../../src/runtime/index.ts') },
    ...{ bundle: true, platform: 'node', format: 'esm', outfile },
  });

  // Each in a process of its own: code that has seen several optimizers, or data of several forms, boxes numbers.
  const measured = <T>(...args: string[]): T =>
    JSON.parse(
      execFileSync(process.execPath, [...flags, outfile, ...args], { encoding: 'utf8' }),
    ) as T;

  it('is measured', () => {
    expect(measured('wasteful')).toBeGreaterThan(oneBox);
  });

  const [, ...cases] = measured<string[]>();
  it.each(cases)('%s', (name) => {
    const most = name.startsWith('all rows') ? someBoxes : oneBox;
    expect(measured(name)).toBeLessThan(most);
  });
});
