import { printExpression, type Expression } from '../../syntax/index.ts';
import { withParts } from './expressions.ts';
import type { Namer } from './namer.ts';

/** A name that an expression got, and the expression. */
export interface Named {
  readonly name: string;
  readonly value: Expression;
}

/** What names are given in: what depends on the parameters, the names, and where they are kept. */
export interface Naming {
  readonly namer: Namer;
  readonly varies: (e: Expression) => boolean;
  /** By the text of the expression: what is written twice gets one name. */
  readonly given: Map<string, string>;
  readonly found: (named: Named) => void;
  /** What has no name yet gets none. */
  readonly isClosed?: true;
}

/** Where an expression stands. */
export interface Place {
  /** It is a loss: squares of sums in it are squares of residuals. */
  readonly loss: boolean;
  /** Only sums and products lead to it from a weighted sum: what is activated here is a layer. */
  readonly layer: boolean;
}

/** Functions of a weighted sum, which has the name z. */
const activations: ReadonlySet<string> = new Set(
  `sigmoid tanh relu softplus softmax log_softmax logsumexp exp logit erf sin cos tan sinh cosh
   asinh atan atanh`.split(/\s+/u),
);

/** Activations that make a layer h of a network: no logarithm undoes them. */
const layers: ReadonlySet<string> = new Set(
  'sigmoid tanh relu softplus softmax erf sin cos asinh atan'.split(' '),
);

const linear: ReadonlySet<string> = new Set(
  'add subtract multiply dotMultiply negate plus transpose'.split(' '),
);

/** A function of one weighted sum or name, such as sigmoid(z). */
export const isActivation = (e: Expression): boolean =>
  e.kind === 'call' && e.args.length === 1 && activations.has(e.callee.text);

const isLinear = (e: Expression): boolean =>
  e.kind === 'operation' ? linear.has(e.operator) : e.kind === 'call' && e.callee.text === 'dot';

/** The expression with names in the place of the parts that a reader wants to see named. */
export function nameParts(e: Expression, place: Place, naming: Naming): Expression {
  if (e.kind === 'call' && isActivation(e)) return nameActivation(e, place, naming);
  const layer = place.layer && isLinear(e);
  const inner = withParts(e, (part) => nameParts(part, { ...place, layer }, naming));
  return place.loss && isSquare(inner)
    ? withParts(inner, (part) => nameSum(part, 'r', naming))
    : inner;
}

function nameActivation(
  e: Extract<Expression, { kind: 'call' }>,
  place: Place,
  naming: Naming,
): Expression {
  const inner = withParts(e, (arg) => {
    const parts = nameParts(arg, { ...place, layer: isSum(arg) }, naming);
    return nameSum(parts, 'z', naming);
  });
  const isLayer = place.layer && layers.has(e.callee.text) && naming.varies(inner);
  return isLayer ? define(inner, 'h', naming) : inner;
}

/** A name for a sum that depends on parameters; −(a + b) keeps its sign outside. */
function nameSum(e: Expression, base: string, naming: Naming): Expression {
  if (e.kind === 'operation' && e.operator === 'negate') {
    return withParts(e, (part) => nameSum(part, base, naming));
  }
  return isSum(e) && naming.varies(e) ? define(e, base, naming) : e;
}

const isSum = (e: Expression): boolean =>
  e.kind === 'operation' && (e.operator === 'add' || e.operator === 'subtract');

function isSquare(e: Expression): boolean {
  if (e.kind === 'call') return e.callee.text === 'square';
  const [, exponent] = e.kind === 'operation' ? e.args : [];
  const isPower = e.kind === 'operation' && (e.operator === 'pow' || e.operator === 'dotPow');
  return isPower && exponent?.kind === 'number' && exponent.value % 2 === 0;
}

/** Gives an expression a name of its own, or the one that it has. */
export function define(e: Expression, base: string, naming: Naming, of?: string): Expression {
  const text = printExpression(e);
  if (naming.isClosed && !naming.given.has(text)) return e;
  const name = naming.given.get(text) ?? naming.namer.fresh(base, of);
  if (!naming.given.has(text)) {
    naming.given.set(text, name);
    naming.found({ name, value: e });
  }
  return { kind: 'reference', name, span: e.span };
}
