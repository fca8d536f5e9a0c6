import type { Expression, Statement, Tree } from '../syntax/index.ts';
import { declaredBy, expressionsIn, termsOf, type Declared } from './walk-tree.ts';

/** Densities have names of their own. */
const key = (name: string, isDensity: boolean): string => `${isDensity ? '~' : ''}${name}`;

/** The name of a declared thing among those in use. */
export const keyOf = ({ name, kind }: Declared): string => key(name.text, kind === 'density');

/** The names that the terms of the objective are written with. */
export const rootsOf = ({ statements }: Tree): string[] => statements.flatMap(namesInTerms);

const namesInTerms = (s: Statement): string[] => [
  ...namesIn(termsOf(s)),
  ...(s.kind === 'distributed' ? [key(s.distribution.text, true)] : []),
];

/** Some names, and all that their declarations are written with, at any depth. */
export function namesInUse(tree: Tree, roots: readonly string[]): ReadonlySet<string> {
  const declared = new Map(tree.statements.flatMap(declaredBy).map((d) => [keyOf(d), d]));
  const used = new Set<string>();
  const pending = [...roots];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (used.has(next)) continue;
    used.add(next);
    const found = declared.get(next);
    if (found) pending.push(...namesWithin(found));
  }
  return used;
}

const namesWithin = ({ expressions, parameters }: Declared): string[] =>
  namesIn(
    expressions,
    parameters.map((p) => p.text),
  );

const namesIn = (expressions: readonly Expression[], locals: readonly string[] = []): string[] =>
  expressions
    .flatMap(expressionsIn)
    .flatMap((e) => (e.kind === 'reference' ? [e.name] : e.kind === 'call' ? [e.callee.text] : []))
    .filter((name) => !locals.includes(name));
