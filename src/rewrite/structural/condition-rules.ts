import { present } from '../../base/invariant.ts';
import {
  broadcast,
  constantOf,
  factorsOf,
  hasRows,
  Interval,
  isAlwaysFinite,
  map,
  product,
  splitCoefficient,
  type Contract,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import type { StructuralRule } from './structural-rule.ts';

/** A factor that is 0 where a condition says so. */
interface Switch {
  readonly factor: Factor;
  readonly condition: Node;
  /** Whether it is 0 where the condition fails, or where it holds. */
  readonly isOn: boolean;
  /** What it is else. */
  readonly value: Node;
}

/** A truth value, or a label of each row that is one. */
const isCondition = (node: Node): boolean =>
  node.kind === 'map'
    ? node.rule.condition === true
    : node.kind === 'symbol' && node.role === 'data' && Interval.isBinary(node.range);

function switchOf(g: Graph, factor: Factor): Switch | null {
  const { node } = factor;
  if (isCondition(node)) return { factor, condition: node, isOn: true, value: one(g, node) };
  if (node.kind !== 'map') return null;
  if (node.fn === 'where') return caseOf(factor, node.args);
  const opposite = node.fn === 'add' ? oppositeOf(g, node.args) : null;
  return opposite && { factor, condition: opposite, isOn: false, value: one(g, node) };
}

const one = (g: Graph, like: Node): Node => broadcast(g, g.constant(1), [], like.shape);

function caseOf(factor: Factor, [condition, a, b]: readonly Node[]): Switch | null {
  if (!condition || !a || !b || isPoint(condition)) return null;
  if (constantOf(b) === 0) return { factor, condition, isOn: true, value: a };
  return constantOf(a) === 0 ? { factor, condition, isOn: false, value: b } : null;
}

/** A point of an unknown, as in the slope of a power: θ comes to lie on it by chance alone. */
const isPoint = (condition: Node): boolean =>
  condition.kind === 'map' && condition.fn === 'equal' && !hasRows(condition);

/** c for 1 − c. */
function oppositeOf(g: Graph, terms: readonly Node[]): Node | null {
  const [a, b] = terms;
  if (!a || !b || terms.length !== 2) return null;
  const [number, term] = constantOf(a) === undefined ? [b, a] : [a, b];
  const { coefficient, rest } = splitCoefficient(g, term);
  return constantOf(number) === 1 && coefficient === -1 && isCondition(rest) ? rest : null;
}

/**
 * The slope of a case that is not taken may be infinite or none, and 0 times it is then no number. What no row
 * changes stays outside of the cases: it is computed once.
 */
function switchOff(g: Graph, node: Node): Node | null {
  if (node.kind !== 'contract') return null;
  const factors = factorsOf(g, node);
  for (const factor of factors) {
    const found = switchOf(g, factor);
    const inside = found ? factors.filter((f) => isSwitchedOff(node, found, f)) : [];
    if (!found || inside.length === 0) continue;
    const others = factors.filter((f) => f !== factor && !inside.includes(f));
    return product(g, {
      factors: [...others, casesOf(g, node, found, inside)],
      output: [...node.shape.keys()],
      sizes: node.sizes,
      brackets: [],
    });
  }
  return null;
}

const isSwitchedOff = ({ sizes }: Contract, { factor }: Switch, other: Factor): boolean => {
  const rows = sizes.indexOf('rows');
  const isOutside = factor.labels.includes(rows) && !other.labels.includes(rows);
  return other !== factor && !isOutside && !isAlwaysFinite(other.node);
};

/** The factors as a case of the condition, 0 in the other one. */
function casesOf(g: Graph, node: Contract, found: Switch, inside: readonly Factor[]): Factor {
  const { factor, isOn } = found;
  const used = new Set([factor, ...inside].flatMap((f) => f.labels));
  const isRows = (label: number): boolean => node.sizes[label] === 'rows';
  const inUse = [...node.sizes.keys()].filter((label) => used.has(label));
  // The data axis comes first in every node.
  const labels = [...inUse.filter(isRows), ...inUse.filter((label) => !isRows(label))];
  const sizes = labels.map((label) => present(node.sizes[label]));
  const placed = (f: Factor): Factor => ({
    node: f.node,
    labels: f.labels.map((label) => labels.indexOf(label)),
  });
  const whole = (factors: readonly Factor[]): Node =>
    product(g, { factors: factors.map(placed), output: [...labels.keys()], sizes, brackets: [] });
  const taken = whole([...inside, { ...factor, node: found.value }]);
  const zero = broadcast(g, g.constant(0), [], sizes);
  const condition = whole([{ ...factor, node: found.condition }]);
  return { node: map(g, 'where', [condition, ...(isOn ? [taken, zero] : [zero, taken])]), labels };
}

const termOfCondition = (head: 'product' | 'total'): StructuralRule => ({
  name: 'a slope that a condition switches off',
  head,
  identity: '[c]·a = a where c holds, else 0, also for an a that is no number',
  rewrite: switchOff,
});

export const conditionRules: readonly StructuralRule[] = [
  termOfCondition('product'),
  termOfCondition('total'),
];
