import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: a clone, or where it is installed. */
export const packageFolder = (): string => fileURLToPath(new URL('../..', import.meta.url));

/** What the package says of itself. */
export interface Manifest {
  readonly version: string;
  /** The versions of Node that it runs on, as `>=20.19`. */
  readonly engines: { readonly node: string };
}

export const readManifest = (): Manifest =>
  JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as Manifest;
