export { buildModel, type ModelOptions } from './build-model.ts';
export { describeDomain } from './domains.ts';
export { distributions, type Distribution } from './distributions/index.ts';
export { builtinNames } from './functions/index.ts';
export type * from './model-graph.ts';
