export { FluxionError, type Diagnostic } from '../base/diagnostic.ts';
export { prepareData } from './data.ts';
export { DataBuilder, type DataOptions, type PreparedData } from './data/builder.ts';
export type { Columns, TableRows } from './data/reader.ts';
export type { ColumnMapping } from './data/sources.ts';
export type { Domain, DomainKind } from './domain.ts';
export { fit, fitEpochs } from './fit.ts';
export type { FitData, FitOptions } from './fit-options.ts';
export type { Best, EpochReport, FitResult, FitState, History } from './fit-result.ts';
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
export { optimizers, type OptimizerName } from './optimizers/index.ts';
export { random } from './random.ts';
export * from './samplers.ts';
export type { LearningRate, Schedule } from './schedule.ts';
export * from './special.ts';
export { stops, type Stop, type StopReason } from './stop.ts';
export { constrain, startVector, unconstrain } from './transforms.ts';
