import { volume } from '../base/shape.ts';
import { Reporter } from '../base/report.ts';
import type { CodeName } from '../base/codes.ts';
import type { Span } from '../base/source.ts';
import { suggest } from '../base/suggest.ts';
import { Graph, innerShape, nowhere, Provenance } from '../graph/index.ts';
import type { Layout, ParameterLayout } from '../runtime/model.ts';
import type { Statement, Tree } from '../syntax/index.ts';
import type { StatementOf, Trace } from './context.ts';
import {
  declareData,
  declareDim,
  declareHypers,
  declareParams,
  isSize,
  notASize,
} from './declare.ts';
import { newDraft, type Define, type Draft } from './draft.ts';
import { ancestralOrder } from './draws.ts';
import { declareFactor } from './factor.ts';
import { language, type Language } from './language.ts';
import type { ModelGraph, Parameter } from './model-graph.ts';
import { namesInUse, rootsOf } from './names-in-use.ts';
import { collectNames } from './names.ts';
import { assemble } from './objective.ts';
import { checkDistributions, checkReferences } from './references.ts';
import { supportsByName } from './support.ts';
import { declaredBy } from './walk-tree.ts';
import { writtenOut } from './written-out.ts';
import { declareDefinition, declareLoss, declareOutput, declarePenalty } from './terms.ts';

export interface ModelOptions {
  /** Sizes that replace those of `dim` statements. */
  readonly dims?: Readonly<Record<string, number>>;
  /** The tables of what models can be written with; those of fluxion where none are given. */
  readonly language?: Language;
  /** What stands for a named expression where it is used, in `named` of the model; itself where there is none. */
  readonly define?: Define;
  /** Gives names to parts of a text whose names all mean something. */
  readonly naming?: (tree: Tree) => Tree;
  /** Is told what each expression means. */
  readonly trace?: Trace;
}

type Declare = { readonly [K in Statement['kind']]: (draft: Draft, s: StatementOf<K>) => void };

const declare: Declare = {
  dim: declareDim,
  data: declareData,
  param: declareParams,
  hyper: declareHypers,
  definition: declareDefinition,
  // Functions and densities are expanded where they are used.
  function: () => undefined,
  density: () => undefined,
  distributed: declareFactor,
  loss: declareLoss,
  penalty: declarePenalty,
  output: declareOutput,
};

/**
 * The graph of the objective of a parsed model: names resolved, shapes and domains checked,
 * distributions put in as their densities.
 *
 * @throws {FluxionError} with all that is wrong with the model
 */
export function buildModel(written: Tree, options: ModelOptions = {}): ModelGraph {
  const reporter = new OnceReporter(written.source);
  const spoken = options.language ?? language;
  checkNames(written, spoken, reporter);
  const dims = options.dims ?? {};
  checkDims(written, dims, reporter);
  const tree = reporter.hasErrors ? written : (options.naming?.(written) ?? written);
  const g = new Graph(spoken.functions);
  const supports = supportsByName(tree.statements, spoken);
  const define = options.define ?? (() => null);
  const provenance = new Provenance();
  const trace = options.trace ?? (() => undefined);
  const draft = newDraft({
    ...{ g, tree, reporter, provenance, dims, supports, define, trace },
    language: spoken,
  });
  for (const s of tree.statements) declareStatement(draft, s);
  checkObjective(draft);
  if (!reporter.hasErrors) checkUse(draft);
  reporter.finish();
  return finish(draft, written);
}

function declareStatement(draft: Draft, s: Statement): void {
  try {
    (declare[s.kind] as (draft: Draft, s: Statement) => void)(draft, s);
  } catch (error) {
    // Functions that call each other in a long chain are deeper than the stack.
    if (!(error instanceof RangeError)) throw error;
    const help = 'call fewer functions within each other';
    draft.reporter.report('tooDeep', 'an expression is nested too deeply', s.span, help);
  }
}

/** Reports a mistake in the body of a function once, however often it is called. */
class OnceReporter extends Reporter {
  readonly #seen = new Set<string>();

