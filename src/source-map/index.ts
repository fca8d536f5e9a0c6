export type { Compiled } from './compiled.ts';
export { mapSource } from './source-map.ts';
export type { TextPlace } from './history.ts';
export type { MappedLine, MappedNode, SourceMap } from './source-map.ts';
