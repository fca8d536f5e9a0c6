import { present } from '../../base/invariant.ts';
import {
  apply,
  dependsOn,
  Interval,
  map,
  minus,
  multiply,
  plus,
  power,
  powerParts,
  restrict,
  scale,
  splitCoefficient,
  type Graph,
  type Map,
  type Node,
} from '../../graph/index.ts';
import { factorsOf } from './factors.ts';
import { overRows, rowSumOf, sumWith, type RowProduct } from './row-sum.ts';
import type { StructuralRule } from './structural-rule.ts';

/*
 * The slope by a of log Γ(a + b)/Γ(a) − b·log(1 + a/m) − a·log(1 + m/a), as in a negative binomial
 * distribution, is of order b/a², but a difference of numbers of order b/a. These are of its own order:
 *
 *   ψ(a + b) − ψ(a) − b/(a + b) = digammaExcess(a, b),
 *   log(1 + m/a) − m/(a + m) = L(m/a),   L(x) = log(1 + x) − x/(1 + x) = D(1, 1/(1 + x)),
 *   b/(a + b) − b/(a + m) = b·(m − b)/((a + b)(a + m)).
 *
 * Known where a is the same for all rows and no other term has the same a; m may vary by row.
 */

/** c·Σ x·(ψ(a + b) − ψ(a)) for an a that no row changes and a count b. */
interface Slope {
  readonly term: Node;
  readonly call: Node;
  readonly a: Node;
  readonly b: Node;
}

function slopeOf(g: Graph, term: Node): Slope | null {
  const call = rowSumOf(g, term)?.sum.args.find(isSlope);
  if (!call) return null;
  const [a, b] = [present(call.args[0]), present(call.args[1])];
  const isOfCount = b.range.integer && Interval.isNonNegative(b.range);
  if (dependsOn(a, 0) || !isOfCount) return null;
  return { term, call, a: restrict(g, a, []), b };
}

const isSlope = (node: Node): node is Map =>
  node.kind === 'map' && node.fn === 'digammaDifference' && node.shape.length === 1;

const isSum = (node: Node): node is Map => node.kind === 'map' && node.fn === 'add';

/** The terms of a sum, with c·(s + t) as c·s + c·t where there is such a slope in the bracket. */
const spread = (g: Graph, node: Map): Node[] =>
  node.args
    .flatMap((term) => {
      const factors = factorsOf(g, term).map((f) => f.node);
      const bracket = factors.find((f) => isSum(f) && f.args.some((t) => slopeOf(g, t)));
      if (!bracket || !isSum(bracket)) return [term];
      const others = factors.filter((f) => f !== bracket);
      return bracket.args.map((t) => multiply(g, ...others, t));
    })
    .flatMap((term) => spreadRows(g, term));

/** c·Σ x·(s + t) as c·Σ x·s + c·Σ x·t where there is such a slope in the bracket. */
function spreadRows(g: Graph, term: Node): Node[] {
  const bracket = rowSumOf(g, term)?.sum.args.find(
    (f) => isSum(f) && f.args.some((t) => hasSlope(g, t)),
  );
  const found = bracket && sumWith(g, term, bracket);
  if (!found || !isSum(bracket)) return [term];
  return bracket.args.map((t) => overRows(g, found, t));
}

const hasSlope = (g: Graph, term: Node): boolean =>
  isSlope(term) || factorsOf(g, term).some((f) => isSlope(f.node));

/** −c·Σ x·b/(a + m) beside such a slope. */
interface Share extends ShareForm {
  readonly term: Node;
}

interface ShareForm {
  /** 1/(a + m), or a/(a + m). */
  readonly factor: Node;
  readonly isOfWhole: boolean;
  /** log(1 + m/a) and m/(a + m). */
  readonly log: Node;
  readonly part: Node;
}

function shareOf(g: Graph, term: Node, slope: Slope): Share | null {
  const found = sumWith(g, term, slope.b);
  const like = sumWith(g, slope.term, slope.call);
  for (const factor of found && like ? [...found.outside, ...found.others] : []) {
    for (const form of [quotient, logistic]) {
      const share = form(g, slope.a, factor);
      const isFound = share && expected(g, present(like), slope, share) === term;
      if (isFound) return { ...share, term };
    }
  }
  return null;
}

/** The term that −c·Σ x·b/(a + m) is; null where a/(a + m) has no a to stand for. */
function expected(g: Graph, like: RowProduct, { a, b }: Slope, form: ShareForm): Node | null {
  const { outside } = like;
  if (form.isOfWhole && !outside.includes(a)) return null;
  const left = form.isOfWhole ? outside.filter((f) => f !== a) : outside;
  const opposite = { ...like, coefficient: -like.coefficient, outside: left };
  return variesByRow(form.factor)
    ? overRows(g, opposite, b, form.factor)
    : overRows(g, { ...opposite, outside: [...left, form.factor] }, b);
}

