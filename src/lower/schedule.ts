import { invariant, present } from '../base/invariant.ts';
import {
  childrenOf,
  dispatch,
  hasRows,
  innerShape,
  postorder,
  type Axis,
  type Binding,
  type ByKind,
  type Contract,
  type Map as MapNode,
  type Node,
  type Reduce,
  type Stack,
} from '../graph/index.ts';
import { asNumber } from './arithmetic.ts';
import type { NodeNames } from './names.ts';
import { nameOfNode } from './node-names.ts';
import type { Inputs } from './inputs.ts';
import type { Meanings } from './meanings.ts';
import { drawChains } from './draw.ts';
import type { Chain, Update } from './nest.ts';
import { isSum, scattersOf, summedLabels } from './gather.ts';
import { addends, planStorage, type Plan } from './plan.ts';
import type { Draw } from './program.ts';
import { Reader, sumTerm } from './reader.ts';
import { boundsOf } from './index-bounds.ts';
import { Regions } from './regions.ts';
import { reductionOf } from './reduction.ts';
import { isOverRows, neededPasses, passesOf } from './stage.ts';
import {
  indexTerm,
  isUnrolled,
  number,
  type Index,
  type Place,
  type Tensor,
  type Term,
} from './term.ts';

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
  /** Columns to fill, row by row, each from what is drawn before it. */
  readonly draws: readonly Draw[];
  readonly rowCount: Term;
  /** Where it is noted which node each term computes. */
  readonly meanings: Meanings;
}

/** The chains of a kernel in order, and the term that it returns. */
export interface Schedule {
  readonly chains: readonly Chain[];
  readonly result: Term | null;
}

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
  /** One loop over the rows for each pass. */
  readonly #rows: Index[] = [];
  readonly #roots: readonly Node[];
  readonly #needed: ReadonlyMap<Node, ReadonlySet<number>>;
  readonly #computed = new Set<Node>();
  readonly #regions: Regions;

  constructor(inputs: Inputs, task: Task, names: NodeNames) {
    this.#inputs = inputs;
    this.#task = task;
    this.#names = names.all;
    this.#roots = [
      ...task.sinks.map((sink) => sink.node),
      ...(task.result ? [task.result] : []),
      ...task.draws.flatMap((draw) => draw.args),
    ];
    this.#plan = planStorage(this.#roots, names.given);
    this.#regions = new Regions(this.#roots);
    this.#passes = passesOf(this.#roots);
    this.#needed = neededPasses(this.#roots, this.#passes);
  }

  schedule(): Schedule {
    const { draws, sinks, result } = this.#task;
    draws.forEach((draw) => this.#draw(draw));
    const rest = [...sinks.map((sink) => sink.node), ...(result ? [result] : [])];
    this.#computeAll(rest, () => true);
    sinks.forEach((sink) => this.#store(sink));
    return {
      chains: this.#stages.flatMap((stage) => stage ?? []),
      result: result && this.#reader(this.#passOf(result)).value(result, []),
    };
  }

  /** Computes what is kept of that which the roots are made of, and is not computed yet. */
  #computeAll(roots: readonly Node[], isWanted: (node: Node) => boolean): void {
    for (const node of postorder(roots)) {
      if (!this.#plan.kept.has(node) || this.#computed.has(node) || !isWanted(node)) continue;
      this.#computed.add(node);
      const passes = hasRows(node) ? present(this.#needed.get(node)) : [this.#passOf(node)];
      for (const pass of passes) this.#compute(node, pass);
    }
  }

  /** What depends on the column itself is computed at each element, from the elements drawn before it. */
  #draw(draw: Draw): void {
    const dependants = dependantsOf(draw.args, draw.column);
    this.#computeAll(draw.args, (node) => !dependants.has(node));
    const chains = drawChains(draw, {
      inputs: this.#inputs,
      rowCount: this.#task.rowCount,
      meanings: this.#task.meanings,
      rows: this.#rowsOf(0),
      tensorOf: (node) =>
        this.#plan.kept.has(node) && !dependants.has(node) ? this.#tensorOf(node, 0) : null,
    });
    chains.forEach((chain) => this.#add(1, chain));
  }

  #passOf(node: Node): number {
    return present(this.#passes.get(node));
  }

  #reader(pass: number): Reader {
    const { rowCount, meanings } = this.#task;
    return new Reader(this.#inputs, rowCount, meanings, (node) =>
      this.#plan.kept.has(node)
        ? this.#tensorOf(node, hasRows(node) ? pass : this.#passOf(node))
        : null,
    );
  }

  #tensorOf(node: Node, pass: number): Tensor {
    const known = this.#tensors.get(node)?.get(pass);
    if (known) return known;
    const tensor: Tensor = {
      kind: 'tensor',
      name: this.#names.get(node) ?? nameOfNode(node),
      extents: innerShape(node),
      perRow: hasRows(node),
      place: null,
    };
    this.#tensors.set(
      node,
      (this.#tensors.get(node) ?? new Map<number, Tensor>()).set(pass, tensor),
    );
    return tensor;
  }

  /** Adds a chain to its stage: hoisted and row loops take turns. */
  #add(stage: number, chain: Chain): void {
    while (this.#stages.length <= stage) this.#stages.push([]);
    present(this.#stages[stage]).push(chain);
  }

  #rowsOf(pass: number): Index {
    while (this.#rows.length <= pass) this.#rows.push({ extent: 'rows' });
    return present(this.#rows[pass]);
  }

  #compute(node: Node, pass: number): void {
    dispatch(computations, node, this.#contextOf(node, pass));
  }

  #contextOf(node: Node, pass: number): Context {
    const perRow = hasRows(node);
    const overRows = isOverRows(node);
    const inner = overRows ? pass - 1 : pass;
    const tensor = this.#tensorOf(node, pass);
    const rows = perRow || overRows ? [this.#rowsOf(inner)] : [];
    return {
      tensor,
      reader: this.#reader(inner),
      isOverRows: overRows,
      absorbed: this.#plan.absorbed,
      regions: this.#regions,
      before: (loops, action) => this.#add(2 * inner, { loops, action }),
      within: (loops, action, { start, bounds } = {}) => {
        this.#add(rows.length > 0 ? 2 * inner + 1 : 2 * inner, {
          loops: [...rows, ...nested(loops)],
          action,
          ...(bounds && { bounds }),
          ...(start && { start: { ...start, depth: start.depth + rows.length } }),
        });
      },
    };
  }

  #store({ node, name, place, perRow }: Sink): void {
    const pass = this.#passOf(node);
    const extents = innerShape(node);
    const target: Tensor = { kind: 'tensor', name, extents, perRow, place };
    const loops = extents.map(indexOver);
    const at = loops.map(indexTerm);
    const value = this.#reader(pass).value(node, at);
    const rows = perRow ? [this.#rowsOf(pass)] : [];
    this.#add(perRow ? 2 * pass + 1 : 2 * pass, {
      loops: [...rows, ...nested(loops)],
      action: { kind: 'update', target, at, operator: '=', value, of: [node] },
    });
  }
}

