export { instantiate } from './instantiate.ts';
export { loadModule } from './load-module.ts';
export type { ModelFacts } from './model-facts.ts';
export { emitModule } from './module.ts';
