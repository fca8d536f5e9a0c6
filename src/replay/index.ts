export { replayDerivation, equationsIn } from './formulas/index.ts';
export { replay, reportOf, type Replay, type ReplayOptions } from './replay.ts';
export { fewestDigits, mostDigits } from './digits.ts';
export { isLarge, smaller } from './small.ts';
