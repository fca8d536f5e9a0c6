import { childrenOf, postorder, type Node } from '../graph/index.ts';
import type { Expression, Statement } from './loops.ts';
import { extentOf, type Action, type Chain, type Item } from './nest.ts';
import type { KernelState } from './passes.ts';
import type { Index, Term } from './term.ts';

/** Every node below the roots on a line of its own, made of the numbers of those above it. */
export function printGraph(roots: readonly Node[]): string[] {
  const order = postorder(roots);
  const numbers = new Map(order.map((node, k) => [node, `%${k}`]));
  const line = (node: Node): string =>
    `${numbers.get(node)} = ${headOf(node)}(${childrenOf(node)
      .map((child) => numbers.get(child))
      .join(', ')}) [${node.shape.join(', ')}]`;
  return [...order.map(line), `roots ${roots.map((root) => numbers.get(root)).join(' ')}`];
}

function headOf(node: Node): string {
  if (node.kind === 'map') return node.fn;
  if (node.kind === 'symbol') return `${node.role} ${node.name}`;
  if (node.kind === 'constant') return `constant ${node.name ?? node.value}`;
  if (node.kind === 'reduce') return `${node.op} over ${node.axes.join(' ')}`;
  if (node.kind !== 'contract') return node.kind;
  return `contract ${node.labels.map((own) => own.join('')).join(',')}->${[...node.shape.keys()].join('')}`;
}

/** What a kernel is after a pass: its statements where it has some, else its loops, else its chains. */
export function printKernelState(state: KernelState): string[] {
  if (state.body.length > 0) return state.body.flatMap((s) => printStatement(s, ''));
  const printer = new TreePrinter();
  const lines =
    state.items.length > 0
      ? state.items.flatMap((item) => printer.item(item, ''))
      : state.chains.map((chain) => printer.chain(chain));
  return state.result ? [...lines, `return ${printer.term(state.result)}`] : lines;
}

class TreePrinter {
  readonly #names = new Map<Index, string>();

  item(item: Item, indent: string): string[] {
    if (item.kind !== 'loop') return [`${indent}${this.action(item)}`];
    const head = `${indent}for ${[...item.indices].map((index) => this.#nameOf(index)).join(' ')} in ${extentOf(item)}`;
    return [head, ...item.body.flatMap((inner) => this.item(inner, `${indent}  `))];
  }

  chain({ loops, action }: Chain): string {
    const around = loops.map((index) => `for ${this.#nameOf(index)} in ${index.extent}: `);
    return `${around.join('')}${this.action(action)}`;
  }

  action(action: Action): string {
    if (action.kind === 'fill') return `${action.target.name}[…] = ${action.value}`;
    if (action.kind === 'perform') return this.term(action.value);
    const { target, at, operator, value } = action;
    return `${target.name}${this.#place(at)} ${operator} ${this.term(value)}`;
  }

  term(term: Term): string {
    const of = (t: Term): string => this.term(t);
    const rules: { readonly [K in Term['kind']]: (t: Extract<Term, { kind: K }>) => string } = {
      number: (t) => String(t.value),
      field: (t) => `${t.of}.${t.name}`,
      index: (t) => this.#nameOf(t.index),
      read: (t) => `${t.source.name}${this.#place(t.at)}`,
      binary: (t) => `(${of(t.left)} ${t.operator} ${of(t.right)})`,
      unary: (t) => `${t.operator}${of(t.value)}`,
      call: (t) => `${t.name}(${t.args.map(of).join(', ')})`,
      select: (t) => `(${of(t.test)} ? ${of(t.whenTrue)} : ${of(t.whenFalse)})`,
      array: (t) => `${t.source.name}[…]`,
      random: () => 'random',
    };
    return rules[term.kind](term as never);
  }

  #place(at: readonly Term[]): string {
    return at.length === 0 ? '' : `[${at.map((t) => this.term(t)).join(', ')}]`;
  }

  #nameOf(index: Index): string {
    const known = this.#names.get(index) ?? `i${this.#names.size}`;
    this.#names.set(index, known);
    return known;
  }
}

function printStatement(s: Statement, indent: string): string[] {
  const block = (body: readonly Statement[]): string[] =>
    body.flatMap((inner) => printStatement(inner, `${indent}  `));
  const lines = (statements[s.kind] as (s: Statement) => string)(s);
  if (s.kind === 'for') return [`${indent}${lines}`, ...block(s.body)];
  if (s.kind !== 'if') return [`${indent}${lines}`];
  return [`${indent}${lines}`, ...block(s.then), `${indent}else`, ...block(s.otherwise)];
}

const statements: {
  readonly [K in Statement['kind']]: (s: Extract<Statement, { kind: K }>) => string;
} = {
  comment: (s) => `// ${s.text}`,
  declare: (s) => `${s.mutable ? 'let' : 'const'} ${s.local.name} = ${printExpression(s.value)}`,
  assign: (s) => `${s.local.name} ${s.operator} ${printExpression(s.value)}`,
  store: (s) =>
    `${s.buffer.name}[${printExpression(s.index)}] ${s.operator} ${printExpression(s.value)}`,
  fill: (s) =>
    `${s.buffer.name}[${printExpression(s.from)}..${printExpression(s.to)}] = ${printExpression(s.value)}`,
  for: (s) =>
    `for ${s.index.name} from ${printExpression(s.from)} to ${printExpression(s.to)} by ${s.step}`,
  if: (s) => `if ${printExpression(s.test)}`,
  perform: (s) => printExpression(s.value),
  return: (s) => `return ${printExpression(s.value)}`,
};

const printExpression = (e: Expression): string => expressions[e.kind](e as never);

const expressions: {
  readonly [K in Expression['kind']]: (e: Extract<Expression, { kind: K }>) => string;
} = {
  number: (e) => String(e.value),
  local: (e) => e.local.name,
  load: (e) => `${e.buffer.name}[${printExpression(e.index)}]`,
  field: (e) => `${e.of}.${e.name}`,
  binary: (e) => `(${printExpression(e.left)} ${e.operator} ${printExpression(e.right)})`,
  unary: (e) => `${e.operator}${printExpression(e.value)}`,
  call: (e) => `${e.name}(${e.args.map(printExpression).join(', ')})`,
  select: (e) =>
    `(${printExpression(e.test)} ? ${printExpression(e.whenTrue)} : ${printExpression(e.whenFalse)})`,
  absent: (e) => `no ${e.buffer.name}`,
  array: (e) => `${e.buffer.name}[…]`,
  random: () => 'random',
};
