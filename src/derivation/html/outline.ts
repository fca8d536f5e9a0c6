import type { Block, Derivation, Equation, Section } from '../derivation.ts';
import { subjectOf } from './subject.ts';

/** An equation with its number, which is its address on the page. */
export interface Numbered {
  readonly equation: Equation;
  readonly number: string;
  readonly id: string;
  readonly subject: string | null;
}

/** A section with its number and its equations in order. */
export interface Chapter {
  readonly section: Section;
  readonly number: number;
  readonly id: string;
  readonly equations: ReadonlyMap<Equation, Numbered>;
}

/** Numbers the sections, and the equations in each. */
export const outlineOf = ({ sections }: Derivation): Chapter[] =>
  sections.map((section, k) => ({
    section,
    number: k + 1,
    id: `section-${section.id}`,
    equations: numbered(section, k + 1),
  }));

function numbered({ blocks }: Section, section: number): ReadonlyMap<Equation, Numbered> {
  const equations = blocks.flatMap(equationsIn);
  return new Map(
    equations.map((equation, k) => [
      equation,
      {
        equation,
        number: `${section}.${k + 1}`,
        id: `equation-${section}-${k + 1}`,
        subject: subjectOf(equation),
      },
    ]),
  );
}

const equationsIn = (block: Block): readonly Equation[] =>
  block.kind === 'equations' ? block.equations : [];
