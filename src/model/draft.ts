import type { Reporter } from '../base/report.ts';
import type { Source, Span } from '../base/source.ts';
import { nowhere, type Graph, type Node, type Provenance, type Symbol } from '../graph/index.ts';
import type { Domain } from '../runtime/domain.ts';
import type { HyperLayout } from '../runtime/model.ts';
import type { Statement, Tree } from '../syntax/index.ts';
import type { Support } from './distributions/index.ts';
import { fail, type Context, type Lookup, type StatementOf, type Trace } from './context.ts';
import type { Definition, Draw, Factor, Input, Output, Parameter, Term } from './model-graph.ts';
import type { Language } from './language.ts';
import { constants } from './names.ts';
import { quantity, type Quantity } from './quantity.ts';

/** A parameter or column as declared. */
export interface DeclaredType {
  readonly domain: Domain;
  readonly shape: readonly number[];
}

/** Names an expression: gives the symbol that stands for it where the name is used, if any. */
export type Define = (g: Graph, name: string, node: Node) => Symbol | null;

/** A model while it is built: each statement adds to it. */
export interface Draft {
  readonly language: Language;
  readonly g: Graph;
  readonly tree: Tree;
  readonly source: Source;
  readonly reporter: Reporter;
  readonly provenance: Provenance;
  readonly context: Context;
  /** Sizes that replace those of the file. */
  readonly dims: Readonly<Record<string, number>>;
  /** The supports of the distributions that each name is given. */
  readonly supports: ReadonlyMap<string, readonly Support[]>;
  /** Undefined for what failed. */
  readonly values: Map<string, Quantity | undefined>;
  readonly densities: ReadonlyMap<string, StatementOf<'density'>>;
  readonly parameters: Parameter[];
  readonly starts: Map<string, readonly number[]>;
  readonly columns: Input[];
  readonly hypers: Input[];
  readonly hyperLayouts: HyperLayout[];
  weight: Symbol | null;
  readonly factors: Factor[];
  readonly losses: Term[];
  readonly penalties: Term[];
  readonly define: Define;
  /** What the symbols of definitions stand for. */
  readonly symbols: Map<Symbol, Node>;
  readonly trace: Trace;
  readonly definitions: Definition[];
  readonly outputs: Output[];
  readonly draws: Draw[];
}

type Given = Pick<
  Draft,
  'language' | 'g' | 'tree' | 'reporter' | 'provenance' | 'dims' | 'supports' | 'define' | 'trace'
>;

export function newDraft(given: Given): Draft {
  const { g, tree, reporter, provenance } = given;
  const values = new Map<string, Quantity | undefined>();
  const lookup: Lookup = (name) => (values.has(name) ? values.get(name) : constantNamed(g, name));
  const functions = statementsByName(tree, 'function');
  const context: Context = {
    g,
    source: tree.source,
    reporter,
    language: given.language,
    lookup,
    global: lookup,
    functions,
    expanded: new Map(),
    calling: new Set(),
    locate: (node, span) => provenance.attribute(node, { ...nowhere, span }),
    trace: given.trace,
    end: null,
  };
  return {
    ...given,
    source: tree.source,
    context,
    values,
    densities: statementsByName(tree, 'density'),
    parameters: [],
    starts: new Map(),
    columns: [],
    hypers: [],
    hyperLayouts: [],
    weight: null,
    factors: [],
    losses: [],
    penalties: [],
    symbols: new Map(),
    definitions: [],
    outputs: [],
    draws: [],
  };
}

/** A constant of the language. */
export function constantNamed(g: Graph, name: string): Quantity | undefined {
  const constant = constants.get(name);
  return constant && quantity(g.constant(constant.value, constant.name));
}

function statementsByName<K extends 'function' | 'density'>(
  tree: Tree,
  kind: K,
): Map<string, StatementOf<K>> {
  const isWanted = (s: Statement): s is StatementOf<K> => s.kind === kind;
  return new Map(
    tree.statements.filter(isWanted).map((s): [string, StatementOf<K>] => [nameOf(s), s]),
  );
}

const nameOf = (s: StatementOf<'function' | 'density'>): string => s.name.text;

/**
 * What the body of a density sees: its own arguments and sizes. A function that it calls may not
 * reach for more.
 */
export function densityContext(draft: Draft, args: ReadonlyMap<string, Quantity>): Context {
  const { context } = draft;
  const constant: Lookup = (name, span) => {
    const value = context.global(name, span);
    return value?.node.kind === 'constant' ? value : undefined;
  };
  const global: Lookup = (name, span) => constant(name, span) ?? failScope(draft, name, span);
  // What else the body itself uses was reported with the names.
  const lookup: Lookup = (name, span) => args.get(name) ?? constant(name, span);
  return { ...context, lookup, global, expanded: new Map() };
}

function failScope(draft: Draft, name: string, span: Span): undefined {
  const message = `a function that a density calls cannot use \`${name}\``;
  return fail(draft, 'densityScope', message, span, 'make it an argument of the function');
}
