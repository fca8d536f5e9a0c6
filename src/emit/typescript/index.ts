export { instantiate } from './instantiate.ts';
export { loadModule } from './load-module.ts';
export { emitModule, type ModelFacts } from './module.ts';
