export type { DensityText } from './density.ts';
export type { Slope } from './gradient.ts';
export type { Worth } from './objective.ts';
export { objectiveOracle, type Oracle, type OracleOptions } from './oracle.ts';
export { Precision, toNumber, toText, type Real } from './real/index.ts';
export * as Reals from './real/index.ts';
export { scalarFunctions, type ScalarFunction } from './scalar-functions.ts';