const variesByRow = (node: Node): boolean => node.shape.length > 0;

/** 1/(a + m). */
function quotient(g: Graph, a: Node, factor: Node): ShareForm | null {
  const { base, exponent } = powerParts(factor);
  if (exponent !== -1 || !isSum(base)) return null;
  const m = minus(g, base, a);
  const log = map(g, 'log1p', [multiply(g, m, power(g, a, -1))]);
  return { factor, isOfWhole: false, log, part: multiply(g, m, factor) };
}

/** σ(z) = a/(a + m) where a = eˡ and m = eˡ⁻ᶻ, which may be beyond the floats. */
function logistic(g: Graph, a: Node, factor: Node): ShareForm | null {
  const isOfExponential = a.kind === 'map' && a.fn === 'exp';
  if (!isOfExponential || factor.kind !== 'map' || factor.fn !== 'sigmoid') return null;
  const opposite = scale(g, -1, present(factor.args[0]));
  return {
    factor,
    isOfWhole: true,
    log: map(g, 'softplus', [opposite]),
    part: map(g, 'sigmoid', [opposite]),
  };
}

/** c·log(1 + m/a) and −c·m/(a + m) among terms, and c·L(m/a) in their place. */
interface Rest {
  readonly terms: readonly Node[];
  readonly value: Node;
}

function restOf(g: Graph, terms: readonly Node[], { log, part }: Share): Rest | null {
  for (const term of terms) {
    const like = variesByRow(log) ? inRows(g, term, log) : inProduct(g, term, log);
    const other = like?.(scale(g, -1, part));
    if (!like || !other || !terms.includes(other)) continue;
    return { terms: [term, other], value: like(excess(g, log)) };
  }
  return null;
}

/** A product with another node in the place of a factor; null where it is none of it. */
function inProduct(g: Graph, term: Node, factor: Node): Replace | null {
  const { coefficient, rest } = splitCoefficient(g, term);
  const factors = rest === factor ? [factor] : factorsOf(g, rest).map((f) => f.node);
  if (!factors.includes(factor)) return null;
  const others = factors.filter((f) => f !== factor);
  return (node) => scale(g, coefficient, multiply(g, ...others, node));
}

/** The same of a sum over the rows, for a factor beneath it. */
function inRows(g: Graph, term: Node, factor: Node): Replace | null {
  const found = sumWith(g, term, factor);
  return found && ((node) => overRows(g, found, node));
}

type Replace = (node: Node) => Node;

/** L(x) = D(1, e⁻ˡ) for l = log(1 + x). */
const excess = (g: Graph, log: Node): Node =>
  apply(g, 'devianceTermLog', g.constant(1), scale(g, -1, log));

/** c·Σ x·(ψ(a + b) − ψ(a) − b/(a + b)). */
const slopeTerms = (g: Graph, { term, call, a, b }: Slope): Node =>
  overRows(g, present(sumWith(g, term, call)), apply(g, 'digammaExcess', a, b));

/** −c·Σ x·b·(b − m)/((a + b)(a + m)), as b/(a + b)·(b/(a + m) − m/(a + m)). */
function shareTerms(g: Graph, { term, factor, isOfWhole, part }: Share, { a, b }: Slope): Node {
  const like = present(sumWith(g, term, b));
  const [outside, others] = [like.outside, like.others].map((all) =>
    all.filter((f) => f !== factor),
  );
  const mean = isOfWhole ? multiply(g, a, part) : part;
  const difference = minus(g, multiply(g, b, factor), mean);
  const left = { ...like, outside: present(outside), others: present(others) };
  return overRows(g, left, b, power(g, plus(g, a, b), -1), difference);
}

const slopeBesideMean: StructuralRule = {
  name: 'slope of a rising factorial beside its mean',
  head: 'add',
  identity:
    'ψ(a + b) − ψ(a) − b/(a + m) − (log(1 + m/a) − m/(a + m)) = E(a, b) + b·(m − b)/((a + b)(a + m)) − L(m/a), with E(a, b) = ψ(a + b) − ψ(a) − b/(a + b) and L(x) = log(1 + x) − x/(1 + x)',
  rewrite: (g, node) => {
    if (!isSum(node) || node.shape.length > 0) return null;
    const terms = spread(g, node);
    for (const slope of terms.flatMap((term) => slopeOf(g, term) ?? [])) {
      const share = terms.map((term) => shareOf(g, term, slope)).find((found) => found !== null);
      const rest = share ? restOf(g, terms, share) : null;
      if (!share || !rest) continue;
      const used = [slope.term, share.term, ...rest.terms];
      const others = terms.filter((term) => !used.includes(term));
      return plus(g, ...others, slopeTerms(g, slope), shareTerms(g, share, slope), rest.value);
    }
    return null;
  },
};

export const risingSlopeRules: readonly StructuralRule[] = [slopeBesideMean];
