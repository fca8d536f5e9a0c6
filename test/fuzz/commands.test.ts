import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../cli/folder.ts';
import { readFiles } from '../golden.ts';
import { complaint, randomInput, runInput, wordsOf, type Input } from './commands.ts';
import { seedsFrom, timeout } from './searching.ts';

/** What is wrong with how the command of an input ends, and with what it was run. */
async function report(folder: string, input: Input): Promise<string | undefined> {
  const said = complaint(await runInput(folder, input));
  const { model, data } = input;
  return said && [`fluxion ${wordsOf(input).join(' ')}`, said, model, data].join('\n---\n');
}

describe('a command with a mistake works, or says by a code what is wrong', () => {
  it.each(seedsFrom(0, 8, 10))('$title', { timeout }, async ({ seeds }) => {
    const folder = makeFolder();
    for (const seed of seeds) {
      expect(await report(folder, randomInput(seed)), `seed ${seed}`).toBeUndefined();
    }
  });
});

describe('commands that once ended wrongly', () => {
  const files = readFiles(fileURLToPath(new URL('../corpus/commands', import.meta.url)));
  const names = [...files.keys()].filter((name) => name.endsWith('.fx'));

  it.each(names)('%s', async (name) => {
    const model = files.get(name)!;
    const [, words = ''] = /^# fluxion (.+)/.exec(model) ?? [];
    expect(words).not.toBe('');
    const command = words.split(' ').map((word) => `${word}\0`);
    const data = files.get(name.replace(/\.fx$/, '.csv')) ?? '';
    expect(await report(makeFolder(), { command: command.join(''), model, data })).toBeUndefined();
  });
});
