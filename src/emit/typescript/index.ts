export { instantiate } from './instantiate.ts';
export type { ModelFacts } from './model-facts.ts';
export { emitModule } from './module.ts';
export { findPlaces, type Lines, type StatementPlace, type Places, type Region } from './places.ts';
export { typescriptWidths } from './widths.ts';
