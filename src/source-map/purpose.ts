import { postorder, rowCount, type Node, type Role } from '../graph/index.ts';
import type { Kernel } from '../lower/index.ts';
import type { Parameter } from '../model/index.ts';
import type { Compiled } from './compiled.ts';

type KernelName = Kernel['name'];

/** A thing that a kernel is there for. */
interface Goal {
  /** `gradient of`, `objective`. */
  readonly kind: string;
  /** What it is the gradient by, the output, the column; empty where there is but one. */
  readonly name: string;
  readonly nodes: readonly Node[];
  /** The parameter that it is the derivative by. */
  readonly by: Parameter | null;
}

const roles: { readonly [K in Role]: string } = {
  parameter: 'parameter',
  theta: 'parameter',
  data: 'column',
  hyper: 'setting',
  total: 'total weight',
};

/** Says what nodes are in a kernel: what it is there for, or what that is made of. */
export class Purposes {
  readonly #goals: readonly Goal[];
  readonly #named: ReadonlyMap<Node, string>;
  readonly #count: Node;
  readonly #below = new Map<Goal, ReadonlySet<Node>>();

  constructor(compiled: Compiled, kernel: KernelName) {
    const { image } = compiled.kernels;
    const definitions = compiled.records.at(-1)?.maths.definitions ?? [];
    this.#count = rowCount(compiled.program.graph);
    this.#goals = goals[kernel](compiled).map((each) => ({
      ...each,
      nodes: each.nodes.map(image),
    }));
    this.#named = new Map(definitions.map(({ name, node }) => [image(node), name]));
  }

  /** `gradient of w`, `definition z`, `column x`; `part of objective, gradient of w` for what has no name. */
  of(node: Node): string {
    const exact = this.#goals.filter(({ nodes }) => nodes.includes(node));
    if (exact.length > 0) return namesOf(exact);
    if (node.kind === 'symbol') return `${roles[node.role]} ${node.name}`;
    const name = this.#named.get(node);
    if (name !== undefined) return `definition ${name}`;
    return node === this.#count ? 'number of rows' : this.ofPart(node);
  }

  /** What has a part of a node in it. */
  ofPart(node: Node): string {
    return `part of ${namesOf(this.#using(node))}`;
  }

  /** The parameters by which a node is a derivative, or a part of one alone. */
  derivativeBy(node: Node): Parameter[] {
    const using = this.#using(node);
    return using.every(({ by }) => by !== null) ? using.flatMap(({ by }) => by ?? []) : [];
  }

  #using(node: Node): Goal[] {
    return this.#goals.filter((goal) => this.#reach(goal).has(node));
  }

  #reach(goal: Goal): ReadonlySet<Node> {
    const known = this.#below.get(goal) ?? new Set(postorder(goal.nodes));
    this.#below.set(goal, known);
    return known;
  }
}

/** `objective, gradient of w, b`. */
function namesOf(list: readonly Goal[]): string {
  const kinds = new Map<string, string[]>();
  for (const { kind, name } of list) kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  return [...kinds].map(([kind, names]) => `${kind} ${names.join(', ')}`.trim()).join('; ');
}

const goal = (kind: string, name: string, nodes: readonly Node[], by?: Parameter): Goal => ({
  kind,
  name,
  nodes,
  by: by ?? null,
});

const whole = (kind: string, node: Node | null): Goal[] => (node ? [goal(kind, '', [node])] : []);

/** What each kernel is there for. */
const goals: { readonly [K in KernelName]: (compiled: Compiled) => Goal[] } = {
  objective: ({ program }) => whole('objective', program.objective),
  objectiveAndGradient: ({ program, model }) => [
    ...whole('objective', program.objective),
    ...program.gradient.flatMap((node, k) => {
      const by = model.parameters[k];
      return by ? [goal('gradient of', by.name, [node], by)] : [];
    }),
  ],
  logLikelihood: ({ program }) => whole('log-likelihood', program.logLikelihood),
  logPrior: ({ program }) => whole('log-prior', program.logPrior),
  predict: ({ program }) => program.outputs.map(({ name, node }) => goal('output', name, [node])),
  sample: ({ program }) =>
    program.draws.map(({ column, args }) => goal('draw of', column.name, args)),
};
