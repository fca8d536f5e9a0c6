export { replayDerivation, equationsIn } from './formulas/index.ts';
export { replay, reportOf, type Replay, type ReplayOptions } from './replay.ts';
export { mostDigits } from './digits.ts';
