import { present } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import { binary } from './arithmetic.ts';
import { Emission } from './emission.ts';
import { expand } from './expand.ts';
import { fuse } from './fuse.ts';
import { group } from './group.ts';
import { Inputs } from './inputs.ts';
import type { Buffer, Kernel, Kernels, Statement } from './loops.ts';
import type { Program } from './program.ts';
import { ExpressionPool } from './pool.ts';
import { Scheduler, type Sink, type Task } from './schedule.ts';
import { settle } from './settle.ts';
import { share } from './share.ts';
import { nameOf } from './names.ts';
import { decideStorage } from './storage.ts';
import type { Term } from './term.ts';

/** Makes the loops of all kernels of a module. */
export function lower(program: Program): Kernels {
  return new Lowering(program).kernels();
}

type KernelName = Kernel['name'];

const order: Buffer = { name: 'order', role: 'order', element: 'int32', length: null };

class Lowering {
  readonly #program: Program;
  readonly #inputs: Inputs;
  readonly #to: (node: Node) => Node;
  readonly #names = new Map<Node, string>();
  readonly #scratch = new Map<string, Buffer>();

  constructor(program: Program) {
    this.#program = program;
    this.#inputs = new Inputs(program);
    const { graph } = program;
    const plain = expand(graph, rootsOf(program));
    const grouped = group(graph, rootsOf(program).map(plain));
    this.#to = (node) => grouped(plain(node));
    for (const [node, name] of program.names) this.#names.set(this.#to(node), name);
  }

  kernels(): Kernels {
    const { objective, gradient, logLikelihood, logPrior, outputs } = this.#program;
    const kernels = [
      this.#kernel('objective', [], objective, 'call'),
      this.#kernel('objectiveAndGradient', this.#gradientSinks(gradient), objective, 'call'),
      ...(logLikelihood ? [this.#kernel('logLikelihood', [], logLikelihood, 'all')] : []),
      ...(logPrior ? [this.#kernel('logPrior', [], logPrior, 'all')] : []),
      ...(outputs.length > 0 ? [this.#kernel('predict', this.#outputSinks(), null, 'call')] : []),
    ];
    return { kernels, scratch: [...this.#scratch.values()] };
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

  #kernel(
    name: KernelName,
    sinks: readonly Sink[],
    result: Node | null,
    rows: 'call' | 'all',
  ): Kernel {
    const pool = new ExpressionPool();
    const from = rows === 'call' ? pool.field('from', 'rows') : pool.number(0);
    const to = rows === 'call' ? pool.field('to', 'rows') : pool.field('rows', 'data');
    const task: Task = { sinks, result: result && this.#to(result), rowCount: rowCounts[rows] };
    const schedule = new Scheduler(this.#inputs, task, this.#names).schedule();
    const items = fuse(schedule.chains);
    const storage = decideStorage(
      items,
      schedule.homes,
      (n, length) => this.#scratchBuffer(n, length),
      4,
    );
    const emission = new Emission(items, {
      pool,
      storage,
      rows: { from, to, order: rows === 'call' ? order : null },
      rowLanes: () => 1,
      jam: () => 1,
    });
    const plain = settle(emission.kernel(items, schedule.result), pool);
    const body = share(plain, pool, (e) => nameOf(e));
    return { name, body, buffers: buffersOf(body), perRow: { flops: 0, transcendentals: 0 } };
  }

  /** Scratch arrays are shared by name between the kernels: the longest is kept. */
  #scratchBuffer(name: string, length: number): Buffer {
    let key = name;
    for (let k = 1; this.#scratch.has(key); k++) key = `${name}${k}`;
    const buffer: Buffer = { name: key, role: 'scratch', element: 'float64', length };
    this.#scratch.set(key, buffer);
    return buffer;
  }
}

const rowCounts: { readonly call: Term; readonly all: Term } = {
  call: binary(
    '-',
    { kind: 'field', name: 'to', of: 'rows' },
    { kind: 'field', name: 'from', of: 'rows' },
  ),
  all: { kind: 'field', name: 'rows', of: 'data' },
};

const rootsOf = (program: Program): Node[] => [
  program.objective,
  ...program.gradient,
  ...[program.logLikelihood, program.logPrior].filter((node) => node !== null),
  ...program.outputs.map((output) => output.node),
  ...program.draws.flatMap((draw) => draw.args),
];

function buffersOf(_body: readonly Statement[]): Buffer[] {
  return [];
}
