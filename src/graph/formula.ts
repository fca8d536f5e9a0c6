import { invariant, present } from '../base/invariant.ts';
import type { Expression, Operator } from '../syntax/tree.ts';
import type { Graph } from './graph.ts';
import type { Node } from './node.ts';
import { apply, divide, minus, multiply, negate, plus, pow } from './build.ts';

/** Named nodes that a formula's references stand for. */
export type Bindings = ReadonlyMap<string, Node>;

/** Builds a call that is no elementwise function (`sum`, `logsumexp`), or returns undefined. */
export type CallHook = (name: string, args: readonly Expression[]) => Node | undefined;

/**
 * The graph of an elementwise formula: `*` and `^` act element by element and scalars are repeated.
 * Partials, expansions and replacements are written as such formulas.
 */
export function instantiate(
  g: Graph,
  formula: Expression,
  bindings: Bindings,
  hook: CallHook = () => undefined,
): Node {
  const build = (e: Expression): Node => instantiate(g, e, bindings, hook);
  switch (formula.kind) {
    case 'number':
      return g.constant(formula.value);
    case 'reference':
      return present(
        bindings.get(formula.name) ?? named(g, formula.name),
        `formula: ${formula.name}`,
      );
    case 'operation':
      return present(operators[formula.operator], `formula: ${formula.operator}`)(
        g,
        ...formula.args.map(build),
      );
    case 'conditional':
      return apply(
        g,
        'where',
        ...[formula.condition, formula.whenTrue, formula.whenFalse].map(build),
      );
    case 'call':
      return (
        hook(formula.callee.text, formula.args) ??
        call(g, formula.callee.text, formula.args.map(build))
      );
    default:
      return invariant(false, `formula: ${formula.kind}`) as never;
  }
}

const named = (g: Graph, name: string): Node | undefined =>
  name === 'pi' ? g.constant(Math.PI, 'pi') : undefined;

function call(g: Graph, name: string, args: readonly Node[]): Node {
  if (name === 'sqrt') return pow(g, present(args[0]), g.constant(0.5));
  return apply(g, present(g.named(name), `formula: ${name}`), ...args);
}

type Build = (g: Graph, ...args: Node[]) => Node;

const two =
  (build: (g: Graph, a: Node, b: Node) => Node): Build =>
  (g, a, b) =>
    build(g, present(a), present(b));

const operators: Partial<Record<Operator, Build>> = {
  add: plus,
  subtract: two(minus),
  multiply,
  dotMultiply: multiply,
  divide: two(divide),
  dotDivide: two(divide),
  pow: two(pow),
  dotPow: two(pow),
  negate: (g, a) => negate(g, present(a)),
  plus: (_g, a) => present(a),
  ...Object.fromEntries(
    (
      [
        'less',
        'lessEqual',
        'greater',
        'greaterEqual',
        'equal',
        'notEqual',
        'and',
        'or',
        'not',
        'mod',
      ] as const
    ).map((name): [Operator, Build] => [name, (g, ...args) => call(g, name, args)]),
  ),
};
