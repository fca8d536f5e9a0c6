export type { DensityText } from './density.ts';
export type { Slope } from './gradient.ts';
export type { Worth } from './objective.ts';
export { objectiveOracle, type Oracle, type OracleOptions } from './oracle.ts';
export { toNumber, toText, type Real } from './real/index.ts';
