import { invariant, present } from '../base/invariant.ts';
import {
  dispatch, hasRows, innerShape, postorder,
  type Axis, type ByKind, type Contract, type Map as MapNode, type Node, type Reduce, type Stack,
} from '../graph/index.ts';
import type { Inputs } from './inputs.ts';
import type { Chain, UpdateOperator } from './nest.ts';
import { isSum, summedLabels } from './gather.ts';
import { addends, planStorage, type Plan } from './plan.ts';
import { Reader, sumTerm } from './reader.ts';
import { isOverRows, neededPasses, passesOf } from './stage.ts';
import { indexTerm, number, type Index, type Place, type Tensor, type Term } from './term.ts';

/** A node whose numbers a kernel writes to a place that it is given. */
export interface Sink {
  readonly node: Node;
  readonly name: string;
  readonly place: Place;
  /** Written for every row, also where it does not vary by row. */
  readonly perRow: boolean;
}

/** What a kernel is to compute: sinks are stored, and one scalar may be returned. */
export interface Task {
  readonly sinks: readonly Sink[];
  readonly result: Node | null;
  readonly rowCount: Term;
}

/** The chains of a kernel in order, and the term that it returns. */
export interface Schedule {
  readonly chains: readonly Chain[];
  readonly result: Term | null;
  /** Where a tensor may be accumulated so that nothing need be moved. */
  readonly homes: ReadonlyMap<Tensor, Place>;
}

/** Axes of at most this size are written out element by element. */
export const unrolledExtent = 4;

const isUnrolled = (index: Index): boolean => index.extent !== 'rows' && index.extent <= unrolledExtent;

/** Short loops that are written out go innermost. */
const nested = (indices: readonly Index[]): Index[] => [
  ...indices.filter((index) => !isUnrolled(index)),
  ...indices.filter(isUnrolled),
];

const indexOver = (extent: Axis): Index => ({ extent });

/** Makes the chains of all kept nodes: first what no row changes, then the rows, then what follows from them. */
export class Scheduler {
  readonly #inputs: Inputs;
  readonly #task: Task;
  readonly #plan: Plan;
  readonly #passes: ReadonlyMap<Node, number>;
  readonly #names: ReadonlyMap<Node, string>;
  readonly #tensors = new Map<Node, Map<number, Tensor>>();
  readonly #stages: Chain[][] = [];
  readonly #roots: readonly Node[];

  constructor(inputs: Inputs, task: Task, names: ReadonlyMap<Node, string>) {
    this.#inputs = inputs;
    this.#task = task;
    this.#names = names;
    this.#roots = [...task.sinks.map((sink) => sink.node), ...(task.result ? [task.result] : [])];
    this.#plan = planStorage(this.#roots, names);
    this.#passes = passesOf(this.#roots);
  }

  schedule(): Schedule {
    const needed = neededPasses(this.#roots, this.#passes);
    for (const node of postorder(this.#roots)) {
      if (!this.#plan.kept.has(node)) continue;
      const passes = hasRows(node) ? present(needed.get(node)) : [this.#passOf(node)];
      for (const pass of passes) this.#compute(node, pass);
    }
    this.#task.sinks.forEach((sink) => this.#store(sink));
    const { result } = this.#task;
    return {
      chains: this.#stages.flatMap((stage) => stage ?? []),
      result: result && this.#reader(this.#passOf(result)).value(result, []),
      homes: this.#homes(),
    };
  }

  #passOf(node: Node): number {
    return present(this.#passes.get(node));
  }

  #reader(pass: number): Reader {
    return new Reader(this.#inputs, this.#task.rowCount, (node) =>
      this.#plan.kept.has(node) ? this.#tensorOf(node, hasRows(node) ? pass : this.#passOf(node)) : null,
    );
  }

  #tensorOf(node: Node, pass: number): Tensor {
    const known = this.#tensors.get(node)?.get(pass);
    if (known) return known;
    const tensor: Tensor = {
      kind: 'tensor',
      name: this.#names.get(node) ?? nameOf(node),
      extents: innerShape(node),
      perRow: hasRows(node),
      place: null,
    };
    this.#tensors.set(node, (this.#tensors.get(node) ?? new Map<number, Tensor>()).set(pass, tensor));
    return tensor;
  }

  /** Adds a chain to its stage: hoisted and row loops take turns. */
  #add(stage: number, chain: Chain): void {
    while (this.#stages.length <= stage) this.#stages.push([]);
    present(this.#stages[stage]).push(chain);
  }

  #compute(node: Node, pass: number): void {
    dispatch(computations, node, this.#contextOf(node, pass));
  }

  #contextOf(node: Node, pass: number): Context {
    const perRow = hasRows(node);
    const overRows = isOverRows(node);
    const inner = overRows ? pass - 1 : pass;
    const tensor = this.#tensorOf(node, pass);
    const rows = perRow ? [indexOver('rows')] : [];
    return {
      tensor,
      reader: this.#reader(inner),
      absorbed: this.#plan.absorbed,
      before: (loops, action) => this.#add(perRow ? 2 * pass + 1 : 2 * inner, { loops: [...rows, ...nested(loops)], action }),
      within: (loops, action) =>
        this.#add(perRow || overRows ? 2 * inner + 1 : 2 * pass, {
          loops: [...(overRows ? [indexOver('rows')] : rows), ...nested(loops)],
          action,
        }),
    };
  }

