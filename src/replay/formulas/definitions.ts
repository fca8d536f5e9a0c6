import type { Derivation, Equation, Formula } from '../../derivation/index.ts';

/** What a derivation says a name, a δ, a density or a function is: the first side of its first equation. */
export interface Definition {
  /** The letters of the indices on the left side. */
  readonly indices: readonly string[];
  readonly is: Formula;
}

/** A function of the model. */
export interface FunctionDefinition {
  readonly parameters: readonly string[];
  readonly is: Formula;
}

export interface Definitions {
  readonly names: ReadonlyMap<string, Definition>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}

/** The equations of a derivation that hold for its model anywhere: the last forms are of any a, b. */
export const equationsIn = (derivation: Derivation): Equation[] =>
  derivation.sections
    .filter((section) => section.id !== 'last-forms')
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'equations' && !block.atSolution ? block.equations : []));

export function definitionsIn(derivation: Derivation): Definitions {
  const names = new Map<string, Definition>();
  const functions = new Map<string, FunctionDefinition>();
  const equations = equationsIn(derivation);
  const unclear = densitiesOfTwo(equations);
  for (const { left, steps } of equations) {
    const [first] = steps;
    const key = keyOf(left);
    if (key === null || first?.sign !== '=' || names.has(key) || unclear.has(key)) continue;
    const of = left.kind === 'adjoint' ? left.of : left;
    const indices = of.kind === 'name' ? of.indices.flatMap(letterOf) : [];
    names.set(key, { indices, is: defining(left, steps) });
    if (left.kind === 'call') {
      functions.set(left.fn, { parameters: left.args.flatMap(letterOf), is: first.formula });
    }
  }
  return { names, functions };
}

/** Densities that are said twice: of what has two distributions, whose densities have one notation. */
function densitiesOfTwo(equations: readonly Equation[]): ReadonlySet<string> {
  const said = equations.flatMap(({ left, steps: [first] }) =>
    left.kind === 'probability' && first?.sign === '=' ? [JSON.stringify(left)] : [],
  );
  return new Set(said.filter((key, k) => said.indexOf(key) !== k));
}

const letterOf = (index: Formula): string[] => (index.kind === 'name' ? [index.name] : []);

/** δ is by definition a derivative; it is computed by what that is said to be. */
const defining = (left: Formula, steps: Equation['steps']): Formula =>
  (left.kind === 'adjoint' ? steps.at(-1) : steps[0])?.formula ?? left;

/** What a formula is looked up by; null for one that defines nothing. */
export function keyOf(f: Formula): string | null {
  if (f.kind === 'name') return f.name;
  if (f.kind === 'adjoint') return f.of.kind === 'name' ? `δ ${f.of.name}` : null;
  return f.kind === 'probability' || f.kind === 'call' ? JSON.stringify(f) : null;
}
