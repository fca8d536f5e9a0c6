import { Interval, labelsOf, postorder, type Node, type Symbol } from '../graph/index.ts';
import { rowOf } from '../runtime/domain.ts';
import { declarationOf } from '../runtime/domain-syntax.ts';
import { fail, type Operand } from './context.ts';
import type { Support } from './distributions/index.ts';
import type { Draft } from './draft.ts';
import type { Law } from './law.ts';
import type { Factor } from './model-graph.ts';
import { isSubset, supportRange } from './support.ts';

/** What is on the left of `~`, checked against the support; undefined and reported where it cannot be. */
export function checkSubject(draft: Draft, law: Law, subject: Operand): Factor['kind'] | undefined {
  const { node } = subject.quantity;
  const roles = new Set(symbolsIn(node).map((symbol) => symbol.role));
  const isData = roles.has('data');
  const isParameter = roles.has('parameter');
  if (!isData && !isParameter) return failFixed(draft, subject);
  if (isData && isParameter) return failMixed(draft, subject);
  const symbol = wholeOf(node);
  if (isParameter && !symbol) return failTransformed(draft, subject);
  const fits = symbol ? hasSupport(symbol, law.support) : mayHaveSupport(subject, law.support);
  if (!fits) return failSupport(draft, law, subject, symbol);
  return isData ? 'likelihood' : 'prior';
}

const symbolsIn = (node: Node): Symbol[] =>
  postorder([node]).filter((each) => each.kind === 'symbol');

function failFixed(draft: Draft, { text, span }: Operand): undefined {
  const message = `${text} is neither data nor a parameter: it has no distribution`;
  const help = 'declare it as `data`, or put the parameter that it tells of on the left';
  return fail(draft, 'badSubject', message, span, help);
}

function failMixed(draft: Draft, { text, span }: Operand): undefined {
  const message = `${text} mixes data and parameters on the left of \`~\``;
  const help = 'leave the data on the left: `y ~ normal(w*x, sigma)`, not `y - w*x ~ …`';
  return fail(draft, 'badSubject', message, span, help);
}

function failTransformed(draft: Draft, { text, span }: Operand): undefined {
  const message = `${text} is computed from parameters: a distribution for it would lack the derivative of the computation`;
  const help =
    'declare it as a parameter and compute the others from it, or give a parameter a density of your own with this derivative in it, `density d(w) = …` and `w ~ d()`; a `penalty` is not divided by the number of rows, as a prior is';
  return fail(draft, 'badSubject', message, span, help);
}

/** The symbol that a node is, or takes some elements of (each once at most). */
function wholeOf(node: Node): Symbol | undefined {
  if (node.kind === 'symbol') return node;
  if (node.kind !== 'contract') return undefined;
  const [symbol] = node.args;
  if (symbol?.kind !== 'symbol' || node.args.length > 1) return undefined;
  const chosen = new Set(node.brackets.flatMap(labelsOf));
  const isPart = node.labels[0]?.every((label) => label < node.shape.length || chosen.has(label));
  return isPart ? symbol : undefined;
}

function hasSupport({ domain, range }: Symbol, support: Support): boolean {
  if (support.kind === 'category' || support.kind === 'simplex')
    return domain.kind === support.kind;
  return domain.kind !== 'category' && isSubset(range, supportRange(support));
}

function mayHaveSupport({ quantity: { node, categories } }: Operand, support: Support): boolean {
  if (support.kind === 'category' || support.kind === 'simplex') return false;
  const [a, b] = [node.range, supportRange(support)];
  return categories === null && !Interval.isBelow(a, b) && !Interval.isBelow(b, a);
}

function failSupport(
  draft: Draft,
  law: Law,
  { text, span }: Operand,
  symbol: Symbol | undefined,
): undefined {
  const declared = symbol ? `, and ${text} is declared \`${declarationOf(symbol.domain)}\`` : '';
  const message = `the support of \`${law.name}\` is \`${describeSupport(law.support)}\`${declared}`;
  return fail(draft, 'outsideSupport', message, span, symbol && supportHelp(symbol, law.support));
}

const describeSupport = (support: Support): string =>
  support.kind === 'category' ? 'category(K)' : declarationOf(support);

const isFitted = (support: Support): boolean =>
  support.kind !== 'category' && rowOf(support).transform !== null;

function supportHelp({ name, role }: Symbol, support: Support): string {
  if (role === 'parameter' && !isFitted(support)) {
    return 'a parameter is continuous: it has no distribution of whole numbers';
  }
  const isHalfLine = support.kind === 'interval' && support.upper === Infinity;
  return `declare \`${name}: ${isHalfLine ? 'positive' : describeSupport(support)}\``;
}
