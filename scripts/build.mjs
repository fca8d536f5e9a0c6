// Compiles src/ to dist/ with declarations, and makes the command executable.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

function compile() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Removes what is left of sources that are gone: an incremental build keeps it. */
function prune() {
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const source = /^(.*?)(\.d\.ts|\.js)$/.exec(name)?.[1];
    if (source && !existsSync(join(root, 'src', `${source}.ts`))) rmSync(join(dist, name));
  }
}

compile();
prune();
chmodSync(join(dist, 'cli', 'main.js'), 0o755);
