import { describe, expect, it } from 'vitest';
import {
  evaluate,
  Graph,
  instantiate,
  reduce,
  sum,
  symbolsOf,
  verifyGraph,
  type CallHook,
  type Node,
  type Tensor,
} from '../../src/graph/index.ts';
import {
  assumptionRow,
  hoistingRules,
  RuleSet,
  readableRules,
  type Assumption,
  type Rule,
} from '../../src/rewrite/index.ts';
import { parseExpression, type Expression } from '../../src/syntax/index.ts';
import type { Domain } from '../../src/runtime/domain.ts';

/** What a variable is made to be, so that the assumptions on it hold and can be proved. */
interface Sample {
  readonly domain: Domain;
  readonly perRow: boolean;
  readonly values: readonly number[];
}

const anything: Sample = { domain: { kind: 'real' }, perRow: true, values: [-2.3, -0.4, 0.7, 1.9] };
const samples: Readonly<Record<string, Sample>> = {
  positive: { ...anything, domain: { kind: 'positive' }, values: [0.2, 0.9, 1.7, 3.1] },
  nonNegative: { ...anything, domain: { kind: 'count' }, values: [0, 1, 2, 5] },
  nonPositive: {
    ...anything,
    domain: { kind: 'interval', lower: -9, upper: 0 },
    values: [-2, -1, -0.5, -0.2],
  },
  negative: {
    ...anything,
    domain: { kind: 'interval', lower: -9, upper: -0.1 },
    values: [-2, -1, -0.5, -0.2],
  },
  binary: { ...anything, domain: { kind: 'binary' }, values: [0, 1, 1, 0] },
  unit: { ...anything, domain: { kind: 'unit' }, values: [0.1, 0.3, 0.6, 0.99] },
  tally: { ...anything, domain: { kind: 'count' }, values: [0, 1, 2, 5] },
  label: { ...anything, domain: { kind: 'unit' }, values: [0, 1, 0.25, 1] },
  maybeZero: { ...anything, domain: { kind: 'unit' }, values: [0.1, 0.3, 0.6, 1] },
  maybeMinusOne: {
    ...anything,
    domain: { kind: 'interval', lower: -1, upper: 1 },
    values: [-0.5, 0.1, 0.9, 1],
  },
  varying: { ...anything, domain: { kind: 'positive' }, values: [0.2, 0.9, 1.7, 3.1] },
  fixed: { ...anything, perRow: false, domain: { kind: 'unit' }, values: [0.3] },
  perRow: anything,
};
const numbers: Readonly<Record<string, number>> = { odd: -1, even: 2, negative: -2, positive: 3 };

const assumed = (rule: Rule, name: string): readonly string[] =>
  [rule.assuming?.[name] ?? []].flat();

function namesIn(e: Expression): string[] {
  if (e.kind === 'reference') return [e.name];
  return e.kind === 'operation' || e.kind === 'call' ? e.args.flatMap(namesIn) : [];
}

/** Variables under a reduction are vectors of each row. */
function reducedNames(e: Expression): string[] {
  if (e.kind !== 'operation' && e.kind !== 'call') return [];
  const isReduction = e.kind === 'call' && e.callee.text === 'sum';
  return isReduction ? e.args.flatMap(namesIn) : e.args.flatMap(reducedNames);
}

