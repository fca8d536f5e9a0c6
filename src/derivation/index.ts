export { derive, type Derivable, type Derived } from './derive.ts';
export { headerLines } from './header.ts';
export { readingOf, type Readable } from './maths/maths.ts';
export { printPage } from './html/page.ts';
export type { CodeLine, GeneratedCode, PageData } from './html/page-data.ts';
export {
  claimsIn,
  equalitiesIn,
  reportOfEqualities,
  textOfEquality,
  type EqualitiesReport,
  type Equality,
} from './equalities.ts';
export { stepSections, type StepSections } from './trace/sections.ts';
export { formulaRecord, traceRecord } from './json/print-json.ts';
export { traceOf } from './trace/trace.ts';
export { writerOf, type Traceable, type Writer } from './trace/writer.ts';
export { formatNames, printDerivation, type Format } from './print.ts';
export type * from './derivation.ts';
export type * from './trace/pass-step.ts';
export type * from './trace/traced.ts';
export type { Formula, FormulaKind, FormulaOf } from './formula/formula.ts';
export { lettersFor, type Letters } from './formula/notation.ts';
export { partsOf } from './formula/parts.ts';
export { symbolicModel, type Text } from './model/symbolic-model.ts';
export { nameModel, namesOf, shownIn } from './model/name-model.ts';