  #store({ node, name, place, perRow }: Sink): void {
    const pass = this.#passOf(node);
    const extents = innerShape(node);
    const target: Tensor = { kind: 'tensor', name, extents, perRow, place };
    const loops = extents.map(indexOver);
    const at = loops.map(indexTerm);
    const value = this.#reader(pass).value(node, at);
    const rows = perRow ? [indexOver('rows')] : [];
    this.#add(perRow ? 2 * pass + 1 : 2 * pass, {
      loops: [...rows, ...nested(loops)],
      action: { kind: 'update', target, at, operator: '=', value },
    });
  }

  /** A sum over rows that only scaled becomes a sink is accumulated at the sink's own place. */
  #homes(): ReadonlyMap<Tensor, Place> {
    return new Map();
  }
}

type Emit = (loops: readonly Index[], action: Chain['action']) => void;

/** How the chains of one node are made: `before` its loops over rows or summed axes, or `within` them. */
interface Context {
  readonly tensor: Tensor;
  readonly reader: Reader;
  readonly absorbed: ReadonlySet<Node>;
  readonly before: Emit;
  readonly within: Emit;
}

const computations: ByKind<[Context], void> = {
  constant: () => invariant(false, 'a constant is not kept'),
  symbol: () => invariant(false, 'a symbol is not kept'),
  ramp: () => invariant(false, 'a ramp is not kept'),
  onehot: () => invariant(false, 'a one-hot is not kept'),
  map: (n, context) => (n.fn === 'add' ? computeAdd(n, context) : define(n, context)),
  contract: (n, context) => {
    if (!isSum(n)) return define(n, context);
    start(context, number(0));
    accumulate(n, context);
  },
  reduce: computeReduce,
  stack: computeStack,
};

function define(node: Node, { tensor, reader, within }: Context): void {
  const loops = tensor.extents.map(indexOver);
  const at = loops.map(indexTerm);
  within(loops, { kind: 'update', target: tensor, at, operator: '=', value: reader.computed(node, at) });
}

/** Sets a tensor to the first value of an accumulation. */
function start({ tensor, before }: Context, value: Term): void {
  if (!tensor.perRow && tensor.extents.length > 0 && value.kind === 'number') {
    before([], { kind: 'fill', target: tensor, value: value.value });
    return;
  }
  const loops = tensor.extents.map(indexOver);
  before(loops, { kind: 'update', target: tensor, at: loops.map(indexTerm), operator: '=', value });
}

function accumulate(node: Contract, { tensor, reader, within }: Context): void {
  const outer = tensor.extents.map(indexOver);
  const summed = new Map(
    summedLabels(node).flatMap((label): [number, Index][] => {
      const extent = present(node.sizes[label]);
      return extent === 'rows' ? [] : [[label, indexOver(extent)]];
    }),
  );
  const loops = nested([...outer, ...summed.values()]);
  const at = outer.map(indexTerm);
  const value = reader.product(node, at, summed, loops);
  within(loops, { kind: 'update', target: tensor, at, operator: '+=', value });
}

/** A sum whose terms are sums themselves starts at the other terms and accumulates these. */
function computeAdd(node: MapNode, context: Context): void {
  const { tensor, reader, absorbed } = context;
  const sums = addends(node).filter((arg) => absorbed.has(arg));
  if (sums.length === 0) return define(node, context);
  const rest = node.args.filter((arg) => !sums.includes(arg));
  const loops = tensor.extents.map(indexOver);
  const at = loops.map(indexTerm);
  const value = sumTerm(rest.map((arg) => reader.value(arg, at)));
  context.before(loops, { kind: 'update', target: tensor, at, operator: '=', value });
  sums.forEach((sum) => isSum(sum) && accumulate(sum, context));
}

const reductions: { readonly [K in Reduce['op']]: { start: number; operator: UpdateOperator } | null } = {
  max: { start: -Infinity, operator: 'max' },
  min: { start: Infinity, operator: 'min' },
  prod: { start: 1, operator: '*=' },
  logsumexp: null,
};

function computeReduce(node: Reduce, context: Context): void {
  const { tensor, reader, within } = context;
  const { start: first, operator } = present(reductions[node.op], `${node.op} is expanded`);
  start(context, number(first));
  const isInner = (axis: number): boolean => node.arg.shape[axis] !== 'rows';
  const indices = node.arg.shape.map(indexOver);
  const at = indices.filter((_, axis) => isInner(axis)).map(indexTerm);
  const kept = indices.filter((_, axis) => isInner(axis) && !node.axes.includes(axis));
  const value = reader.value(node.arg, at);
  const reduced = indices.filter((_, axis) => isInner(axis) && node.axes.includes(axis));
  within([...kept, ...reduced], { kind: 'update', target: tensor, at: kept.map(indexTerm), operator, value });
}

function computeStack(node: Stack, { tensor, reader, within }: Context): void {
  const axis = node.axis - (node.shape[0] === 'rows' ? 1 : 0);
  node.parts.forEach((part, k) => {
    const indices = innerShape(part).map(indexOver);
    const own = indices.map(indexTerm);
    const at = [...own.slice(0, axis), number(k), ...own.slice(axis)];
    within(indices, { kind: 'update', target: tensor, at, operator: '=', value: reader.value(part, own) });
  });
}

const reduceNames: { readonly [K in Reduce['op']]: string } = {
  max: 'largest', min: 'smallest', prod: 'product', logsumexp: 'logsumexp',
};

/** What a node without a name is called, after what it is. */
function nameOf(node: Node): string {
  if (node.kind === 'map') return mapNames[node.fn] ?? node.fn;
  if (node.kind === 'contract') return isSum(node) ? (isOverRows(node) ? 'total' : 'sum') : 'product';
  return node.kind === 'reduce' ? reduceNames[node.op] : 'parts';
}

const mapNames: Partial<Record<string, string>> = {
  add: 'sum', pow: 'power', where: 'choice', exp: 'e',
};
