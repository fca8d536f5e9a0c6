import { present } from '../../base/invariant.ts';
import {
  Interval,
  hasRows,
  postorder,
  type Graph,
  type Node,
  type Role,
  type Symbol,
} from '../../graph/index.ts';
import { buildModel, type ModelGraph, type Language } from '../../model/index.ts';
import type { Domain } from '../../runtime/domain.ts';
import type { Expression, Tree } from '../../syntax/index.ts';
import { namesIn } from './expressions.ts';
import { nameModel, type NamedModel } from './name-model.ts';
import { simplifierOf, type Simplify } from './simplifier.ts';

/** A named quantity of the model that formulas write by its name. */
export interface Definition {
  readonly name: string;
  /** What the model is written over in its place. */
  readonly symbol: Symbol;
  /** What it is, over parameters, data and the symbols of earlier definitions. */
  readonly node: Node;
  readonly perRow: boolean;
}

/** A model, and the same over the names of its intermediate quantities. */
export interface SymbolicModel {
  readonly named: NamedModel;
  /** Its terms are over the symbols of definitions. */
  readonly model: ModelGraph;
  /** Over parameters and data alone. */
  readonly written: ModelGraph;
  readonly simplify: Simplify;
  /** In an order in which each follows those it is made of. */
  readonly definitions: readonly Definition[];
}

/** What a derivation starts from. */
export interface Text {
  readonly tree: Tree;
  /** Sizes that replace those of `dim` statements. */
  readonly dims: Readonly<Record<string, number>>;
  readonly language?: Language;
}

/** Builds a model once, for its code and for its derivation. */
export function symbolicModel({ tree, dims, language }: Text): SymbolicModel {
  let named: NamedModel = { tree, factors: [] };
  let transparent: ReadonlySet<string> = new Set();
  const definitions: Definition[] = [];
  const naming = (text: Tree): Tree => {
    named = nameModel(text, language);
    transparent = transparentNames(named.tree);
    return named.tree;
  };
  const define = (g: Graph, name: string, node: Node): Symbol | null => {
    if (transparent.has(name) || !hasSymbol(node)) return null;
    const symbol = symbolFor(g, name, node);
    definitions.push({ name, symbol, node, perRow: hasRows(node) });
    return symbol;
  };
  const written = buildModel(tree, { dims, define, naming, ...(language && { language }) });
  const model = { ...written, ...written.named };
  return { named, model, written, definitions, simplify: simplifierOf(model.graph) };
}

const hasSymbol = (node: Node): boolean => postorder([node]).some((n) => n.kind === 'symbol');

/** What a logarithm or another link takes back: written out, it cancels. */
const undone: ReadonlySet<string> = new Set('sigmoid softmax log_softmax exp logit'.split(' '));

/**
 * The definitions that are put in where they are used: subjects of distributions, which must be data, and
 * what a density takes of a linear predictor, so that logarithm and exponential meet.
 */
function transparentNames(tree: Tree): ReadonlySet<string> {
  const used = tree.statements.flatMap((s): string[] => {
    if (s.kind === 'distributed') return s.args.flatMap(nameOf);
    return s.kind === 'loss' || s.kind === 'penalty' ? namesIn(s.value) : [];
  });
  const links = tree.statements.flatMap((s) =>
    s.kind === 'definition' && isUndone(s.value) && used.includes(s.name.text) ? [s.name.text] : [],
  );
  const subjects = tree.statements.flatMap((s) =>
    s.kind === 'distributed' ? namesIn(s.subject) : [],
  );
  return new Set([...links, ...subjects]);
}

const nameOf = (e: Expression): string[] => (e.kind === 'reference' ? [e.name] : []);

const isUndone = (e: Expression): boolean =>
  (e.kind === 'call' && undone.has(e.callee.text)) || isShare(e);

/** A quotient of sums of exponentials, as a textbook writes a logistic function or a softmax. */
const isShare = (e: Expression): boolean =>
  e.kind === 'operation' && e.operator === 'divide' && namesIn(present(e.args[1])).includes('exp');

/** A symbol of a node's shape, of which is proved what is proved of the node as it is and in its shorter form. */
function symbolFor(g: Graph, name: string, node: Node): Symbol {
  const shorter = simplifierOf(g)(node);
  const { domain, open } = domainOf(Interval.intersect(node.range, shorter.range));
  return g.symbol(name, open ? 'parameter' : closedRole(node), node.shape, domain);
}

/** Where the bounds belong to the range, the symbol is like a column, else like a parameter. */
const closedRole = (node: Node): Role => (hasRows(node) ? 'data' : 'hyper');

function domainOf(r: Interval.Interval): { readonly domain: Domain; readonly open: boolean } {
  if (Interval.isBinary(r)) return { domain: { kind: 'binary' }, open: false };
  if (r.integer && Interval.isNonNegative(r)) return { domain: { kind: 'count' }, open: false };
  if (r.lo === -Infinity && r.hi === Infinity) return { domain: { kind: 'real' }, open: true };
  const open = (r.loOpen || r.lo === -Infinity) && (r.hiOpen || r.hi === Infinity);
  return { domain: { kind: 'interval', lower: r.lo, upper: r.hi }, open };
}
