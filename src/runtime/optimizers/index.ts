import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { lbfgs } from './lbfgs.ts';
import { momentum } from './momentum.ts';
import { nesterov } from './nesterov.ts';
import { sgd } from './sgd.ts';

/** The methods by name; each takes its settings and has defaults for all of them. */
export const optimizers = { sgd, momentum, nesterov, adam, adamw, lbfgs };

export type OptimizerName = keyof typeof optimizers;
