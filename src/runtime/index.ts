export { FluxionError, type Diagnostic } from '../base/diagnostic.ts';
export type { Domain, DomainKind } from './domain.ts';
export type {
  ColumnLayout,
  Data,
  HyperLayout,
  Layout,
  Model,
  OutputLayout,
  ParameterLayout,
  Params,
  Random,
  Rows,
  Value,
} from './model.ts';
export type { Optimizer, OptimizerState, Point, Problem, Progress } from './optimizer.ts';
export { random } from './random.ts';
export * from './samplers.ts';
export * from './special.ts';
export { constrain, startVector, unconstrain } from './transforms.ts';
export { prepareData } from './data.ts';
export { DataBuilder, type DataOptions, type PreparedData } from './data/builder.ts';
export type { Columns, TableRows } from './data/reader.ts';