function instance(rule: Rule): {
  before: Node;
  after: Node;
  g: Graph;
  values: (n: Node) => Tensor;
} {
  const g = new Graph();
  const parse = (text: string): Expression => parseExpression({ name: rule.name, text });
  const pattern = parse(rule.pattern);
  const vectors = reducedNames(pattern);
  const tensors = new Map<Node, Tensor>();
  const bindings = new Map<string, Node>();
  for (const name of new Set(namesIn(pattern))) {
    const tags = assumed(rule, name);
    if (['k', 'm', 'n'].includes(name)) {
      bindings.set(name, g.constant(numbers[tags[0] ?? ''] ?? 3));
      continue;
    }
    const merged = tags.map((tag) => samples[tag] ?? anything);
    const sample = merged.find((s) => s.domain.kind !== 'real') ?? merged[0] ?? anything;
    const vector = vectors.includes(name);
    const shape = [...(sample.perRow ? ['rows' as const] : []), ...(vector ? [2] : [])];
    const node = g.symbol(name, sample.perRow ? 'data' : 'parameter', shape, sample.domain);
    // Numbers of which nothing is assumed differ, also from each other.
    const own = sample === anything && name === 'b' ? sample.values.toReversed() : sample.values;
    const values = vector ? own.flatMap((v) => [v, 0.5 - v]) : own;
    bindings.set(name, node);
    tensors.set(node, { shape: shape.map((axis) => (axis === 'rows' ? 4 : axis)), values });
  }
  const hook: CallHook = (name, args) => {
    const build = (): Node => instantiate(g, args[0] as Expression, bindings, hook);
    if (name === 'sum') return sum(g, build(), [1]);
    return name === 'logsumexp' ? reduce(g, name, build(), [1]) : undefined;
  };
  return {
    g,
    before: instantiate(g, pattern, bindings, hook),
    after: instantiate(g, parse(rule.replacement), bindings, hook),
    values: (n) => tensors.get(n) ?? { shape: [], values: [] },
  };
}

/** Infinite values must be equal. */
function expectClose(value: number, other: number): void {
  const error = value === other ? 0 : Math.abs(value - other);
  expect(error).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(value)));
}

/** What must be proved, unlike a choice of where a rule pays. */
const isProved = (name: Assumption): boolean => assumptionRow(name).choice !== true;

const rules = [...new Set([...readableRules, ...hoistingRules])].filter(
  (r): r is Rule => 'pattern' in r,
);

describe.each(rules.map((rule) => [rule.name, rule.pattern, rule] as const))(
  '%s: %s',
  (_name, _pattern, rule) => {
    const { g, before, after, values } = instance(rule);

    it('preserves the value where its assumptions hold', () => {
      const [a, b] = evaluate([before, after], { rows: 4, valueOf: values });
      const wanted =
        b?.values.length === 1 ? a?.values.map(() => b.values[0] as number) : b?.values;
      a?.values.forEach((value, i) => {
        const other = wanted?.[i] ?? NaN;
        // A rule holds where its left side is defined.
        if (Number.isNaN(value)) return;
        expectClose(value, other);
      });
      expect(a?.values.some((value) => Number.isFinite(value))).toBe(true);
    });

    it('fires, and gives what it says', () => {
      const fired = new RuleSet([rule]).applyAt(g, before);
      expect(fired?.rule).toBe(rule.name);
      verifyGraph([fired?.after as Node]);
      const [a, b] = evaluate([fired?.after as Node, before], { rows: 4, valueOf: values });
      a?.values.forEach((value, i) => {
        const other = b?.values[i] ?? NaN;
        if (Number.isNaN(value) || Number.isNaN(other)) return;
        expectClose(value, other);
      });
    });

    it.runIf(
      Object.values(rule.assuming ?? {})
        .flat()
        .some(isProved),
    )('is refused where nothing is proved', () => {
      const bare = new Graph();
      const bindings = new Map(
        symbolsOf([before]).map((s) => {
          const name = s.kind === 'symbol' ? s.name : '';
          const shape = s.shape[0] === 'rows' ? s.shape : (['rows', ...s.shape] as const);
          return [name, bare.symbol(name, 'theta', shape, { kind: 'real' })];
        }),
      );
      for (const name of ['k', 'm', 'n']) bindings.set(name, bare.constant(0.37) as never);
      const hook: CallHook = (name, args) =>
        name === 'sum'
          ? sum(bare, instantiate(bare, args[0] as Expression, bindings, hook), [1])
          : undefined;
      const node = instantiate(
        bare,
        parseExpression({ name: rule.name, text: rule.pattern }),
        bindings,
        hook,
      );
      expect(new RuleSet([rule]).applyAt(bare, node)).toBeNull();
    });
  },
);
