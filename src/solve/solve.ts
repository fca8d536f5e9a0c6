import type { ModelGraph } from '../model/index.ts';
import type { ClosedForm } from './closed-form.ts';
import { eliminate } from './eliminate.ts';
import { stationarityOf } from './stationarity.ts';

/**
 * Solves ∇J = 0 for the parameters of a model in their own space, as far as algebra goes: nothing is claimed
 * that is not proved, and what is not solved has its reason.
 */
export function solve(model: ModelGraph): ClosedForm {
  const context = stationarityOf(model);
  const { equations, objective } = context;
  return { objective, ...eliminate(context, { equations, isProfile: false }) };
}
