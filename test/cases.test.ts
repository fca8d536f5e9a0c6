import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkCase, foldersIn, type Produce } from './golden.ts';

const cases = fileURLToPath(new URL('./cases', import.meta.url));

const producer = async (area: string): Promise<Produce> =>
  ((await import(`./cases/${area}/produce.ts`)) as { produce: Produce }).produce;

describe.each(foldersIn(cases))('%s', (area) => {
  const folders = foldersIn(join(cases, area));

  it('has cases and nothing else beside them', () => {
    const entries = readdirSync(join(cases, area)).filter((entry) => entry !== 'produce.ts');
    expect(folders).not.toEqual([]);
    expect(entries.toSorted()).toEqual(folders);
  });

  it.each(folders)('%s', async (name) => {
    await checkCase(join(cases, area, name), await producer(area));
  });
});
