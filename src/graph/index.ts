export { affineOf, mostAhead } from './affine.ts';
export {
  bindingsOf,
  holds,
  indicesOf,
  isSafe,
  labelsOf,
  oriented,
  relabelled,
  sourcesOf,
  withIndices,
  type Binding,
} from './brackets.ts';
export * from './node.ts';
export { contractRange, Graph, symbolRange } from './graph.ts';
export * as Interval from './interval.ts';
export {
  elementwise,
  elementwiseRule,
  isElementwise,
  type Defined,
  type ElementwiseName,
  type ElementwiseRules,
  type RegionName,
  type ElementwiseRule,
} from './elementwise.ts';
export { isAlwaysFinite } from './finite.ts';
export {
  bracketOf,
  factorsOf,
  isProduct,
  numberedContract,
  product,
  productOf,
  rowCount,
  type Factor,
  type Product,
} from './product.ts';
export { coverOf, placed, placeOf, unplaced, type Place } from './cover.ts';
export { constantOf, power, powerParts } from './power.ts';
export { add, scale, splitCoefficient, termsOf } from './sum.ts';
export { broadcast, dependsOn, map, restrict } from './map.ts';
export * from './build.ts';
export {
  involving,
  postorder,
  rebuild,
  substitute,
  transform,
  type Involves,
  type OnReplaced,
} from './walk.ts';
export { evaluate, type Environment, type Tensor } from './evaluate.ts';
export { nowhere, Provenance, stepsOf, type Origin } from './provenance.ts';
export { isRowCount, symbolsOf, verifyGraph } from './verify.ts';
export { instantiate, type Bindings, type CallHook } from './formula.ts';
export { definitions, type DefinitionOptions } from './definitions.ts';
export { elementsOf, elementsRead, extentsOf, partOf, wholeOf, type Part } from './part.ts';
