import { printFormula } from './text/set.ts';
import type { Claim, Derivation, Equation, Section, Step } from './derivation.ts';

/** A side of an equation that was computed anew, and where it stands. */
export interface Equality {
  readonly section: Section;
  readonly equation: Equation;
  readonly step: Step;
  /** Null where the sides could not be compared. */
  readonly digits: number | null;
}

/** How the equalities that are read fared when both their sides were computed anew. */
export interface EqualitiesReport {
  readonly replayed: number;
  /** How many could not be compared: an entropy of the data has no value at a point. */
  readonly withoutValue: number;
  /** The fewest digits of any; null where none was replayed. */
  readonly digits: number | null;
}

/** The equalities of a derivation that was replayed; none where it was not. */
export const equalitiesIn = ({ sections }: Derivation): Equality[] =>
  sections.flatMap((section) =>
    section.blocks
      .flatMap((block) => (block.kind === 'equations' ? block.equations : []))
      .flatMap((equation) =>
        equation.steps.flatMap((step): Equality[] =>
          step.digits === undefined ? [] : [{ section, equation, step, digits: step.digits }],
        ),
      ),
  );

/** What a derivation says of J beside equalities. */
export const claimsIn = ({ sections }: Derivation): Claim[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'text' && block.claim ? [block.claim] : [])),
  );

export function reportOfEqualities(equalities: readonly Equality[]): EqualitiesReport {
  const digits = equalities.flatMap((each) => each.digits ?? []);
  return {
    replayed: digits.length,
    withoutValue: equalities.length - digits.length,
    digits: digits.length > 0 ? Math.min(...digits) : null,
  };
}

/** `a = b` up to a side, as text on one line. */
export function textOfEquality({ equation: { left, steps }, step }: Equality): string {
  const sides = steps.slice(0, steps.indexOf(step) + 1);
  return [printFormula(left), ...sides.map((s) => `${s.sign} ${printFormula(s.formula)}`)].join(
    ' ',
  );
}
