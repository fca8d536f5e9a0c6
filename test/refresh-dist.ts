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
  if (!sources().some((name) => statSync(join(root, name)).mtimeMs > built)) return;
  spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'tsconfig.build.json')]);
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
}

/** What a build reads, and the folders, which tell what is gone. */
const sources = (): string[] => [
  ...['src', 'templates'].flatMap((folder) => [
    folder,
    ...readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  ]),
  ...['package.json', 'scripts/build.mjs'],
];
