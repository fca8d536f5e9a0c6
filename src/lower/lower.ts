import { present } from '../base/invariant.ts';
import { postorder, type Node, type OnReplaced } from '../graph/index.ts';
import { binary } from './arithmetic.ts';
import type { RowRange } from './emission.ts';
import { Inputs } from './inputs.ts';
import { perRowCost } from './kernel-cost.ts';
import type { Buffer, Expression, Kernel, Kernels, Statement } from './loops.ts';
import { nameDerivatives, type NodeNames } from './names.ts';
import {
  emptyState,
  graphPasses,
  kernelPasses,
  type GraphPass,
  type KernelPass,
  type KernelState,
} from './passes.ts';
import { ExpressionPool } from './pool.ts';
import type { Draw, Program } from './program.ts';
import type { Sink, Task } from './schedule.ts';
import type { Term } from './term.ts';
import { operandsOf, valuesOf, visitStatements } from './traverse.ts';
import type { MakeScratch } from './storage.ts';
import type { Widths } from './unroll-and-jam.ts';

/** The loops of a program. */
export interface Lowered extends Kernels {
  /** What is computed in the place of a node of the program. */
  readonly image: (node: Node) => Node;
  /** What a node is computed in the place of: one of the program's where there is one. */
  readonly source: (node: Node) => Node;
}

/** What is made after a pass. */
export type AfterPass =
  | { readonly kind: 'graph'; readonly pass: GraphPass; readonly roots: readonly Node[] }
  | {
      readonly kind: 'kernel';
      readonly pass: KernelPass;
      readonly kernel: KernelName;
      readonly state: KernelState;
    };

export interface LowerOptions {
  /** Is told which nodes are computed in the place of the program's. */
  readonly onReplaced?: OnReplaced;
  /** Is told what each pass makes. */
  readonly onPass?: (after: AfterPass) => void;
  /** How much of a loop the target writes out in one iteration; one row and one iteration where it has none. */
  readonly widths?: Widths | null;
}

/** Makes the loops of all kernels of a module. */
export function lower(program: Program, options: LowerOptions = {}): Lowered {
  return new Lowering(program, options).kernels();
}

type KernelName = Kernel['name'];

const order: Buffer = { name: 'order', role: 'order', element: 'int32', length: null };

class Lowering {
  readonly #program: Program;
  readonly #options: LowerOptions;
  readonly #inputs: Inputs;
  readonly #to: (node: Node) => Node;
  readonly #names: NodeNames;
  /** Names of the arrays that kernels make. */
  readonly #scratch = new Set<string>();
  /** All nodes of the program, and what others are in the place of. */
  readonly #ofProgram: ReadonlySet<Node>;
  readonly #replaced = new Map<Node, Node>();

  constructor(program: Program, options: LowerOptions) {
    this.#program = program;
    this.#options = options;
    this.#inputs = new Inputs(program);
    const roots = rootsOf(program);
    this.#ofProgram = new Set(postorder(roots));
    const images = this.#runGraphPasses(roots);
    const [before, after] = [present(images.at(-2)), present(images.at(-1))];
    this.#to = after;
    const left = new Set(postorder(roots.map(before)));
    this.#names = namesOf(program, (node) => left.has(before(node)), this.#to);
  }

