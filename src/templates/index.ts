import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../base/invariant.ts';

/** Text of a file of `templates/`, which lies beside the sources and beside the built package alike. */
export function readTemplate(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates', name))) {
    invariant(dirname(folder) !== folder, `the template ${name} is missing`);
    folder = dirname(folder);
  }
  return readFileSync(join(folder, 'templates', name), 'utf8');
}
