import type { Language } from './language.ts';
import type { Source, Span } from '../base/source.ts';
import type { Graph, Node, Part, Provenance, Symbol } from '../graph/index.ts';
import type { Domain } from '../runtime/domain.ts';
import type { Layout } from '../runtime/model.ts';

/** An unknown of the model. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly domain: Domain;
  readonly span: Span;
  /** What the objective is written over: a symbol of role `parameter`, of the parameter's own shape. */
  readonly symbol: Symbol;
  /** Its unconstrained numbers, of role `theta`: a simplex has one fewer along its last axis. */
  readonly theta: Symbol;
  /** The parameter as a function of `theta`, of the parameter's own shape. */
  readonly constrained: Node;
}

/** A column of the data set or a run-time constant. */
export interface Input {
  readonly name: string;
  readonly symbol: Symbol;
  readonly span: Span;
}

/** An expression with its place. */
export interface Term {
  readonly node: Node;
  readonly span: Span;
}

/** A named expression, as the user wrote it. */
export interface Definition extends Term {
  readonly name: string;
}

/** A per-row result with a name. */
export interface Output {
  readonly name: string;
  readonly node: Node;
}

/** One `~` statement. */
export interface Factor {
  /** Once for every row, or once in all. */
  readonly kind: 'likelihood' | 'prior';
  readonly subject: Node;
  readonly distribution: string;
  readonly args: readonly Node[];
  /** The pdf or pmf, one number for each independent element of the subject. */
  readonly density: Node;
  /** Its logarithm, summed over the elements; for a likelihood one number for each row. */
  readonly logDensity: Node;
  readonly span: Span;
}

/**
 * How a data column is drawn: `sampler` is a function of `fluxion/runtime` over the distribution's
 * parameters. An argument has the axes of the part, then its own (a probability vector has one).
 */
export interface Draw {
  readonly column: Symbol;
  /** The elements of it that are drawn. */
  readonly part: Part;
  readonly sampler: string;
  /** `element`: one call for each element of the column; `vector`: one call fills a row's value. */
  readonly form: 'element' | 'vector';
  readonly args: readonly Node[];
}

/** The graph of the objective of a model, over its parameters in their own (constrained) space. */
export interface ModelGraph {
  readonly source: Source;
  readonly language: Language;
  /** An identifier made of the file's name. */
  readonly name: string;
  readonly graph: Graph;
  /** The places in the text that the nodes say. */
  readonly provenance: Provenance;
  readonly layout: Layout;
  /** Start values as written, in the constrained space, row-major. */
  readonly starts: ReadonlyMap<string, readonly number[]>;
  readonly parameters: readonly Parameter[];
  readonly columns: readonly Input[];
  readonly hypers: readonly Input[];
  /** The column of row weights. */
  readonly weight: Symbol | null;
  readonly factors: readonly Factor[];
  readonly losses: readonly Term[];
  readonly penalties: readonly Term[];
  readonly definitions: readonly Definition[];
  /** The same over the symbols that stand for definitions, where the model was built with such. */
  readonly named: Pick<ModelGraph, 'factors' | 'losses' | 'penalties' | 'definitions'>;
  readonly outputs: readonly Output[];
  /** Data columns with a distribution, in an order in which they can be drawn. */
  readonly draws: readonly Draw[];
  /** J = (1/|B|) Σ w·(loss − log p) + penalty − (1/n)·log prior. */
  readonly objective: Node;
  /** Σ w·log p over the rows; null where the model has no likelihood. */
  readonly logLikelihood: Node | null;
  /** log p of the parameters; null where the model has no prior. */
  readonly logPrior: Node | null;
}