  /** The image of each node of the program before the passes and after each of them. */
  #runGraphPasses(roots: readonly Node[]): ((node: Node) => Node)[] {
    const { onPass } = this.#options;
    const onReplaced: OnReplaced = (before, after) => {
      this.#options.onReplaced?.(before, after);
      if (!this.#replaced.has(after)) this.#replaced.set(after, before);
    };
    const images = [(node: Node): Node => node];
    for (const pass of graphPasses) {
      const before = present(images.at(-1));
      const to = pass.run(this.#program.graph, roots.map(before), onReplaced);
      const after = (node: Node): Node => to(before(node));
      images.push(after);
      onPass?.({ kind: 'graph', pass, roots: roots.map(after) });
    }
    return images;
  }

  kernels(): Lowered {
    const { objective, gradient, logLikelihood, logPrior, outputs, draws } = this.#program;
    const sinks = this.#gradientSinks(gradient);
    const kernels = [
      this.#kernel('objective', { result: objective }),
      this.#kernel('objectiveAndGradient', { result: objective, sinks }),
      ...(logLikelihood ? [this.#kernel('logLikelihood', { result: logLikelihood })] : []),
      ...(logPrior ? [this.#kernel('logPrior', { result: logPrior })] : []),
      ...(outputs.length > 0 ? [this.#kernel('predict', { sinks: this.#outputSinks() })] : []),
      ...(draws.length > 0 ? [this.#kernel('sample', { draws: this.#loweredDraws() })] : []),
    ];
    const scratch = kernels.flatMap((k) => k.buffers.filter(({ role }) => role === 'scratch'));
    return { kernels, scratch, image: this.#to, source: this.#source };
  }

  #source = (node: Node): Node => {
    const seen = new Set<Node>();
    let at = node;
    while (!this.#ofProgram.has(at) && !seen.has(at)) {
      seen.add(at);
      at = this.#replaced.get(at) ?? at;
    }
    return at;
  };

  #loweredDraws(): Draw[] {
    return this.#program.draws.map((draw) => ({ ...draw, args: draw.args.map(this.#to) }));
  }

  #gradientSinks(gradient: readonly Node[]): Sink[] {
    return gradient.map((node, k): Sink => {
      const symbol = present(this.#program.theta[k]);
      const place = { buffer: this.#inputs.gradient, offset: this.#inputs.offsetOf(symbol) };
      return { node: this.#to(node), name: `d${symbol.name}`, place, perRow: false };
    });
  }

  #outputSinks(): Sink[] {
    return this.#program.outputs.map(({ name, node }): Sink => {
      const buffer: Buffer = { name, role: 'output', element: 'float64', length: null };
      return {
        node: this.#to(node),
        name,
        place: { buffer, offset: 0, fromFirstRow: true },
        perRow: true,
      };
    });
  }

  #kernel(name: KernelName, { result = null, sinks = [], draws = [] }: Work): Kernel {
    const pool = new ExpressionPool();
    const rows = rowsOf(name, pool);
    const inputs = new Inputs(this.#program, draws);
    const rowCount = rows.order ? calledRows : allRows;
    pool.suggest(pool.binary('-', rows.to, rows.from), 'count');
    const root = result && this.#to(result);
    const { meanings } = pool;
    const task: Task = { sinks, draws, result: root, rowCount, meanings };
    const { widths = null, onPass } = this.#options;
    const context = {
      name,
      inputs,
      task,
      names: this.#names,
      pool,
      rows,
      widths,
      scratch: this.#makeScratch,
    };
    let state = emptyState;
    for (const pass of kernelPasses) {
      state = { ...state, ...pass.run(state, context) };
      onPass?.({ kind: 'kernel', pass, kernel: name, state });
    }
    const { body } = state;
    return {
      name,
      body,
      buffers: buffersOf(body),
      perRow: perRowCost(body, (s) => s.to.kind === 'field'),
    };
  }

  #makeScratch: MakeScratch = (name, length, perRow) => {
    let own = name;
    for (let k = 1; this.#scratch.has(own); k++) own = `${name}${k}`;
    this.#scratch.add(own);
    return { name: own, role: 'scratch', element: 'float64', length, ...(perRow && { perRow }) };
  };
}

/** What a kernel is to compute, of the program as it is given. */
interface Work {
  readonly result?: Node | null;
  readonly sinks?: readonly Sink[];
  readonly draws?: readonly Draw[];
}

/** The kernels that a caller gives rows to; the others take all. */
const isCalledWithRows: ReadonlySet<KernelName> = new Set([
  'objective',
  'objectiveAndGradient',
  'predict',
]);

function rowsOf(name: KernelName, pool: ExpressionPool): RowRange {
  if (!isCalledWithRows.has(name))
    return { from: pool.number(0), to: pool.field('rows', 'data'), order: null };
  return { from: pool.field('from', 'rows'), to: pool.field('to', 'rows'), order };
}

const calledRows = binary(
  '-',
  { kind: 'field', name: 'to', of: 'rows' },
  { kind: 'field', name: 'from', of: 'rows' },
);
const allRows: Term = { kind: 'field', name: 'rows', of: 'data' };

function namesOf(
  program: Program,
  isUsed: (node: Node) => boolean,
  to: (node: Node) => Node,
): NodeNames {
  const derivatives = new Set(program.gradient);
  const all = new Map<Node, string>();
  for (const [node, name] of program.names) {
    // What the rewriting left no use for has no value to name.
    if (isUsed(node) && !derivatives.has(node)) all.set(to(node), name);
  }
  const given = new Set(all.keys());
  const named = program.gradient.map((node, k) => ({
    name: `d${present(program.theta[k]).name}`,
    node: to(node),
  }));
  nameDerivatives(named, to(program.objective), all);
  return { all, given };
}

const rootsOf = (program: Program): Node[] => [
  program.objective,
  ...program.gradient,
  ...[program.logLikelihood, program.logPrior].filter((node) => node !== null),
  ...program.outputs.map((output) => output.node),
  ...program.draws.flatMap((draw) => draw.args),
];

/** The arrays that statements name. */
function buffersOf(body: readonly Statement[]): Buffer[] {
  const found = new Set<Buffer>();
  const seen = new Set<Expression>();
  const visit = (e: Expression): void => {
    if (seen.has(e)) return;
    seen.add(e);
    if (e.kind === 'load' || e.kind === 'absent' || e.kind === 'array') found.add(e.buffer);
    operandsOf(e).forEach(visit);
  };
  visitStatements(body, (s) => {
    if (s.kind === 'store' || s.kind === 'fill') found.add(s.buffer);
    valuesOf(s).forEach(visit);
  });
  return [...found];
}
