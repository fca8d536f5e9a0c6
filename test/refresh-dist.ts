import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A file that a build writes after the types. */
const last = join(root, 'dist/cli/main.js');

/**
 * Builds before the tests what is older than its source. Its types are looked after by
 * `npm run typecheck`: a wrong one keeps no test from running.
 */
export default function refreshDist(): void {
  const built = statSync(last, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  if (!['', ...sources].some((name) => statSync(join(root, 'src', name)).mtimeMs > built)) return;
  spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'tsconfig.build.json')]);
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
}
