export type { Compiled, Explainable } from './compiled.ts';
export { explainLine, type ExplainedNode, type Explanation } from './explain.ts';
export { standardMap, type MapFiles } from './standard.ts';
export { mapSource } from './source-map.ts';
export type { TextPlace } from './history.ts';
export type { MappedLine, MappedNode, SourceMap } from './source-map.ts';
