import { hasRows } from '../../graph/index.ts';
import { call, name } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { rowIndex } from '../formula/notation.ts';
import type { Maths } from '../maths/maths.ts';

/** ℓᵢ, the loss of a row; ℓ in a model without rows. */
export function lossName({ notation, objective }: Maths): Formula {
  const perRow = objective.loss !== null && hasRows(objective.loss);
  return name(notation.loss, ...(perRow ? [rowIndex(notation)] : []));
}

export const objectiveName = ({ notation }: Maths): Formula => name(notation.objective);

export const penaltyName = ({ notation }: Maths): Formula => name(notation.penalty);

export const countName = ({ notation }: Maths): Formula => name(notation.count);

/** L(w, b): the likelihood as a function of the parameters. */
export const likelihoodOf = ({ notation, symbolic }: Maths): Formula =>
  call(notation.likelihood, ...symbolic.model.parameters.map((p) => name(p.name)));

export const logLikelihood = ({ notation }: Maths): Formula =>
  call('log', name(notation.likelihood));
