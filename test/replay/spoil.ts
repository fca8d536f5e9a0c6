import { present } from '../../src/base/invariant.ts';
import { number, times } from '../../src/derivation/formula/build.ts';
import type { Derivation, Equation } from '../../src/derivation/index.ts';

/** A derivation with some of its equations changed. */
export const changed = (
  derivation: Derivation,
  isWanted: (equation: Equation) => boolean,
  change: (equation: Equation) => Equation,
): Derivation => ({
  ...derivation,
  sections: derivation.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === 'equations'
        ? { ...block, equations: block.equations.map((e) => (isWanted(e) ? change(e) : e)) }
        : block,
    ),
  })),
});

/** An equation with its last side off by a billionth. */
export const spoil = ({ left, steps, ...rest }: Equation): Equation => {
  const last = present(steps.at(-1));
  const formula = times(number(1 + 1e-9), last.formula);
  return { left, steps: [...steps.slice(0, -1), { ...last, formula }], ...rest };
};
