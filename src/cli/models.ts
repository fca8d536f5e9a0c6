import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { FluxionError, type Diagnostic } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { failReading } from './file-failures.ts';

const ending = '.fx';

/** A model file and the module that is made of it. */
export interface Target {
  readonly model: string;
  readonly module: string;
}

/** The models named, and those below the folders named, each with its module in the folder `out`. */
export function findTargets(paths: readonly string[], out: string): Target[] {
  const found = paths.flatMap(modelsAt);
  const models = found.filter((path, i) => !found.slice(0, i).some((one) => isSame(one, path)));
  const targets = models.map((model) => ({ model, module: moduleOf(model, out) }));
  const clashes = targets.flatMap((target, i) => clashesOf(target, targets.slice(0, i)));
  if (clashes.length > 0) throw new FluxionError(clashes);
  return targets;
}

/** Whether two paths name one file, as `a.fx` and `./a.fx` do. */
const isSame = (a: string, b: string): boolean => resolve(a) === resolve(b);

export const isModel = (path: string): boolean => extname(path) === ending;

const moduleOf = (model: string, out: string): string =>
  join(out, `${basename(model, extname(model))}.ts`);

function modelsAt(path: string): string[] {
  if (!reading(path, () => statSync(path).isDirectory())) return [path];
  const found = modelsBelow(path);
  if (found.length > 0) return found;
  const message = `${path} holds no file ending in \`${ending}\``;
  throw new FluxionError([diagnostic('noModels', message)]);
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    return failReading(path, error);
  }
}

const isSkipped = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

function modelsBelow(folder: string): string[] {
  const entries = reading(folder, () => readdirSync(folder, { withFileTypes: true })).sort(byName);
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isSkipped(entry.name) ? [] : modelsBelow(path);
    return isModel(path) ? [path] : [];
  });
}

function clashesOf(target: Target, earlier: readonly Target[]): Diagnostic[] {
  const other = earlier.find(({ module }) => module === target.module);
  if (!other) return [];
  const message = `${other.model} and ${target.model} would both become ${target.module}`;
  const help = 'rename one, or build them one by one into other folders with `--out`';
  return [diagnostic('sameModule', message, { help })];
}
