import { invariant, present } from '../base/invariant.ts';
import { cover, type Span } from '../base/source.ts';
import { buildIndex, stepOf } from './build-index.ts';
import type { MathNode, MathNodeOf, OperatorNode } from './mathjs.ts';
import { reject } from './rejection.ts';
import { isOperator, type Token, type Tokens } from './token.ts';
import { binaryOperation, chain, levelsOf, type Operand } from './chain.ts';
import type { Expression, Operator } from './tree.ts';
import { list, Walk } from './walk.ts';

const operators: ReadonlyMap<string, Operator> = new Map([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['pow', 'pow'],
  ['dotMultiply', 'dotMultiply'],
  ['dotDivide', 'dotDivide'],
  ['dotPow', 'dotPow'],
  ['unaryMinus', 'negate'],
  ['unaryPlus', 'plus'],
  ['ctranspose', 'transpose'],
  ['mod', 'mod'],
  ['smaller', 'less'],
  ['smallerEq', 'lessEqual'],
  ['larger', 'greater'],
  ['largerEq', 'greaterEqual'],
  ['equal', 'equal'],
  ['unequal', 'notEqual'],
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
]);

type Builders = {
  readonly [T in MathNode['type']]: (node: MathNodeOf<T>, walk: Walk) => Expression;
};

const builders: Builders = {
  ConstantNode: (_node, walk) => number(walk.take('number')),
  SymbolNode: (_node, walk) => reference(walk),
  ParenthesisNode: parenthesised,
  OperatorNode: operation,
  RelationalNode: chainedComparison,
  ConditionalNode: conditional,
  FunctionNode: call,
  ArrayNode: array,
  AccessorNode: buildIndex,
  RangeNode: range,
};

/**
 * Gives every node its place. The nodes of mathjs carry none, but they come in source order: a walk
 * over them that takes each token in turn knows where each begins and ends.
 *
 * @param arraysInRows indices of the brackets that open an array written in rows
 */
export function buildExpression(
  node: MathNode,
  tokens: Tokens,
  arraysInRows: ReadonlySet<number>,
): Expression {
  const walk = new Walk(tokens, arraysInRows, build);
  const expression = walk.expression(node);
  invariant(walk.peek() === undefined, 'tokens are left after the nodes of an expression');
  return expression;
}

function build<T extends MathNode['type']>(node: MathNodeOf<T>, walk: Walk): Expression {
  const builder = builders[node.type as T];
  invariant(builder, `mathjs made a node of type ${node.type}`);
  return builder(node, walk);
}

const number = (token: Token): Expression => ({
  kind: 'number',
  value: Number(token.text),
  span: token.span,
});

function reference(walk: Walk): Expression {
  const token = takeName(walk);
  if (token.text === 'end' && walk.subscripts === 0) {
    const help = 'in a subscript `x[end]` it is the last position; pick another name elsewhere';
    reject('reservedName', '`end` is a reserved word', token.span, help);
  }
  return { kind: 'reference', name: token.text, span: token.span };
}

/** Where a value is needed mathjs takes an operator word for a name. */
function takeName(walk: Walk): Token {
  const token = present(walk.peek());
  if (token.kind === 'operator') {
    reject('missingExpression', `an expression is missing before \`${token.text}\``, token.span);
  }
  return walk.take('name');
}

function parenthesised(node: MathNodeOf<'ParenthesisNode'>, walk: Walk): Expression {
  const open = walk.take('(');
  const inner = walk.expression(node.content);
  return { ...inner, span: cover(open.span, walk.take(')').span) };
}

function operation(node: OperatorNode, walk: Walk): Expression {
  if (node.args.length === 2) return binary(node, walk);
  return node.fn === 'ctranspose' ? postfix(node, walk) : prefix(node, walk);
}

const operatorOf = (node: OperatorNode): Operator =>
  present(operators.get(node.fn), `mathjs has an operator ${node.fn}`);

function prefix(node: OperatorNode, walk: Walk): Expression {
  const sign = walk.takeOperator();
  const arg = walk.expression(present(node.args[0]));
  const span = cover(sign.span, arg.span);
  return { kind: 'operation', operator: operatorOf(node), args: [arg], span };
}

function postfix(node: OperatorNode, walk: Walk): Expression {
  const arg = walk.expression(present(node.args[0]));
  const span = cover(arg.span, walk.takeOperator().span);
  return { kind: 'operation', operator: operatorOf(node), args: [arg], span };
}

/** A long sum is a deep tree on its left: that spine is followed in a loop. */
function binary(node: OperatorNode, walk: Walk): Expression {
  const spine = leftSpine(node);
  const leftmost = present(spine.at(-1)?.args[0]);
  const start = walk.deeper(levelsOf(spine.length), () => walk.expression(leftmost));
  const rest = spine.toReversed().map((each): Operand => {
    const sign = each.implicit ? null : walk.takeOperator().span;
    return { operator: operatorOf(each), sign, value: walk.expression(present(each.args[1])) };
  });
  return chain(start, rest);
}

