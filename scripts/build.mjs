// Puts the package beside its types, which tsc writes to dist/: few files, the licences of what is taken in, and a command that can be run.
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

/** What users import or run; the rest goes into files that these share. */
const entryPoints = {
  index: join(root, 'src/index.ts'),
  'runtime/index': join(root, 'src/runtime/index.ts'),
  'cli/main': join(root, 'src/cli/main.ts'),
};

/** Who bundles the package has no folder to read templates from: their texts go into the files too. */
const templates = {
  name: 'templates',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]templates[\\/]index\.ts$/ }, () => {
      const folder = join(root, 'templates');
      const names = readdirSync(folder).filter((name) => !name.endsWith('.json'));
      const texts = names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
      return {
        contents: `const texts = new Map(${JSON.stringify(texts)});
          export const readTemplate = (name) => texts.get(name);`,
      };
    });
  },
};

/**
 * Joins the modules into few files: these are imported in a third of the time. What a command imports
 * when it needs it stays apart, and so do the packages that it depends on.
 */
async function bundle() {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { metafile } = await build({
    ...{ entryPoints, outdir: dist, chunkNames: 'chunks/[name]-[hash]', absWorkingDir: root },
    ...{ bundle: true, splitting: true, format: 'esm', metafile: true, charset: 'utf8' },
    ...{ platform: 'node', target: 'node20.19', mainFields: ['module', 'main'] },
    ...{ external: ['fluxion/runtime', ...Object.keys(dependencies)], legalComments: 'none' },
    plugins: [templates],
  });
  return metafile;
}

/** Says of each file that holds parts of other packages that it does, and gathers their licences. */
function tellLicences({ outputs }) {
  const all = new Set();
  for (const [file, { inputs }] of Object.entries(outputs)) {
    const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const packages = packagesIn(used.map(([source]) => source));
    if (packages.size === 0) continue;
    const notice = `/*! With parts of other packages, whose licences are in dist/licenses: ${[...packages].join(', ')}. */`;
    writeFileSync(join(root, file), `${notice}\n${readFileSync(join(root, file), 'utf8')}`);
    packages.forEach((name) => all.add(name));
  }
  copyLicences(all);
}

/** Removes what is left of former builds: files that this one has not made, types of sources that are gone. */
function prune({ outputs }) {
  const made = new Set(Object.keys(outputs).map((file) => join(root, file)));
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const file = join(dist, name);
    const source = /^(.*)\.d\.ts$/.exec(name)?.[1];
    const isGone = source && !existsSync(join(root, 'src', `${source}.ts`));
    if (isGone || (file.endsWith('.js') && !made.has(file))) rmSync(file);
  }
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

const metafile = await bundle();
prune(metafile);
tellLicences(metafile);
chmodSync(join(dist, 'cli', 'main.js'), 0o755);
