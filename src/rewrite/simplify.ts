import { present } from '../base/invariant.ts';
import {
  broadcast,
  instantiate,
  isPointwise,
  isProduct,
  postorder,
  rebuild,
  reduce,
  sum,
  type CallHook,
  type Graph,
  type Node,
} from '../graph/index.ts';
import { readFormula, type Expression } from '../syntax/index.ts';
import { matchAt, type Match } from './match.ts';
import { Marks, marksInside, type MarkSet } from './marks.ts';
import { mayMatch, type Looked } from './may-match.ts';
import { toPattern, type Pattern } from './pattern.ts';
import { alikeFactors } from './alike-factors.ts';
import { assumptions, type Assumption, type Rule } from './rule.ts';
import type { StructuralRule } from './structural/index.ts';

/** What a rule assumed of what a variable of its pattern stands for, and was proved. */
export interface Condition {
  readonly variable: string;
  readonly assumption: Assumption;
  readonly of: Node;
}

/** One rewrite that was made. */
export interface RewriteStep {
  readonly rule: string;
  /** The row that says the rule: its pattern and replacement, or its identity. */
  readonly row: Rule | StructuralRule;
  readonly before: Node;
  readonly after: Node;
  readonly conditions: readonly Condition[];
}

/** Is told of what a simplification does, as it does it. */
export interface RewriteListener {
  readonly rewritten: (step: RewriteStep) => void;
  /** The same node over rewritten children, in canonical form. */
  readonly rebuilt?: (before: Node, after: Node) => void;
}

interface Rewritten {
  readonly after: Node;
  readonly conditions: readonly Condition[];
}

type Rewriter = (g: Graph, node: Node, looked: Looked) => Rewritten | null;

interface PreparedRule {
  readonly row: Rule | StructuralRule;
  readonly head: string;
  /** What must be inside of a node that it matches at. */
  readonly needs: MarkSet;
  readonly rewrite: Rewriter;
}

/** Rules made ready to be applied: parsed, and sorted by what they can match at. */
export class RuleSet {
  readonly #prepared = new Map<Rule | StructuralRule, PreparedRule>();
  readonly #byHead = new Map<string, PreparedRule[]>();

  /** @param other a set with some of the same rules, which are ready there */
  constructor(rules: readonly (Rule | StructuralRule)[], other?: RuleSet) {
    for (const rule of rules) {
      const known = other ? other.#prepared.get(rule) : undefined;
      const prepared = known ?? ('rewrite' in rule ? prepareStructural(rule) : prepare(rule));
      this.#prepared.set(rule, prepared);
      this.#byHead.set(prepared.head, [...(this.#byHead.get(prepared.head) ?? []), prepared]);
    }
  }

  /** The first rewrite that applies at the node, or in what it is a sum of; null where there is none. */
  applyAt(
    g: Graph,
    node: Node,
    marks = new Marks(),
    looked: Looked = new Map(),
  ): RewriteStep | null {
    return this.#at(g, node, marks, looked) ?? this.#inSummand(g, node, marks, looked);
  }

  /** Factors of a sum that vary along the same axes are a product of their own. */
  #inSummand(g: Graph, node: Node, marks: Marks, looked: Looked): RewriteStep | null {
    if (node.kind !== 'contract' || isPointwise(node)) return null;
    for (const part of alikeFactors(g, node)) {
      const step =
        part.product.kind === 'contract' ? this.#at(g, part.product, marks, looked) : null;
      if (step) return { ...step, before: node, after: part.replacedBy(step.after) };
    }
    return null;
  }

  #at(g: Graph, node: Node, marks: Marks, looked: Looked): RewriteStep | null {
    const inside = marks.inside(node);
    for (const rule of this.#byHead.get(headOf(node)) ?? []) {
      if ((rule.needs & ~inside) !== 0) continue;
      const found = rule.rewrite(g, node, looked);
      if (found === null || found.after === node) continue;
      return { rule: rule.row.name, row: rule.row, before: node, ...found };
    }
    return null;
  }
}

/** What a rule's pattern must be at its root to match at the node. */
function headOf(node: Node): string {
  if (node.kind === 'map') return node.fn;
  return node.kind === 'contract' ? (isProduct(node) ? 'product' : 'total') : node.kind;
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

const prepareStructural = (rule: StructuralRule): PreparedRule => ({
  row: rule,
  head: rule.head,
  needs: 0,
  rewrite: (g, node) => {
    const after = rule.rewrite(g, node);
    return after && { after, conditions: [] };
  },
});

function prepare(rule: Rule): PreparedRule {
  const pattern = toPattern(readFormula(rule.pattern));
  const replacement = readFormula(rule.replacement);
  return {
    row: rule,
    head: patternHeads[pattern.kind](pattern as never),
    needs: marksInside(pattern),
    rewrite: (g, node, looked) => {
      if (!mayMatch(pattern, node, looked)) return null;
      for (const { match, wrap } of matchAt(g, pattern, node)) {
        const conditions = conditionsOf(rule, match);
        if (!conditions.every(isProved)) continue;
        return { after: fit(g, wrap(build(g, replacement, match)), node), conditions };
      }
      return null;
    },
  };
}

const conditionsOf = (rule: Rule, match: Match): Condition[] =>
  Object.entries(rule.assuming ?? {}).flatMap(([variable, assumed]) => {
    const of = present(match.bindings.get(variable), `${rule.name}: ${variable}`);
    return [assumed].flat().map((assumption) => ({ variable, assumption, of }));
  });

const isProved = ({ assumption, of }: Condition): boolean => assumptions[assumption].holds(of);

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
  const marks = new Marks();
  const looked: Looked = new Map();
  const to = (node: Node): Node => settled.get(node) ?? node;
  const settle = (root: Node): Node => {
    for (const node of postorder([root], settled)) {
      if (settled.has(node)) continue;
      const rebuilt = rebuild(g, node, to);
      const step = rules.applyAt(g, rebuilt, marks, looked);
      if (rebuilt !== node) listener?.rebuilt?.(node, rebuilt);
      if (step) listener?.rewritten(step);
      settled.set(node, step ? settle(step.after) : rebuilt === node ? node : settle(rebuilt));
    }
    return to(root);
  };
  return roots.map(settle);
}
