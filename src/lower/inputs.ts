import { volume } from '../base/shape.ts';
import { invariant, present } from '../base/invariant.ts';
import type { Graph, Symbol } from '../graph/index.ts';
import type { Layout } from '../runtime/model.ts';
import type { Expression as Formula } from '../syntax/index.ts';
import { innerShape } from '../graph/index.ts';
import type { Buffer } from './loops.ts';
import type { Draw, Program } from './program.ts';
import { read, type Input, type Tensor, type Term } from './term.ts';

/** Where the symbols of a program lie: θ by offset, columns row by row, hyper-parameters by name. */
export class Inputs {
  readonly theta: Buffer;
  readonly gradient: Buffer;
  readonly #offsets: ReadonlyMap<Symbol, number>;
  readonly #graph: Graph;
  readonly #layout: Layout;
  readonly #known = new Map<Symbol, Input>();
  readonly #drawn = new Map<Symbol, Tensor>();

  constructor(program: Program, draws: readonly Draw[] = []) {
    for (const { column } of draws) this.#drawn.set(column, this.#makeDrawn(column));
    this.#graph = program.graph;
    this.#layout = program.layout;
    const length = program.layout.size;
    this.theta = { name: 'theta', role: 'theta', element: 'float64', length };
    this.gradient = { name: 'gradient', role: 'gradient', element: 'float64', length };
    this.#offsets = new Map(
      program.theta.map((symbol, k) => [symbol, present(program.layout.parameters[k]).offset]),
    );
  }

  /** What a function is computed by. */
  formula(text: string): Formula {
    return this.#graph.formula(text);
  }

  /** Where a parameter's numbers begin in θ and in the gradient. */
  offsetOf(symbol: Symbol): number {
    return present(this.#offsets.get(symbol), `θ has ${symbol.name}`);
  }

  /** A symbol at a position as a term. */
  value(symbol: Symbol, at: readonly Term[]): Term {
    if (symbol.role === 'total') return { kind: 'field', name: 'totalWeight', of: 'data' };
    if (symbol.role === 'hyper' && at.length === 0)
      return { kind: 'field', name: symbol.name, of: 'data' };
    return read(this.#drawn.get(symbol) ?? this.inputOf(symbol), at);
  }

  /** A column that the kernel fills. */
  drawn(symbol: Symbol): Tensor {
    return present(this.#drawn.get(symbol), `${symbol.name} is drawn`);
  }

  #makeDrawn(symbol: Symbol): Tensor {
    const extents = innerShape(symbol);
    const place = { buffer: this.#bufferOf(symbol, true, extents), offset: 0 };
    return { kind: 'tensor', name: symbol.name, extents, perRow: true, place };
  }

  inputOf(symbol: Symbol): Input {
    const known = this.#known.get(symbol);
    if (known) return known;
    const input = this.#makeInput(symbol);
    this.#known.set(symbol, input);
    return input;
  }

  #makeInput(symbol: Symbol): Input {
    const extents = innerShape(symbol);
    const perRow = symbol.shape[0] === 'rows';
    const base = { kind: 'input', name: symbol.name, extents, perRow } as const;
    if (symbol.role === 'theta') {
      return { ...base, place: { buffer: this.theta, offset: this.offsetOf(symbol) } };
    }
    return { ...base, place: { buffer: this.#bufferOf(symbol, perRow, extents), offset: 0 } };
  }

  #bufferOf(symbol: Symbol, perRow: boolean, extents: readonly number[]): Buffer {
    invariant(symbol.role === 'data' || symbol.role === 'hyper', `${symbol.name} is not replaced`);
    return {
      name: symbol.name,
      role: symbol.role === 'data' ? 'column' : 'hyper',
      element: symbol.role === 'data' && symbol.domain.kind === 'category' ? 'int32' : 'float64',
      length: perRow ? null : volume(extents),
    };
  }

  get layout(): Layout {
    return this.#layout;
  }
}
