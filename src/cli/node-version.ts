import { readManifest } from './package.ts';

/** What to say where a version of Node is older than the package needs; null where it is not. */
export function tooOld(version: string): string | null {
  const least = readManifest().engines.node.replace('>=', '');
  if (compare(numbersOf(version), numbersOf(least)) >= 0) return null;
  return `error: fluxion needs Node ${least} or later, and this is Node ${version}`;
}

/** `20.19.4` → 20, 19: what a requirement names. */
const numbersOf = (version: string): number[] => version.split('.', 2).map(Number);

const compare = ([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]): number => a - c || b - d;
