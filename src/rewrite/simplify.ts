import { present } from '../base/invariant.ts';
import {
  broadcast,
  instantiate,
  isPointwise,
  postorder,
  rebuild,
  reduce,
  sum,
  type CallHook,
  type Graph,
  type Node,
} from '../graph/index.ts';
import { parseExpression, type Expression } from '../syntax/index.ts';
import { demandOf, supplyOf } from './demand.ts';
import { matchAt, type Match } from './match.ts';
import { toPattern, type Pattern } from './pattern.ts';
import { assumptions, type Rule } from './rule.ts';
import type { StructuralRule } from './structural/index.ts';

/** One rewrite that was made. */
export interface RewriteStep {
  readonly rule: string;
  readonly before: Node;
  readonly after: Node;
}

/** Receives each rewrite as it is made. */
export type RewriteListener = (step: RewriteStep) => void;

type Rewriter = (g: Graph, node: Node) => Node | null;

const isSupplied = (demand: ReadonlySet<string>, supply: ReadonlySet<string>): boolean => {
  for (const head of demand) if (!supply.has(head)) return false;
  return true;
};

interface PreparedRule {
  readonly name: string;
  readonly head: string;
  /** What must be at the top of a node for the rule to be tried. */
  readonly demand: ReadonlySet<string>;
  readonly rewrite: Rewriter;
}

/** Rules made ready to be applied: parsed, and sorted by what they can match at. */
export class RuleSet {
  readonly #byHead = new Map<string, PreparedRule[]>();

  constructor(rules: readonly (Rule | StructuralRule)[]) {
    for (const rule of rules) {
      const prepared = 'rewrite' in rule ? { ...rule, demand: new Set<string>() } : prepare(rule);
      this.#byHead.set(prepared.head, [...(this.#byHead.get(prepared.head) ?? []), prepared]);
    }
  }

  /** The first rewrite that applies at the node, or null. */
  applyAt(g: Graph, node: Node): { rule: string; after: Node } | null {
    const rules = this.#byHead.get(headOf(node)) ?? [];
    if (rules.length === 0) return null;
    const supply = supplyOf(node);
    for (const rule of rules) {
      if (!isSupplied(rule.demand, supply)) continue;
      const after = rule.rewrite(g, node);
      if (after !== null && after !== node) return { rule: rule.name, after };
    }
    return null;
  }
}

/** What a rule's pattern must be at its root to match at the node. */
function headOf(node: Node): string {
  if (node.kind === 'map') return node.fn;
  return node.kind === 'contract' ? (isPointwise(node) ? 'product' : 'total') : node.kind;
}

const patternHeads: {
  readonly [K in Pattern['kind']]: (p: Extract<Pattern, { kind: K }>) => string;
} = {
  number: () => 'constant',
  variable: () => '',
  literal: () => 'constant',
  sum: () => 'add',
  product: () => 'product',
  power: () => 'pow',
  map: (p) => p.fn,
  total: (p) => (p.op === 'sum' ? 'total' : 'reduce'),
};

function prepare(rule: Rule): PreparedRule {
  const parse = (text: string): Expression => parseExpression({ name: rule.name, text });
  const pattern = toPattern(parse(rule.pattern));
  const replacement = parse(rule.replacement);
  return {
    name: rule.name,
    head: patternHeads[pattern.kind](pattern as never),
    demand: demandOf(pattern),
    rewrite: (g, node) => {
      for (const { match, wrap } of matchAt(g, pattern, node)) {
        if (isAllowed(rule, match)) return fit(g, wrap(build(g, replacement, match)), node);
      }
      return null;
    },
  };
}

const isAllowed = (rule: Rule, match: Match): boolean =>
  Object.entries(rule.assuming ?? {}).every(([variable, assumed]) => {
    const node = present(match.bindings.get(variable), `${rule.name}: ${variable}`);
    return [assumed].flat().every((assumption) => assumptions[assumption](node));
  });

const build = (g: Graph, replacement: Expression, match: Match): Node => {
  const hook: CallHook = (name, args) => {
    const { reduction } = match;
    if (!reduction || (name !== 'sum' && name !== 'logsumexp')) return undefined;
    const arg = instantiate(g, present(args[0]), match.bindings);
    return reduction.lift(
      name === 'sum' ? sum(g, arg, reduction.axes) : reduce(g, name, arg, reduction.axes),
    );
  };
  return instantiate(g, replacement, match.bindings, hook);
};

/** A replacement that lost its axes (a constant) gets them back. */
const fit = (g: Graph, result: Node, like: Node): Node =>
  result.shape.length === like.shape.length ? result : broadcast(g, result, [], like.shape);

/**
 * Applies the rules until none applies, from the leaves up; each shared node is rewritten once. What is
 * settled is kept: calls that share it rewrite what they have in common once.
 */
export function simplify(
  g: Graph,
  roots: readonly Node[],
  rules: RuleSet,
  listener?: RewriteListener,
  settled = new Map<Node, Node>(),
): Node[] {
  const to = (node: Node): Node => settled.get(node) ?? node;
  const settle = (root: Node): Node => {
    for (const node of postorder([root], settled)) {
      if (settled.has(node)) continue;
      const rebuilt = rebuild(g, node, to);
      const step = rules.applyAt(g, rebuilt);
      if (step) listener?.({ rule: step.rule, before: rebuilt, after: step.after });
      settled.set(node, step ? settle(step.after) : rebuilt === node ? node : settle(rebuilt));
    }
    return to(root);
  };
  return roots.map(settle);
}
