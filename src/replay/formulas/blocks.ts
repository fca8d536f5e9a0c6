import type { Block, Derivation, Equation, Section } from '../../derivation/index.ts';

export type Equations = Extract<Block, { kind: 'equations' }>;

/**
 * A derivation with other equations in the places of those that hold for its model: the last forms are of
 * any a, b.
 */
export function mapEquations<D extends Derivation>(
  derivation: D,
  change: (equation: Equation, block: Equations, section: Section) => Equation,
): D {
  const changed = (section: Section): Section => ({
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === 'equations'
        ? { ...block, equations: block.equations.map((each) => change(each, block, section)) }
        : block,
    ),
  });
  const sections = derivation.sections.map((section) =>
    section.id === 'last-forms' ? section : changed(section),
  );
  return { ...derivation, sections };
}

/** How many right-hand sides stand after equals signs only, from the left. */
export const equalSteps = ({ steps }: Equation): number => {
  const count = steps.findIndex((step) => step.sign !== '=');
  return count < 0 ? steps.length : count;
};

/** Which right-hand sides are computed: at a solution what is proportional, too. */
export const replayedSteps = (equation: Equation, { atSolution }: Equations): boolean[] =>
  equation.steps.map(({ sign }, k) =>
    atSolution ? sign === '=' || sign === '∝' : k < equalSteps(equation),
  );
