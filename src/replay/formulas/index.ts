export { replayDerivation } from './replay.ts';
export { equationsIn } from './definitions.ts';
