import { FluxionError } from '../base/diagnostic.ts';
import type { Analysis } from '../compile.ts';
import type { PassStep, Text } from '../derivation/index.ts';

/** Smaller models that are tried for one with the same steps. */
const mostModels = 2;

/** The steps of the passes; those of the same model with shorter axes where a large one has the same. */
export async function stepsToReplay(analysis: Analysis): Promise<readonly PassStep[]> {
  const steps = stepsIn(analysis.records);
  const { isLarge, smaller } = await import('../replay/index.ts');
  if (!isLarge(analysis.model)) return steps;
  for (const text of smaller(analysis).slice(0, mostModels)) {
    const small = await stepsOf(text);
    if (small && areAlike(steps, small)) return small;
  }
  return steps;
}

const stepsIn = (records: Analysis['records']): PassStep[] =>
  records.flatMap((record) => record.steps);

/** Null where the text has errors at these sizes: an index may be beyond a short axis. */
async function stepsOf(text: Text): Promise<readonly PassStep[] | null> {
  const { buildModel } = await import('../model/index.ts');
  const { runPasses } = await import('../record.ts');
  try {
    return stepsIn(runPasses(buildModel(text.tree, text)));
  } catch (error) {
    if (error instanceof FluxionError) return null;
    throw error;
  }
}

/** Whether the same rules were applied in the same order. */
const areAlike = (a: readonly PassStep[], b: readonly PassStep[]): boolean =>
  a.length === b.length && a.every((step, k) => nameOf(step) === nameOf(b[k]));

const nameOf = (step: PassStep | undefined): string =>
  `${step?.id} ${step?.kind === 'rewrite' ? step.rule : (step?.kind ?? '')}`;
