import type { Graph, Node, Part, Symbol } from '../graph/index.ts';
import type { Layout } from '../runtime/model.ts';

/** A per-row result with a name: emitted as a prediction. */
export interface Output {
  readonly name: string;
  readonly node: Node;
}

/**
 * How a data column is drawn: `sampler` is a function of `fluxion/runtime` over the parameters, whose
 * nodes have the part's shape (or are vectors for a vector-valued distribution). Arguments may depend
 * on columns drawn before it, and, element by element, on earlier elements of the column itself.
 */
export interface Draw {
  readonly column: Symbol;
  /** The elements of it that are drawn. */
  readonly part: Part;
  readonly sampler: string;
  /** `element`: one call per element of the column; `vector`: one call fills the whole row value. */
  readonly form: 'element' | 'vector';
  readonly args: readonly Node[];
}

/** What a module is to compute: the last form of the maths, before it becomes loops. */
export interface Program {
  /** The model's name: an identifier from its file's name. */
  readonly name: string;
  readonly graph: Graph;
  readonly layout: Layout;
  /** Start values as written, in the constrained space, by parameter; row-major. */
  readonly starts: ReadonlyMap<string, readonly number[]>;
  /** The symbols of θ (role `theta`), in the order of the layout's parameters. */
  readonly theta: readonly Symbol[];
  /** J over the rows of a call: a scalar. */
  readonly objective: Node;
  /** ∂J/∂θ, one node for each symbol of `theta`, of its shape. */
  readonly gradient: readonly Node[];
  /** Σ w·log p over the rows; null where the model has no likelihood. */
  readonly logLikelihood: Node | null;
  readonly logPrior: Node | null;
  readonly outputs: readonly Output[];
  readonly draws: readonly Draw[];
  /** The user's names of nodes, and names that say what a derived node is (`residual`, `dW`). */
  readonly names: ReadonlyMap<Node, string>;
}
