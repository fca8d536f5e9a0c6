import type { AtSolution, Derivation, Equation, Formula } from '../../derivation/index.ts';

/** A parameter, and what is said of it, under letters for the indices of its elements. */
export interface Said {
  readonly parameter: string;
  readonly letters: readonly string[];
  readonly is: Formula;
}

/** How a derivation solves ∇J = 0 for some parameters, as its equations say. */
export interface Solved {
  readonly at: AtSolution;
  /** w = …. */
  readonly values: readonly Said[];
  /** w ∝ …, where the elements of w sum to 1. */
  readonly shares: readonly Said[];
  /** … = 0, linear in all parameters of the solution. */
  readonly system: readonly Said[];
}

/** The solutions of a derivation in its order: each needs only those before it. */
export function solutionsIn({ sections }: Derivation): Solved[] {
  const found = new Map<string, { at: AtSolution; equations: Equation[] }>();
  for (const block of sections.flatMap((section) => section.blocks)) {
    if (block.kind !== 'equations' || !block.atSolution) continue;
    const key = JSON.stringify(block.atSolution);
    const known = found.get(key)?.equations ?? [];
    found.set(key, { at: block.atSolution, equations: [...known, ...block.equations] });
  }
  return [...found.values()].map(({ at, equations }) => ({
    at,
    values: lastOfEach(equations.flatMap((e) => saidBy(e, 'name', '='))).filter(({ parameter }) =>
      at.parameters.includes(parameter),
    ),
    shares: equations.flatMap((e) => saidBy(e, 'name', '∝')),
    system: equations.flatMap((e) => saidBy(e, 'partial', '∝')),
  }));
}

function saidBy({ left, steps }: Equation, kind: 'name' | 'partial', sign: '=' | '∝'): Said[] {
  const [first] = steps;
  const of = left.kind === 'partial' ? left.by : left;
  if (left.kind !== kind || of.kind !== 'name' || first?.sign !== sign) return [];
  const letters = of.indices.flatMap((index) => (index.kind === 'name' ? [index.name] : []));
  return [{ parameter: of.name, letters, is: first.formula }];
}

/** What is said last of each parameter: its square may stand before it. */
const lastOfEach = (said: readonly Said[]): Said[] => [
  ...new Map(said.map((each) => [each.parameter, each])).values(),
];
