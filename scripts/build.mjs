// Finishes what tsc writes to dist/: takes in what is slow to import, and makes the command executable.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Removes what is left of sources that are gone: an incremental build keeps it. */
function prune() {
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const source = /^(.*?)(\.d\.ts|\.js)$/.exec(name)?.[1];
    if (source && !existsSync(join(root, 'src', `${source}.ts`))) rmSync(join(dist, name));
  }
}

/**
 * Puts the part of mathjs that is used in the place of the module that exports it: as one file it is
 * imported in 10 ms, as the thousand files of the package in 300 ms and more.
 */
async function takeInParser() {
  const { metafile } = await build({
    entryPoints: [join(root, 'src/syntax/mathjs-parser.ts')],
    outfile: join(dist, 'syntax/mathjs-parser.js'),
    ...{ bundle: true, minify: true, format: 'esm', platform: 'neutral', metafile: true },
    ...{ mainFields: ['module', 'main'], allowOverwrite: true, legalComments: 'none' },
    banner: { js: '/*! Parts of other packages, under the licences in ../licenses. */' },
  });
  const [bundle] = Object.values(metafile.outputs);
  copyLicences(
    packagesIn(
      Object.entries(bundle.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file]) => file),
    ),
  );
}

/** The names of the packages that files come from. */
const packagesIn = (files) =>
  new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));

/** Licences and notices go with what they are of. */
function copyLicences(packages) {
  const target = join(dist, 'licenses');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of [...packages].sort()) {
    writeFileSync(join(target, `${name.replace('/', '-')}.txt`), `${licenceOf(name)}\n`);
  }
}

/** The texts that a package has of its licence, or what it says of it. */
function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  if (texts.length > 0) {
    return texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  }
  const { license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} has no licence`);
  return `${name}: ${license}, ${author?.name ?? author}`;
}

prune();
await takeInParser();
chmodSync(join(dist, 'cli', 'main.js'), 0o755);
