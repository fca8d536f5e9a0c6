import { computationOf, type Computation } from './computation.ts';
import type { Derivation, Section } from './derivation.ts';
import { writtenFactors } from './maths/factors.ts';
import type { Maths, Readable } from './maths/maths.ts';
import { chainRuleSection } from './sections/chain-rule.ts';
import { closedFormSection } from './sections/closed-form.ts';
import { definitionsSection } from './sections/definitions.ts';
import { densitySection } from './sections/density.ts';
import { divergenceSection } from './sections/divergence.ts';
import { gradientSection } from './sections/gradient.ts';
import { knownLossSection } from './sections/known-loss.ts';
import { lastFormsSection, type PassRecord } from './sections/last-forms.ts';
import { likelihoodSection, logLikelihoodSection } from './sections/likelihood.ts';
import { modelSection } from './sections/model.ts';
import { objectiveSection } from './sections/objective.ts';
import { traceOf } from './trace/trace.ts';
import type { Traceable } from './trace/writer.ts';

/** A model that was analysed: its text, its graph, and what the passes did. */
export interface Derivable extends Traceable, Readable {
  readonly records: readonly (Traceable['records'][number] & PassRecord)[];
}

/** A derivation and the computation that it is of. */
export interface Derived extends Derivation {
  readonly computation: Computation;
}

/**
 * The derivation of a model: from its statements to the gradient that is computed, by all parameters or
 * by some.
 */
export function derive(analysis: Derivable, wrt?: readonly string[]): Derived {
  const maths = onlyBy(analysis.reading(), wrt);
  const factors = writtenFactors(maths);
  const sections: (Section | null)[] = [
    modelSection(maths, factors),
    densitySection(maths, factors),
    likelihoodSection(maths, factors),
    logLikelihoodSection(maths, factors),
    objectiveSection(maths, factors),
    knownLossSection(maths, factors),
    divergenceSection(maths, factors),
    definitionsSection(maths),
    chainRuleSection(maths),
    gradientSection(maths),
    closedFormSection(maths, analysis.model),
    lastFormsSection(analysis.records),
  ];
  return {
    name: analysis.tree.source.name,
    sections: sections.filter((section) => section !== null),
    trace: traceOf(analysis),
    computation: computationOf(maths),
  };
}

function onlyBy(maths: Maths, wrt: readonly string[] | undefined): Maths {
  if (!wrt) return maths;
  const gradients = maths.chain.gradients.filter(({ parameter }) => wrt.includes(parameter.name));
  return { ...maths, chain: { ...maths.chain, gradients } };
}
