import { invariant, present } from '../base/invariant.ts';
import type { Symbol } from '../graph/index.ts';
import type { Layout } from '../runtime/model.ts';
import { innerShape } from '../graph/index.ts';
import type { Buffer } from './loops.ts';
import type { Program } from './program.ts';
import { read, type Input, type Term } from './term.ts';

/** Where the symbols of a program lie: θ by offset, columns row by row, hyper-parameters by name. */
export class Inputs {
  readonly theta: Buffer;
  readonly gradient: Buffer;
  readonly #offsets: ReadonlyMap<Symbol, number>;
  readonly #layout: Layout;
  readonly #known = new Map<Symbol, Input>();

  constructor(program: Program) {
    this.#layout = program.layout;
    const length = program.layout.size;
    this.theta = { name: 'theta', role: 'theta', element: 'float64', length };
    this.gradient = { name: 'gradient', role: 'gradient', element: 'float64', length };
    this.#offsets = new Map(
      program.theta.map((symbol, k) => [symbol, present(program.layout.parameters[k]).offset]),
    );
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
    return read(this.inputOf(symbol), at);
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
    const volume = extents.reduce((n, size) => n * size, 1);
    return {
      name: symbol.name,
      role: symbol.role === 'data' ? 'column' : 'hyper',
      element: symbol.role === 'data' && symbol.domain.kind === 'category' ? 'int32' : 'float64',
      length: perRow ? null : volume,
    };
  }

  get layout(): Layout {
    return this.#layout;
  }
}
