import { compile, type Compilation } from '../../src/compile.ts';

const compilations = new Map<string, Compilation>();

/** A model, compiled once for all test files that read its maths, its derivation or its loops. */
export function compiled(name: string, text: string): Compilation {
  const key = `${name}\n${text}`;
  const compilation = compilations.get(key) ?? compile(text, { name });
  compilations.set(key, compilation);
  return compilation;
}
