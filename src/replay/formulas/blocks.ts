import type { Block, Derivation, Equation, Section } from '../../derivation/index.ts';

export type Equations = Extract<Block, { kind: 'equations' }>;

/**
 * A derivation with other blocks in the places of those that hold for its model: the last forms are of any a, b.
 */
export const mapBlocks = <D extends Derivation>(
  derivation: D,
  change: (block: Block, section: Section) => Block | readonly Block[],
): D => ({
  ...derivation,
  sections: derivation.sections.map((section) =>
    section.id === 'last-forms'
      ? section
      : { ...section, blocks: section.blocks.flatMap((block) => change(block, section)) },
  ),
});

/** The same for each equation. */
export const mapEquations = <D extends Derivation>(
  derivation: D,
  change: (equation: Equation, block: Equations, section: Section) => Equation,
): D =>
  mapBlocks(derivation, (block, section) =>
    block.kind === 'equations'
      ? { ...block, equations: block.equations.map((each) => change(each, block, section)) }
      : block,
  );

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
