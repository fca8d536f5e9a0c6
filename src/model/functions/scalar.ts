import { present } from '../../base/invariant.ts';
import {
  apply,
  divide,
  elementwise,
  Interval,
  minus,
  multiply,
  plus,
  pow,
  type Defined,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { byElement } from '../elementwise.ts';
import { functionRule, type FunctionRule } from './rule.ts';

const ofOne = (
  signature: string,
  build: (g: Graph, a: Node) => Node,
  defined?: Defined,
): FunctionRule =>
  functionRule(
    signature,
    [1, 1],
    byElement((g, a) => build(g, present(a))),
    defined,
  );

const ofTwo = (
  signature: string,
  build: (g: Graph, a: Node, b: Node) => Node,
  defined?: Defined,
): FunctionRule =>
  functionRule(
    signature,
    [2, 2],
    byElement((g, a, b) => build(g, present(a), present(b))),
    defined,
  );

const power =
  (exponent: number) =>
  (g: Graph, a: Node): Node =>
    pow(g, a, g.constant(exponent));

/** log(x), or the logarithm to a base. */
const logarithm = (g: Graph, x: Node, base?: Node): Node =>
  base ? divide(g, apply(g, 'log', x), apply(g, 'log', base)) : apply(g, 'log', x);

/** Γ(a): its logarithm has its magnitude. */
const gamma = (g: Graph, a: Node): Node =>
  multiply(g, signOfGamma(g, a), apply(g, 'exp', apply(g, 'lgamma', a)));

/** The sign of Γ(a), for a < 0 that of sin πa by the reflection Γ(a)·Γ(1 − a) = π/sin πa; whole numbers are its poles. */
function signOfGamma(g: Graph, a: Node): Node {
  const one = g.constant(1);
  if (Interval.isNonNegative(a.range) || a.range.integer) return one;
  const turns = multiply(g, g.constant(Math.PI, 'pi'), a);
  const isNegative = apply(g, 'less', a, g.constant(0));
  return apply(g, 'where', isNegative, apply(g, 'sign', apply(g, 'sin', turns)), one);
}

const factorial = (g: Graph, n: Node): Node => gamma(g, plus(g, n, g.constant(1)));

/** The binomial coefficient Γ(n + 1)/(Γ(k + 1)·Γ(n − k + 1)). */
function choose(g: Graph, n: Node, k: Node): Node {
  const [all, chosen, left] = ([n, k, minus(g, n, k)] as const).map((m) =>
    plus(g, m, g.constant(1)),
  );
  const [a, c, l] = [present(all), present(chosen), present(left)];
  const log = minus(
    g,
    minus(g, apply(g, 'lgamma', a), apply(g, 'lgamma', c)),
    apply(g, 'lgamma', l),
  );
  return multiply(g, ...[a, c, l].map((m) => signOfGamma(g, m)), apply(g, 'exp', log));
}

/** Γ(a)·Γ(b)/Γ(a + b). */
const beta = (g: Graph, a: Node, b: Node): Node =>
  multiply(
    g,
    ...[a, b, plus(g, a, b)].map((m) => signOfGamma(g, m)),
    apply(g, 'exp', apply(g, 'lbeta', a, b)),
  );

const hypotenuse = (g: Graph, ...sides: readonly Node[]): Node =>
  power(0.5)(
    g,
    sides.map((side) => power(2)(g, side)).reduce((a, b) => plus(g, a, b)),
  );

const coefficient: Defined = ['aboveMinusOne', 'aboveMinusOne'];

/** Functions of numbers that are no row of the elementwise table but made of them. */
export const scalarFunctions: Readonly<Record<string, FunctionRule>> = {
  sqrt: ofOne('sqrt(x)', power(0.5), ['nonNegative']),
  square: ofOne('square(x)', power(2)),
  cube: ofOne('cube(x)', power(3)),
  log: functionRule(
    'log(x) or log(x, base)',
    [1, 2],
    byElement((g, x, b) => logarithm(g, present(x), b)),
    ['positive', 'positive'],
  ),
  nthRoot: functionRule(
    'nthRoot(x) or nthRoot(x, n)',
    [1, 2],
    byElement((g, x, n) => apply(g, 'nthRoot', present(x), n ?? g.constant(2))),
    elementwise.nthRoot.defined,
  ),
  hypot: functionRule('hypot(a, b, …)', [1, Infinity], byElement(hypotenuse)),
  gamma: ofOne('gamma(x)', gamma, ['positive']),
  factorial: ofOne('factorial(n)', factorial, ['aboveMinusOne']),
  choose: ofTwo('choose(n, k)', choose, coefficient),
  combinations: ofTwo('combinations(n, k)', choose, coefficient),
  beta: ofTwo('beta(a, b)', beta, ['positive', 'positive']),
};
