import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve, sep } from 'node:path';
import { Command } from 'commander';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { writeWhole } from './files.ts';
import { firstData, firstModel, scripts } from './first-model.ts';
import { packageFolder } from './package.ts';

export const initCommand = (): Command =>
  new Command('init')
    .description('write a first model, its data and package scripts; overwrites nothing')
    .argument('[folder]', 'where they go', '.')
    .action(run);

function run(folder: string): void {
  const files = { 'line.fx': firstModel, 'line.csv': firstData };
  const paths = Object.keys(files).map((name) => join(folder, name));
  refuse(paths.filter((path) => existsSync(path)));
  for (const [name, text] of Object.entries(files)) writeWhole(join(folder, name), [text]);
  const manifest = join(folder, 'package.json');
  const isKept = existsSync(manifest);
  if (!isKept) writeWhole(manifest, [manifestOf(folder)]);
  const written = isKept ? paths : [...paths, manifest];
  process.stdout.write(`${[...written, isKept ? advice(manifest) : next(folder)].join('\n')}\n`);
}

function refuse(existing: readonly string[]): void {
  if (existing.length === 0) return;
  throw new FluxionError(
    existing.map((path) =>
      diagnostic('existingFile', `${path} is there already, and nothing is overwritten`),
    ),
  );
}

function manifestOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const manifest = { name: name || 'models', private: true, type: 'module', scripts };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const advice = (manifest: string): string =>
  `\n${manifest} is kept as it is; scripts for it:\n${JSON.stringify(scripts, null, 2)}`;

/** A path as a shell takes it. */
const quoted = (path: string): string =>
  /^[\p{L}\p{N}_./@:+-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

function next(folder: string): string {
  const enter = folder === '.' ? [] : [`cd ${quoted(folder)}`];
  const install = isInstalledFor(folder) ? [] : [`npm install --save-dev ${installable(folder)}`];
  return `\nNext:\n${[...enter, ...install, 'npm run fit'].map((line) => `  ${line}`).join('\n')}`;
}

/** Whether the scripts of a folder find the command, in its own packages or in those of a folder above. */
function isInstalledFor(folder: string): boolean {
  try {
    createRequire(join(resolve(folder), 'package.json')).resolve('fluxion/package.json');
    return true;
  } catch {
    return false;
  }
}

/** What npm installs in a folder: the package by its name, or the clone that this is. */
function installable(folder: string): string {
  const home = packageFolder();
  if (home.split(sep).includes('node_modules')) return 'fluxion';
  return quoted(relative(resolve(folder), home) || '.');
}