/** All nodes below the roots that a symbol has a part in. */
function dependantsOf(roots: readonly Node[], symbol: Node): ReadonlySet<Node> {
  const found = new Set<Node>([symbol]);
  for (const node of postorder(roots)) {
    if (childrenOf(node).some((child) => found.has(child))) found.add(node);
  }
  return found;
}

type Emit = (
  loops: readonly Index[],
  action: Chain['action'],
  more?: Pick<Chain, 'start' | 'bounds'>,
) => void;

/** How the chains of one node are made: `before` its loops over rows or summed axes, or `within` them. */
interface Context {
  readonly tensor: Tensor;
  readonly reader: Reader;
  readonly isOverRows: boolean;
  readonly absorbed: ReadonlySet<Node>;
  readonly regions: Regions;
  readonly before: Emit;
  readonly within: Emit;
}

const computations: ByKind<[Context], void> = {
  constant: () => invariant(false, 'a constant is not kept'),
  symbol: () => invariant(false, 'a symbol is not kept'),
  ramp: () => invariant(false, 'a ramp is not kept'),
  map: (n, context) => (n.fn === 'add' ? computeAdd(n, context) : define(n, context)),
  contract: (n, context) => {
    if (isSum(n)) reduceInto(n, context, () => number(0));
    else define(n, context);
  },
  reduce: (n, context) => reduceInto(n, context, () => number(reductionOf(n).start)),
  stack: computeStack,
};

function define(node: Node, { tensor, reader, within }: Context): void {
  const loops = tensor.extents.map(indexOver);
  const at = loops.map(indexTerm);
  within(loops, {
    kind: 'update',
    target: tensor,
    at,
    operator: '=',
    value: asNumber(reader.computed(node, at)),
    of: [node],
  });
}