function leftSpine(node: OperatorNode): OperatorNode[] {
  const spine = [node];
  for (let left = node.args[0]; left?.type === 'OperatorNode' && left.args.length === 2;) {
    spine.push(left);
    left = left.args[0];
  }
  return spine;
}

/** `a < b <= c` is `a < b and b <= c`. */
function chainedComparison(node: MathNodeOf<'RelationalNode'>, walk: Walk): Expression {
  const operands = walk.deeper(node.conditionals.length, () => comparedOperands(node, walk));
  const comparisons = node.conditionals.map((fn, k) =>
    binaryOperation(present(operators.get(fn)), present(operands[k]), present(operands[k + 1])),
  );
  return comparisons.reduce((all, next) => binaryOperation('and', all, next));
}

const comparedOperands = (node: MathNodeOf<'RelationalNode'>, walk: Walk): Expression[] =>
  node.params.map((param, k) => {
    if (k > 0) walk.takeOperator();
    return walk.expression(param);
  });

function conditional(node: MathNodeOf<'ConditionalNode'>, walk: Walk): Expression {
  const condition = walk.expression(node.condition);
  walk.take('?');
  const whenTrue = walk.expression(node.trueExpr);
  walk.take(':');
  const whenFalse = walk.expression(node.falseExpr);
  const span = cover(condition.span, whenFalse.span);
  return { kind: 'conditional', condition, whenTrue, whenFalse, span };
}

function call(node: MathNodeOf<'FunctionNode'>, walk: Walk): Expression {
  if (node.fn.type !== 'SymbolNode') rejectCall(walk.expression(node.fn).span);
  const name = takeName(walk);
  walk.take('(');
  const args = list(node.args, walk, (arg) => walk.expression(arg));
  const span = cover(name.span, walk.take(')').span);
  return { kind: 'call', callee: { text: name.text, span: name.span }, args, span };
}

function rejectCall(span: Span): never {
  const help = 'write `*` for a product; `f(x)` calls the function `f`';
  reject('unsupportedSyntax', 'only a name can be called', span, help);
}

function array(node: MathNodeOf<'ArrayNode'>, walk: Walk): Expression {
  const inRows = walk.opensRows();
  const open = walk.take('[');
  const entries = inRows ? rowsOf(node, walk) : itemsOf(node, walk);
  const span = cover(open.span, walk.take(']').span);
  const joined = inRows ? joinedOf(entries) : null;
  if (joined) return { kind: 'operation', operator: 'join', args: joined, span };
  if (entries.length === 0) {
    const help = 'write its elements; `zeros(n)` and `ones(n)` are arrays of a known length';
    reject('emptyItem', 'an array has at least one element', span, help);
  }
  return { kind: 'array', items: entries, span };
}

/** What each line of `[a; b]` is; null where they are rows of several entries. */
function joinedOf(rows: readonly Expression[]): Expression[] | null {
  const only = rows.map((row) => (row.kind === 'array' && row.items.length === 1 ? row.items : []));
  return only.every((items) => items.length === 1) ? only.flat() : null;
}

function itemsOf(node: MathNodeOf<'ArrayNode'>, walk: Walk): Expression[] {
  const items = list(node.items, walk, (item) => walk.expression(item));
  walk.takeIf(',');
  return items;
}

function rowsOf(node: MathNodeOf<'ArrayNode'>, walk: Walk): Expression[] {
  return node.items.map((row): Expression => {
    invariant(row.type === 'ArrayNode', 'a row is an array');
    const items = itemsOf(row, walk);
    walk.takeIf(';');
    const span = cover(present(items[0]).span, present(items.at(-1)).span);
    return { kind: 'array', items, span };
  });
}

/** `from:to` or `from:step:to`; only in a subscript may a bound be left out. */
function range(node: MathNodeOf<'RangeNode'>, walk: Walk): Expression {
  if (isOperator(walk.peek(), ':')) rejectOpen(present(walk.peek()).span);
  const from = walk.expression(node.start);
  const colon = walk.take(':').span;
  const step = stepOf(node, walk);
  const next = walk.peek();
  if (!next || closes(next)) rejectOpen(colon);
  const to = walk.expression(node.end);
  return {
    kind: 'operation',
    operator: step ? 'steps' : 'range',
    args: step ? [from, step, to] : [from, to],
    span: cover(from.span, to.span),
  };
}

const closes = (token: Token): boolean =>
  [',', ')', ']', ';'].some((sign) => isOperator(token, sign));

function rejectOpen(span: Span): never {
  const help = 'write `1:3`; only a subscript knows where its axis ends';
  reject('missingExpression', 'a range outside a subscript has two bounds', span, help);
}
