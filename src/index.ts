/** The compiler as a library. What generated modules and fitting need is in `fluxion/runtime`. */
export { compile, instantiate, type Compilation, type CompileOptions } from './compile.ts';
export { language, type Distribution, type Language } from './model/index.ts';
export type { ElementwiseRule } from './graph/index.ts';
export { domainOf, type OwnDomain } from './runtime/domain-syntax.ts';
export { compileClosedForm, type ClosedFormEstimate, type SolvedModel } from './closed-form.ts';
export { diagnose } from './diagnose.ts';
export type { MappedLine, MappedNode, SourceMap, TextPlace } from './source-map/index.ts';
export { formatNames, printDerivation, type Derivation, type Format } from './derivation/index.ts';
export { page } from './page.ts';
export { replay, reportOf, type Replay, type ReplayOptions } from './replay/index.ts';
export { FluxionError, formatDiagnostic, type Diagnostic } from './base/diagnostic.ts';
export { codes, type Code, type CodeName } from './base/codes.ts';
export { position, type Source, type Span } from './base/source.ts';