/** A first value at every position, `whole` with nothing reduced, and then one action for each element. */
function reduceInto(
  node: Contract | Reduce,
  { tensor, reader, isOverRows: overRows, regions, before, within }: Context,
  first: ((at: readonly Term[]) => Term) | null,
  whole: Node = node,
): void {
  const { indices, operator, value } = reductionOf(node);
  const axes = tensor.extents.map(indexOver);
  const scattered = node.kind === 'contract' ? scattersOf(node) : [];
  const places = placesOf(node, scattered, { axes, summed: indices, reader });
  const outer = axes.filter((_, k) => places[k] === null);
  const loops = nested([...outer, ...indices]);
  const at = axes.map((index, k) => places[k] ?? indexTerm(index));
  const action = {
    kind: 'update',
    target: tensor,
    at,
    operator,
    value: value(reader, at, loops, scattered),
    of: [node],
  } as const;
  const isBounded = node.kind === 'contract' && scattered.length === 0;
  const bounds = isBounded ? boundsOf(node, outer, indices, loops, regions) : [];
  if (first === null) return within(loops, action, { bounds });
  // Where its terms lie about the axes, a sum starts as a whole.
  const begun = scattered.length === 0 ? outer : axes;
  const long = begun.filter((index) => !isUnrolled(index));
  const short = begun.filter(isUnrolled);
  const own = [...long, ...short.map(({ extent }) => indexOver(extent))];
  const place = begun.map((index) => indexTerm(present(own[[...long, ...short].indexOf(index)])));
  const start = first(place);
  if (overRows) return startOutside(action, start, before, () => within(loops, action, { bounds }));
  const begin = { ...action, at: place, operator: '=', value: start, of: [whole] } as const;
  if (scattered.length > 0) {
    within(own, begin);
    return within(loops, action);
  }
  within(loops, action, {
    bounds,
    start: { depth: long.length, loops: own.slice(long.length), action: begin },
  });
}

/** For each axis of a sum the position at which its terms lie, or null where a loop runs over it. */
function placesOf(
  node: Contract | Reduce,
  scattered: readonly Binding[],
  { axes, summed, reader }: PlaceContext,
): readonly (Term | null)[] {
  if (node.kind === 'reduce' || scattered.length === 0) return axes.map(() => null);
  const isInner = (label: number): boolean => node.sizes[label] !== 'rows';
  const outer = [...node.shape.keys()].filter(isInner);
  const labels = [...outer, ...summedLabels(node).filter(isInner)];
  const positionOf = (label: number): Term =>
    indexTerm(present([...axes, ...summed][labels.indexOf(label)]));
  return outer.map((label) => {
    const found = scattered.find((each) => each.label === label);
    return found ? reader.position(found, node, positionOf) : null;
  });
}

interface PlaceContext {
  readonly axes: readonly Index[];
  readonly summed: readonly Index[];
  readonly reader: Reader;
}

/** What is accumulated over rows starts before them. */
function startOutside({ target, of }: Update, first: Term, before: Emit, then: () => void): void {
  invariant(first.kind === 'number', 'a reduction over rows starts from a number');
  if (target.extents.length > 0) before([], { kind: 'fill', target, value: first.value, of });
  else before([], { kind: 'update', target, at: [], operator: '=', value: first, of });
  then();
}

/** A sum whose terms are sums themselves starts at the other terms and accumulates these. */
function computeAdd(node: MapNode, context: Context): void {
  const sums = addends(node).filter((arg) => context.absorbed.has(arg));
  if (sums.length === 0) return define(node, context);
  const rest = node.args.filter((arg) => !sums.includes(arg));
  sums.forEach((sum, k) => {
    invariant(isSum(sum), 'an absorbed term is a sum');
    reduceInto(
      sum,
      context,
      k > 0 ? null : (at) => sumTerm(rest.map((arg) => context.reader.value(arg, at))),
      node,
    );
  });
}

function computeStack(node: Stack, { tensor, reader, within }: Context): void {
  const axis = node.axis - (node.shape[0] === 'rows' ? 1 : 0);
  node.parts.forEach((part, k) => {
    const indices = innerShape(part).map(indexOver);
    const own = indices.map(indexTerm);
    const at = [...own.slice(0, axis), number(k), ...own.slice(axis)];
    within(indices, {
      kind: 'update',
      target: tensor,
      at,
      operator: '=',
      value: reader.value(part, own),
      of: [part],
    });
  });
}
