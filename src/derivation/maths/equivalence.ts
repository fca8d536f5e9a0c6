import { present } from '../../base/invariant.ts';
import { gradient } from '../../calculus/index.ts';
import {
  align,
  apply,
  constantOf,
  einsum,
  hasRows,
  innerShape,
  instantiate,
  minus,
  onehot,
  partOf,
  plus,
  postorder,
  scale,
  substitute,
  sum,
  symbolsOf,
  type CallHook,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { knownLosses, type KnownLoss } from './known-losses.ts';
import { multipleOf, type Multiple } from './multiple.ts';
import { reach, type WrittenFactor } from './factors.ts';
import type { Maths } from './maths.ts';

/** A part of the objective that is, up to a factor and terms, a loss with a name. */
export interface Equivalence {
  readonly kind: 'likelihood' | 'prior' | 'loss';
  readonly known: KnownLoss;
  /** What is observed and what is predicted. */
  readonly observed: Node;
  readonly predicted: Node;
  readonly multiple: Multiple;
  /** The factor that it was found in. */
  readonly factor: WrittenFactor | null;
  /** Which of the parts that are known by the same name; null where there is one. */
  readonly number: number | null;
}

/** Losses with a name in the densities and the loss of a model. */
export function equivalences(maths: Maths, factors: readonly WrittenFactor[]): Equivalence[] {
  return numbered([...factors.flatMap((f) => inFactor(maths, f)), ...inLosses(maths)]);
}

/** With numbers, as MSE₁ and MSE₂, where a likelihood has several losses of one name. */
function numbered(found: readonly Found[]): Equivalence[] {
  return found.map((each) => {
    const alike = found.filter((e) => e.kind === each.kind && e.known === each.known);
    return { ...each, number: alike.length > 1 ? alike.indexOf(each) + 1 : null };
  });
}

/** The first loss with a name that the negative log density of one element is. */
function inFactor(maths: Maths, factor: WrittenFactor): Found[] {
  const { simplify, model } = maths.symbolic;
  const { graph: g } = model;
  const { kind, density, subject, args } = factor.log.factor;
  const loss = simplify(scale(g, -1, simplify(apply(g, 'log', density))));
  // What is drawn to something of its own is no penalty of its size.
  const isOwn = (predicted: Node): boolean =>
    kind === 'prior' &&
    symbolsOf([subject]).some((symbol) => reach(maths, [predicted]).has(symbol));
  const pairs = args
    .filter((predicted) => !isOwn(predicted))
    .map((predicted): Pair => ({ observed: subject, predicted }));
  const found = firstMatch(maths, loss, pairs);
  return found ? [{ ...found, kind, factor }] : [];
}

interface Pair {
  readonly observed: Node;
  readonly predicted: Node;
}

type Found = Omit<Equivalence, 'number'>;
type Match = Omit<Found, 'kind' | 'factor'>;

function firstMatch(maths: Maths, loss: Node, pairs: readonly Pair[]): Match | null {
  const { simplify, model } = maths.symbolic;
  const { graph: g } = model;
  for (const pair of pairs) {
    const symbols = varyingIn(maths, [pair.observed, pair.predicted]);
    for (const known of symbols.size > 0 ? knownLosses : []) {
      for (const formula of [known.formula, ...(known.variants ?? [])]) {
        const node = instance(g, formula, pair);
        const multiple = node && multipleOf(g, loss, simplify(node), symbols);
        if (multiple) return { known, multiple, ...pair };
      }
    }
  }
  return null;
}

/** The symbols of parameters and of definitions that depend on them. */
function varyingIn({ symbolic }: Maths, roots: readonly Node[]): ReadonlySet<Node> {
  const given = new Set<Node>(
    [...symbolic.model.columns, ...symbolic.model.hypers].map((i) => i.symbol),
  );
  return new Set(symbolsOf(roots).filter((symbol) => !given.has(symbol)));
}

/** A known loss of a pair; null where its shapes do not fit. */
function instance(g: Graph, formula: string, { observed, predicted }: Pair): Node | null {
  const isPick = formula.includes('pick');
  const isCategory = partOf(observed)?.symbol.domain.kind === 'category';
  if (isPick !== isCategory) return null;
  if (isPick) return pickInstance(g, formula, observed, predicted);
  const [a, b] = [innerShape(observed), innerShape(predicted)];
  if (b.length > 0 && String(a) !== String(b)) return null;
  const [y, u] = align(g, [observed, predicted]);
  return instantiate(
    g,
    g.formula(formula),
    new Map([
      ['y', present(y)],
      ['u', present(u)],
    ]),
  );
}

function pickInstance(g: Graph, formula: string, observed: Node, predicted: Node): Node | null {
  const [size] = innerShape(predicted);
  if (innerShape(predicted).length !== 1 || size === undefined) return null;
  const hook: CallHook = (name) =>
    name === 'pick' ? einsum(g, 'k,k->', predicted, onehot(g, observed, size)) : undefined;
  return instantiate(g, g.formula(formula), new Map(), hook);
}

/** The loss statements: residuals, and predictions through an activation. */
function inLosses(maths: Maths): Found[] {
  const { simplify, model } = maths.symbolic;
  return model.losses.flatMap(({ node }) => {
    const loss = simplify(node);
    const found = firstMatch(maths, loss, predictionsIn(maths, loss)) ?? residualIn(maths, loss);
    return found ? [{ ...found, kind: 'loss' as const, factor: null }] : [];
  });
}

/** Columns beside names, and beside what a sigmoid or a softmax makes of them. */
function predictionsIn({ symbolic }: Maths, loss: Node): Pair[] {
  const { graph: g, columns } = symbolic.model;
  const symbols = symbolsOf([loss]);
  const observed = columns.map((c) => c.symbol).filter((symbol) => symbols.includes(symbol));
  const names = symbolic.definitions.map((d) => d.symbol).filter((s) => symbols.includes(s));
  const predicted = names.flatMap((s) => [
    s,
    ...(innerShape(s).length === 0 ? [apply(g, 'sigmoid', s)] : []),
  ]);
  return observed.flatMap((y) => predicted.map((u) => ({ observed: y, predicted: u })));
}

/** A loss of a residual r = u − y, or y − u, as one of y and u. */
function residualIn(maths: Maths, loss: Node): Match | null {
  const { simplify, model } = maths.symbolic;
  const { graph: g, columns } = model;
  for (const { symbol, node } of maths.symbolic.definitions) {
    if (!postorder([loss]).includes(symbol) || !hasRows(node) || innerShape(node).length > 0)
      continue;
    for (const { symbol: observed } of columns) {
      const predicted = innerShape(observed).length > 0 ? null : predictedBy(maths, node, observed);
      const [written = loss] = substitute(g, [loss], new Map([[symbol, node]]));
      const whole = predicted && simplify(written);
      const found = whole && firstMatch(maths, whole, [{ observed, predicted }]);
      if (found) return found;
    }
  }
  return null;
}

/** The u of u − y or y − u; null for another node. */
function predictedBy(maths: Maths, residual: Node, observed: Node): Node | null {
  const { simplify, model } = maths.symbolic;
  const { graph: g } = model;
  if (!postorder([residual]).includes(observed)) return null;
  const [slope] = gradient(g, sum(g, residual, [0]), [observed]).map((d) => simplify(d));
  const sign = slope && constantOf(slope);
  if (sign !== 1 && sign !== -1) return null;
  return sign === -1 ? plus(g, residual, observed) : minus(g, observed, residual);
}
