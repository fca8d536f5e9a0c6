export { instantiate } from './instantiate.ts';
export type { ModelFacts } from './model-facts.ts';
export { emitModule } from './module.ts';
