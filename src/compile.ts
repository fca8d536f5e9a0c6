import type { Source } from './base/source.ts';
import type { Node } from './graph/index.ts';
import {
  derive,
  headerLines,
  readingOf,
  symbolicModel,
  type Derived,
  type Readable,
} from './derivation/index.ts';
import {
  emitModule,
  instantiate as instantiateProgram,
  typescriptWidths,
} from './emit/typescript/index.ts';
import { lower, type Lowered, type Program } from './lower/index.ts';
import { buildModel, language as fluxion, type Language, type ModelGraph } from './model/index.ts';
import { constrain, differentiate, silent, startOf, type Maths } from './passes.ts';
import { runPasses, type PassRecord } from './record.ts';
import type { Model } from './runtime/index.ts';
import { mapSource, type SourceMap } from './source-map/index.ts';
import { parseModel, type Tree } from './syntax/index.ts';

export interface CompileOptions {
  /** What the model is called in diagnostics and in the generated module; `model.fx` where none is given. */
  readonly name?: string;
  /** Sizes that override those of `dim` statements. */
  readonly dims?: Readonly<Record<string, number>>;
  /** The tables of what models can be written with; those of fluxion where none are given. */
  readonly language?: Language;
}

/** The analysis of a model: everything but the text of its module. */
export interface Analysis extends Readable {
  readonly tree: Tree;
  readonly dims: Readonly<Record<string, number>>;
  readonly language: Language;
  readonly model: ModelGraph;
  readonly records: readonly PassRecord[];
  readonly program: Program;
}

/**
 * Takes a model from its text to the program that loops are made of. Throws a `FluxionError` with all
 * that is wrong with the text.
 */
export function analyse(text: string | Source, options: CompileOptions = {}): Analysis {
  const source = typeof text === 'string' ? { name: options.name ?? 'model.fx', text } : text;
  requireText(source);
  const tree = parseModel(source);
  const { dims = {}, language = fluxion } = options;
  const symbolic = symbolicModel({ tree, dims, language });
  const { written: model } = symbolic;
  const records = runPasses(model);
  const maths = records.at(-1)?.maths ?? startOf(model);
  const reading = readingOf(symbolic);
  return { tree, dims, language, model, records, program: toProgram(model, maths), reading };
}

/** A model of more names than this has no formulas in its header: each of its gradients is as long as the model. */
const mostNames = 60;

const isReadable = ({ parameters, definitions, factors, losses }: ModelGraph): boolean =>
  parameters.length + definitions.length + factors.length + losses.length <= mostNames;

/** Not every caller is checked by a compiler: the bytes of a file are a usual slip. */
function requireText(source: unknown): void {
  const isText = typeof source === 'object' && source !== null && 'text' in source;
  if (isText && typeof source.text === 'string') return;
  throw new TypeError('a model is a text, or { name, text }; read its file as UTF-8 text');
}

/** A compiled model: its maths, its loops, and its module's text on demand. */
export interface Compilation extends Analysis {
  readonly kernels: Lowered;
  /** How the gradient follows from the model, made when it is asked for. */
  readonly derivation: Derived;
  /** The text of the generated TypeScript module. */
  module(): Promise<string>;
  /** The `Model` that its generated module would export, in this process. */
  instantiate(): Model;
  /** Where each line of that text comes from. */
  sourceMap(): Promise<SourceMap>;
}

/** Compiles a model. Throws a `FluxionError` with all that is wrong with its text. */
export function compile(text: string | Source, options: CompileOptions = {}): Compilation {
  const analysis = analyse(text, options);
  const { provenance } = analysis.model;
  const kernels = lower(analysis.program, {
    widths: typescriptWidths,
    onReplaced: (before, after) => provenance.derive(before, after),
  });
  let derivation: Derived | undefined;
  let printed: Promise<string> | undefined;
  const module = (): Promise<string> =>
    (printed ??= emitModule(
      analysis.program,
      kernels,
      isReadable(analysis.model) ? headerLines(analysis) : [],
      analysis.tree.source.name,
    ));
  return {
    ...analysis,
    kernels,
    get derivation() {
      return (derivation ??= derive(analysis));
    },
    instantiate: () => instantiateProgram(analysis.program, kernels),
    module,
    sourceMap: async () => mapSource(await module(), { ...analysis, kernels }),
  };
}

/** Compiles a model into this process: the `Model` that its generated module would export. */
export const instantiate = (text: string | Source, options: CompileOptions = {}): Model =>
  compile(text, options).instantiate();

/**
 * J and ∇J in floats as the text has them, where no rule has made them stable: what these lose at a point is
 * not lost by the compiler.
 */
export function asWritten(
  source: Source,
  options: CompileOptions = {},
): Model['objectiveAndGradient'] {
  const model = buildModel(parseModel(source), { dims: options.dims ?? {} });
  const start = { ...startOf(model), outputs: [], draws: [], definitions: [] };
  const context = { graph: model.graph, model, observer: silent };
  const maths = differentiate.run(constrain.run(start, context), context);
  const program = toProgram(model, maths);
  return instantiateProgram(program, lower(program)).objectiveAndGradient;
}

const toProgram = (model: ModelGraph, maths: Maths): Program => ({
  name: model.name,
  graph: model.graph,
  layout: model.layout,
  starts: model.starts,
  theta: model.parameters.map((p) => p.theta),
  objective: maths.objective,
  gradient: maths.gradient,
  logLikelihood: maths.logLikelihood,
  logPrior: maths.logPrior,
  outputs: maths.outputs,
  draws: maths.draws,
  names: namesOf(model, maths),
});

/** The user's names of what is left of the named expressions, and dJ/dw for each parameter w. */
function namesOf(model: ModelGraph, maths: Maths): ReadonlyMap<Node, string> {
  const names = new Map<Node, string>();
  maths.gradient.forEach((node, i) => names.set(node, `d${model.parameters[i]?.name ?? i}`));
  for (const { name, node } of maths.definitions) {
    if (node.kind !== 'symbol' && node.kind !== 'constant') names.set(node, name);
  }
  return names;
}
