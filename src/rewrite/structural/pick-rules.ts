import { present } from '../../base/invariant.ts';
import {
  dependsOn,
  hasRows,
  map,
  plus,
  restrict,
  scale,
  splitCoefficient,
  type Graph,
  type Map,
  type Node,
} from '../../graph/index.ts';
import { repeatedTerms } from './factors.ts';
import { pickOf, repick, type Pick } from './pick.ts';
import type { StructuralRule } from './structural-rule.ts';

/** Of a vector that is named element by element, each element is a number of its own. */
const isByRow = ({ bracket }: Pick): boolean => bracket.kind !== 'at';

/** What is picked from is computed once for all rows, and not as often as its axis is long for each. */
const isFromFixed = ({ summand }: Pick): boolean => !hasRows(summand) || !dependsOn(summand, 0);

const always = (): boolean => true;

/** f(Σₖ tₖ [k = i]) = Σₖ f(tₖ) [k = i]: a function of a picked element is the picked function. */
const mapOfPick = (fn: Map['fn'], pays: (pick: Pick) => boolean): StructuralRule => ({
  name: `${fn} of a picked element`,
  minor: true,
  head: fn,
  identity: `${fn}(a[k]) = ${fn}(a)[k]`,
  rewrite: (g, node) => {
    if (node.kind !== 'map' || node.args.length !== 1) return null;
    const { coefficient, rest } = splitCoefficient(g, present(node.args[0]));
    const pick = pickOf(g, rest);
    if (!pick || !pays(pick)) return null;
    return repick(g, pick, map(g, fn, [scale(g, coefficient, pick.summand)]));
  },
});

/**
 * Σₖ (aₖ + b) [k = i] = Σₖ aₖ [k = i] + b: a term without the axis needs no picking, for the one-hot sums
 * to 1: its index is in range by its domain.
 */
const pickOfSum: StructuralRule = {
  name: 'a picked element of a sum',
  minor: true,
  head: 'total',
  identity: '(a + b)[k] = a[k] + b, for a b without the axis',
  rewrite: (g, node) => {
    const pick = pickOf(g, node);
    const terms = pick && termsOf(g, pick.summand);
    if (!terms) return null;
    const axis = node.shape.length;
    const varies = (term: Node): boolean => dependsOn(term, axis);
    const varying = terms.filter(varies);
    const fixed = terms.filter((term) => !varies(term));
    if (varying.length === 0 || fixed.length === 0) return null;
    const outer = [...node.shape.keys()];
    return plus(
      g,
      repick(g, pick, plus(g, ...varying)),
      ...fixed.map((term) => restrict(g, term, outer)),
    );
  },
};

/** The terms of a sum, or of a sum that is repeated along axes, each of the node's shape. */
const termsOf = (g: Graph, node: Node): readonly Node[] | null =>
  node.kind === 'map' && node.fn === 'add' ? node.args : repeatedTerms(g, node);

export const pickRules: readonly StructuralRule[] = [mapOfPick('log', always), pickOfSum];

export const hoistingPickRules: readonly StructuralRule[] = [
  mapOfPick('log1p', isFromFixed),
  mapOfPick('exp', isByRow),
];
