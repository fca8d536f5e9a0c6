import { invariant, present } from '../base/invariant.ts';
import type { Expression, Operator } from '../syntax/tree.ts';
import { isElementwise } from './elementwise.ts';
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
export const instantiate = (
  g: Graph,
  formula: Expression,
  bindings: Bindings,
  hook: CallHook = () => undefined,
): Node => build({ g, bindings, hook }, formula);

interface Scope {
  readonly g: Graph;
  readonly bindings: Bindings;
  readonly hook: CallHook;
}

const build = (scope: Scope, e: Expression): Node =>
  (builders[e.kind] as (scope: Scope, e: Expression) => Node)(scope, e);

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const fault = (_scope: Scope, { kind }: Expression): Node =>
  invariant(false, `formula: ${kind}`) as never;

const builders: {
  readonly [K in Expression['kind']]: (scope: Scope, e: ExpressionOf<K>) => Node;
} = {
  number: ({ g }, { value }) => g.constant(value),
  reference: ({ g, bindings }, { name }) =>
    present(bindings.get(name) ?? named(g, name), `formula: ${name}`),
  operation: (scope, { operator, args }) =>
    present(operators[operator], `formula: ${operator}`)(
      scope.g,
      ...args.map((arg) => build(scope, arg)),
    ),
  conditional: (scope, { condition, whenTrue, whenFalse }) =>
    apply(scope.g, 'where', ...[condition, whenTrue, whenFalse].map((part) => build(scope, part))),
  call: (scope, { callee, args }) =>
    scope.hook(callee.text, args) ??
    call(
      scope.g,
      callee.text,
      args.map((arg) => build(scope, arg)),
    ),
  array: fault,
  index: fault,
};

const named = (g: Graph, name: string): Node | undefined =>
  name === 'pi' ? g.constant(Math.PI, 'pi') : undefined;

function call(g: Graph, name: string, args: readonly Node[]): Node {
  if (name === 'sqrt') return pow(g, present(args[0]), g.constant(0.5));
  invariant(isElementwise(name), `formula: ${name}`);
  return apply(g, name, ...args);
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
