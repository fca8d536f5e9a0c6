import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCase, foldersIn, type Produce } from './golden.ts';

const cases = fileURLToPath(new URL('./cases', import.meta.url));

for (const area of foldersIn(cases)) {
  const { produce } = (await import(`./cases/${area}/produce.ts`)) as { produce: Produce };
  describe(area, () => {
    it('has cases and nothing else beside them', () => {
      const entries = readdirSync(join(cases, area)).filter((entry) => entry !== 'produce.ts');
      expect(entries.length).toBeGreaterThan(0);
      expect(entries.toSorted()).toEqual(foldersIn(join(cases, area)));
    });
    it.each(foldersIn(join(cases, area)))('%s', (name) =>
      checkCase(join(cases, area, name), produce),
    );
  });
}