  override report(name: CodeName, message: string, span?: Span, help?: string): void {
    const key = `${name} ${span?.start} ${span?.end} ${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    super.report(name, message, span, help);
  }
}

function checkNames(tree: Tree, spoken: Language, reporter: Reporter): void {
  const names = collectNames(tree, spoken, reporter);
  checkReferences(tree, names, spoken, reporter);
  const known = spoken.distributions.map((d) => d.name);
  checkDistributions(tree.statements, names, known, reporter);
}

function checkDims(tree: Tree, dims: Readonly<Record<string, number>>, reporter: Reporter): void {
  const known = tree.statements.flatMap((s) => (s.kind === 'dim' ? [s.name.text] : []));
  for (const [name, size] of Object.entries(dims)) {
    if (!known.includes(name)) reportUnknownDim(name, known, reporter);
    else if (!isSize(size)) reporter.report('badSize', `\`${name}\`: ${notASize(size)}`);
  }
}

function reportUnknownDim(name: string, known: readonly string[], reporter: Reporter): void {
  const meant = suggest(name, known);
  const help = meant === undefined ? undefined : `did you mean \`${meant}\`?`;
  reporter.report('unknownDim', `the model has no size \`${name}\``, undefined, help);
}

const contributes: ReadonlySet<Statement['kind']> = new Set(['distributed', 'loss', 'penalty']);

/** Where a statement is wrong, it may be the one that is missed. */
function checkObjective({ tree, reporter }: Draft): void {
  if (reporter.hasErrors || tree.statements.some((s) => contributes.has(s.kind))) return;
  const end = tree.statements.at(-1)?.span.end ?? 0;
  const help = 'write a distribution `y ~ …`, a `loss` or a `penalty`';
  reporter.report('noObjective', 'the model has nothing to minimise', { start: end, end }, help);
}

/** A parameter whose terms come out constant is one that the text uses; `check` says that J does not. */
function checkUse({ reporter, tree, parameters }: Draft): void {
  const used = namesInUse(tree, rootsOf(tree));
  for (const { name, span } of parameters) {
    if (used.has(name)) continue;
    const message = `no term of the objective uses \`${name}\``;
    reporter.report('unusedParameter', message, span, 'use it in a term, or remove it');
  }
}

function finish(draft: Draft, written: Tree): ModelGraph {
  const { g, tree, factors, losses, penalties, weight, columns, outputs, draws, symbols } = draft;
  const own = new Set(written.statements.flatMap(declaredBy).map(({ name }) => name.text));
  const named = { factors, losses, penalties, definitions: draft.definitions };
  const definitions = draft.definitions.filter(({ name }) => own.has(name));
  const parts = writtenOut(draft, { ...named, definitions, outputs, draws }, symbols);
  const objective = assemble(g, { ...parts, weight, hasData: columns.length > 0 });
  for (const node of [...Object.values(objective), ...parts.draws.flatMap((d) => d.args)]) {
    if (node) draft.provenance.attribute(node, nowhere);
  }
  return {
    source: tree.source,
    language: draft.language,
    name: identifierOf(tree.source.name),
    graph: g,
    provenance: draft.provenance,
    layout: layoutOf(draft),
    starts: draft.starts,
    parameters: draft.parameters,
    columns,
    hypers: draft.hypers,
    weight,
    named,
    ...parts,
    draws: ancestralOrder(parts.draws),
    ...objective,
  };
}

/** `models/my-line.fx` → `my_line`. */
function identifierOf(file: string): string {
  const base = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.fx$/, '');
  const word = base.normalize('NFC').replace(/[^\p{ID_Continue}]+/gu, '_');
  return /^[\p{ID_Start}_]/u.test(word) ? word : `_${word}`;
}

function layoutOf({ parameters, columns, hyperLayouts, outputs }: Draft): Layout {
  const placed = placeParameters(parameters);
  const last = placed.at(-1);
  return {
    size: last ? last.offset + last.size : 0,
    parameters: placed,
    columns: columns.map(({ name, symbol }) => ({
      name,
      shape: innerShape(symbol),
      domain: symbol.domain,
    })),
    hypers: hyperLayouts,
    outputs: outputs.map(({ name, node }) => ({ name, shape: innerShape(node) })),
  };
}

function placeParameters(parameters: readonly Parameter[]): ParameterLayout[] {
  let offset = 0;
  return parameters.map(({ name, shape, domain, theta }) => {
    const size = volume(innerShape(theta));
    offset += size;
    return { name, shape, domain, offset: offset - size, size };
  });
}
