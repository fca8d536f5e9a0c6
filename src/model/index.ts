export { buildModel, type ModelOptions } from './build-model.ts';
export { distributions, type Distribution } from './distributions/index.ts';
export { language, type Language } from './language.ts';
export { builtinNames } from './functions/index.ts';
export type * from './model-graph.ts';
export { assemble } from './objective.ts';
