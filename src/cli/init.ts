import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { writeWhole } from './files.ts';
import { firstData, firstModel, scripts } from './first-model.ts';

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
  `\n${manifest} is kept as it is; scripts that fit the model:\n${JSON.stringify(scripts, null, 2)}`;

/** A path as a shell takes it. */
const quoted = (path: string): string =>
  /^[\p{L}\p{N}_./@:+-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const next = (folder: string): string =>
  `\nNext:${folder === '.' ? '' : ` cd ${quoted(folder)}, then`} npm install --save-dev fluxion, and npm run fit`;
