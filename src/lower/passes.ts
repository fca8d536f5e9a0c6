import type { Graph, Node, OnReplaced } from '../graph/index.ts';
import { commonSubexpressions } from './common-subexpressions.ts';
import { dropUnused } from './drop-unused.ts';
import { Emission, type RowRange } from './emission.ts';
import { expand } from './expand.ts';
import { shareExponentials } from './exponentials.ts';
import { fuse } from './fuse.ts';
import { group } from './group.ts';
import { initialiseAtFirstAssignment } from './initialise-at-first-assignment.ts';
import type { Inputs } from './inputs.ts';
import type { Kernel, Statement } from './loops.ts';
import { nameOfExpression, type NodeNames } from './names.ts';
import type { Chain, Item } from './nest.ts';
import { placeInOutput } from './place-in-output.ts';
import type { ExpressionPool } from './pool.ts';
import { hoistFromRowSums } from './row-sums.ts';
import { Scheduler, type Task } from './schedule.ts';
import { decideStorage, type MakeScratch, type Storage } from './storage.ts';
import { visitTerm, type Place, type Tensor, type Term } from './term.ts';
import { tiles, type Tiling } from './tile.ts';
import { unrollAndJam, type Widths } from './unroll-and-jam.ts';

/** A rewriting of the graph that all kernels are made of. */
export interface GraphPass {
  readonly name: string;
  readonly because: string;
  /** Gives the image of each node below the roots. */
  readonly run: (g: Graph, roots: readonly Node[], onReplaced?: OnReplaced) => (node: Node) => Node;
}

/** The passes over the graph that is to become loops, in order. */
export const graphPasses: readonly GraphPass[] = [
  {
    name: 'hoist from row sums',
    because: 'what no row changes is computed once, and not once for each row',
    run: hoistFromRowSums,
  },
  {
    name: 'expand',
    because: 'softplus and sigmoid share an exponential, a log-sum-exp and its softmax theirs',
    run: expand,
  },
  {
    name: 'share exponentials',
    because: 'whole powers of one exponential cost less than exponentials',
    run: shareExponentials,
  },
  {
    name: 'group',
    because: 'a product is computed in the smallest loop that it fits in, and equal parts once',
    run: group,
  },
];

/** A kernel on its way from nodes to statements. */
export interface KernelState {
  /** Each action under loops of its own, in order. */
  readonly chains: readonly Chain[];
  /** What is returned. */
  readonly result: Term | null;
  /** The tree of loops. */
  readonly items: readonly Item[];
  readonly places: ReadonlyMap<Tensor, Place>;
  readonly tiling: Tiling;
  readonly storage: ReadonlyMap<Tensor, Storage>;
  readonly body: readonly Statement[];
}

export const emptyState: KernelState = {
  chains: [],
  result: null,
  items: [],
  places: new Map(),
  tiling: () => 1,
  storage: new Map(),
  body: [],
};

/** What the passes over a kernel stand on. */
export interface KernelContext {
  readonly name: Kernel['name'];
  readonly inputs: Inputs;
  readonly task: Task;
  readonly names: NodeNames;
  readonly pool: ExpressionPool;
  readonly rows: RowRange;
  /** Null where every iteration is to be written as it is. */
  readonly widths: Widths | null;
  readonly scratch: MakeScratch;
}

export interface KernelPass {
  readonly name: string;
  readonly because: string;
  readonly run: (state: KernelState, context: KernelContext) => Partial<KernelState>;
}

/** The passes over each kernel, in order. */
export const kernelPasses: readonly KernelPass[] = [
  {
    name: 'schedule',
    because: 'a sum over the rows must be complete before what is made of it',
    run: (_, { inputs, task, names }) => new Scheduler(inputs, task, names).schedule(),
  },
  {
    name: 'fuse loops',
    because: 'what one loop makes the next uses at once, from a register',
    run: ({ chains }) => ({ items: fuse(chains) }),
  },
  {
    name: 'place in output',
    because: 'a gradient is accumulated where it is handed back, without a copy',
    run: ({ chains, result }) => ({ places: placeInOutput(chains, tensorsIn(result)) }),
  },
  {
    name: 'tile',
    because: 'a tile of a matrix product uses what it loads several times',
    run: ({ items }, { name, widths }) =>
      widths && isCalledOften.has(name) ? { tiling: tiles(items, widths.tile) } : {},
  },
  {
    name: 'store',
    because: 'what one iteration makes and uses needs no array',
    run: ({ items, result, places }, { scratch }) => ({
      storage: decideStorage(items, result, places, scratch),
    }),
  },
  {
    name: 'write statements',
    because: 'positions that are known become names of variables, all others elements of arrays',
    run: ({ items, result, storage, tiling }, { pool, rows, task }) => {
      const emission = new Emission(items, { pool, storage, rows, tiling });
      return { body: emission.kernel(items, result, task.result ? [task.result] : []) };
    },
  },
  {
    name: 'initialise at first assignment',
    because: 'a variable that changes no more is a constant, which the passes after it can move',
    run: ({ body }, { pool }) => ({ body: initialiseAtFirstAssignment(body, pool) }),
  },
  {
    name: 'drop unused',
    because: 'of a vector of variables some elements may have no reader',
    run: ({ body }, { pool }) => ({ body: dropUnused(body, pool) }),
  },
  {
    name: 'common subexpressions',
    because: 'what is used twice is computed once, and before a loop what the loop does not change',
    run: ({ body }, { pool }) => ({
      body: commonSubexpressions(body, pool, (e) => pool.nameOf(e) ?? nameOfExpression(e)),
    }),
  },
  {
    name: 'drop unused again',
    because: 'where a number is written in the place of a variable, more variables have no use',
    run: ({ body }, { pool }) => ({ body: dropUnused(body, pool) }),
  },
  {
    name: 'unroll and jam',
    because: 'several rows at a time load a weight once, and their sums do not wait for each other',
    run: ({ body }, { name, pool, rows, widths }) =>
      widths && isCalledOften.has(name)
        ? { body: unrollAndJam(body, pool, rows, widths.rows) }
        : {},
  },
];

/** Kernels that a fit calls again and again; the others are kept short. */
const isCalledOften: ReadonlySet<Kernel['name']> = new Set(['objective', 'objectiveAndGradient']);

const tensorsIn = (result: Term | null): Tensor[] => {
  const found: Tensor[] = [];
  if (result) {
    visitTerm(result, (term) => {
      if (term.kind === 'read' && term.source.kind === 'tensor') found.push(term.source);
    });
  }
  return found;
};
