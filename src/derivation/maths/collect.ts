import { present } from '../../base/invariant.ts';
import {
  dependsOn,
  divide,
  isPointwise,
  multiply,
  plus,
  product,
  productOf,
  restrict,
  scale,
  splitCoefficient,
  sum,
  type Factor,
  type Graph,
  type Node,
  termsOf,
} from '../../graph/index.ts';
import type { Maths } from './maths.ts';

type Symbolic = Pick<Maths, 'symbolic' | 'objective'>;

/**
 * Σᵢ vᵢ·node over the rows as people write it: what is the same for every row stands outside of the sums,
 * and n times where it is a term; terms with the same factor before the sum are in one sum.
 */
export function sumTerms(maths: Symbolic, node: Node): Node[] {
  const { graph: g } = maths.symbolic.model;
  const { ofRows, once } = apart(g, node);
  const count = present(maths.objective.count);
  return [...sums(maths, ofRows), ...once.map((term) => multiply(g, count, term))];
}

/** The same of (1/n) Σᵢ vᵢ·node. */
export function averageTerms(maths: Symbolic, node: Node): Node[] {
  const { graph: g } = maths.symbolic.model;
  const { ofRows, once } = apart(g, node);
  const count = present(maths.objective.count);
  return [...sums(maths, ofRows).map((term) => divide(g, term, count)), ...once];
}

/** The terms that vary by row, and the others. */
function apart(
  g: Graph,
  node: Node,
): { readonly ofRows: readonly Node[]; readonly once: readonly Node[] } {
  const terms = termsOf(node);
  const ofRows = terms.filter((term) => dependsOn(term, 0));
  const once = terms.filter((term) => !ofRows.includes(term));
  return { ofRows, once: once.map((term) => restrict(g, term, [])) };
}

/** Σᵢ of the terms, those with the same factor before the sum in one. */
function sums({ symbolic: { model } }: Symbolic, terms: readonly Node[]): Node[] {
  const { graph: g, weight } = model;
  const groups = new Map<Node, Node[]>();
  for (const { outside, inside } of terms.map((term) => split(g, term))) {
    groups.set(outside, [...(groups.get(outside) ?? []), inside]);
  }
  return [...groups].map(([outside, inside]) => {
    const whole = plus(g, ...inside);
    return multiply(g, outside, sum(g, weight ? multiply(g, weight, whole) : whole, [0]));
  });
}

/** A term as what is the same for every row, its number positive, times what is not. */
function split(g: Graph, term: Node): { readonly outside: Node; readonly inside: Node } {
  const { coefficient, rest } = splitCoefficient(g, term);
  const factors: readonly Factor[] =
    rest.kind === 'contract' && isPointwise(rest)
      ? productOf(rest).factors
      : [{ node: rest, labels: [...rest.shape.keys()] }];
  const fixed = factors.filter(({ labels }) => labels.length === 0);
  const varying = factors.filter((factor) => !fixed.includes(factor));
  const once = product(g, { factors: fixed, output: [], sizes: [], brackets: [] });
  const output = [...rest.shape.keys()];
  return {
    outside: scale(g, Math.abs(coefficient), once),
    inside: scale(
      g,
      Math.sign(coefficient),
      product(g, { factors: varying, output, sizes: rest.shape, brackets: [] }),
    ),
  };
}

/** The terms of log L over all rows, factor by factor; none where the model has no likelihood. */
export const logLikelihoodTerms = (maths: Symbolic): Node[] =>
  maths.objective.factors
    .filter((f) => f.factor.kind === 'likelihood')
    .flatMap((f) => sumTerms(maths, f.logDensity));
