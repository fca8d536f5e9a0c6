import { equations, text, type Block, type Equation, type Section } from '../derivation.ts';
import type { Trace, TracedEquation, TracedStep } from './traced.ts';

export interface StepSections {
  /** With the steps that only tidy. */
  readonly minor: boolean;
  /** Whether both sides of a step were equal where they were computed anew. */
  readonly isProved: (step: string) => boolean;
}

/** The steps of the passes as sections of a derivation, one for each pass that did something. */
export function stepSections(trace: Trace, { minor, isProved }: StepSections): Section[] {
  const passes = trace.passes.flatMap(({ name, because, steps }): Section[] => {
    const told = steps.filter((step) => minor || !step.minor);
    if (told.length === 0) return [];
    const left = steps.length - told.length;
    const rest = left > 0 ? [text(`${left} more only tidied.`)] : [];
    return [
      {
        id: 'steps',
        title: `Step by step: ${name}`,
        blocks: [
          text(`Since ${because}.`),
          ...told.flatMap((step) => stepBlocks(step, isProved(step.id))),
          ...rest,
        ],
      },
    ];
  });
  return trace.names.length > 0 && passes.length > 0 ? [...passes, namesSection(trace)] : passes;
}

const namesSection = ({ names }: Trace): Section => ({
  id: 'steps',
  title: 'Names in the steps',
  blocks: [equations(names.map(equationOf))],
});

function stepBlocks(
  { rule, sentence, equations: list, assumptions }: TracedStep,
  isProved: boolean,
): Block[] {
  const conditions = assumptions.map(({ of, says, because }) =>
    text('Here ', of, ` ${says}: ${because}.`),
  );
  const ends = typeof sentence.at(-1) === 'string' && String(sentence.at(-1)).endsWith('.');
  return [
    text(`${rule.charAt(0).toUpperCase()}${rule.slice(1)}: `, ...sentence, ...(ends ? [] : ['.'])),
    equations(list.map(equationOf)),
    ...conditions,
    ...(isProved
      ? []
      : [text('This step is not proved: computed anew, its sides were not equal.')]),
  ];
}

const equationOf = ({ left, sign, right }: TracedEquation): Equation => ({
  left,
  steps: [{ sign, formula: right }],
});
