import { present } from '../base/invariant.ts';
import { extentsOf, innerShape, type Contract, type Node, type Reduce } from '../graph/index.ts';
import { binary, call } from './arithmetic.ts';
import type { Inputs } from './inputs.ts';
import type { Meanings } from './meanings.ts';
import type { Chain } from './nest.ts';
import type { Draw } from './program.ts';
import { Reader, type Keeper } from './reader.ts';
import { reductionOf } from './reduction.ts';
import { indexTerm, number, read, type Index, type Tensor, type Term, visitTerm } from './term.ts';

/** What the chains of a draw stand on. */
export interface DrawContext {
  readonly inputs: Inputs;
  readonly rowCount: Term;
  readonly rows: Index;
  readonly meanings: Meanings;
  /** Finds what is computed for a row before the draw. */
  readonly tensorOf: Keeper;
}

/** The chains that fill one column of a row: its elements in ascending order, one call for each. */
export function drawChains(draw: Draw, context: DrawContext): Chain[] {
  return new Drawing(draw, context).chains();
}

const shifted = (position: Term, by: number): Term =>
  by === 0 ? position : binary('+', position, number(by));

const vector = (name: string, length: number): Tensor => ({
  kind: 'tensor',
  name,
  extents: [length],
  perRow: true,
  place: null,
});

class Drawing {
  readonly #draw: Draw;
  readonly #context: DrawContext;
  readonly #chains: Chain[] = [];
  /** Loops over the elements that are drawn by a call each. */
  readonly #elements: readonly Index[];
  readonly #at: readonly Term[];

  constructor(draw: Draw, context: DrawContext) {
    this.#draw = draw;
    this.#context = context;
    const extents = extentsOf(draw.part);
    const drawn = draw.form === 'vector' ? extents.slice(0, -1) : extents;
    this.#elements = drawn.map((extent): Index => ({ extent, sequential: true }));
    this.#at = this.#elements.map(indexTerm);
  }

  chains(): Chain[] {
    const { sampler, form, args } = this.#draw;
    const values: Term[] = [{ kind: 'random' }, ...args.map((arg) => this.#argument(arg))];
    if (form === 'vector') this.#drawVector(sampler, values);
    else this.#put(this.#elements, this.#at, call(sampler, values));
    return this.#chains;
  }

  /** The column, and what its distribution is given. */
  get #drawn(): Node[] {
    return [this.#draw.column, ...this.#draw.args];
  }

  get #loops(): Index[] {
    return [this.#context.rows, ...this.#elements];
  }

  /** A number, or an array with the last axis of the argument. */
  #argument(arg: Node): Term {
    const extents = innerShape(arg);
    if (extents.length === this.#elements.length)
      return this.#reader(this.#elements).value(arg, this.#at);
    const tensor = vector('parameters', present(extents.at(-1)));
    const index: Index = { extent: present(extents.at(-1)) };
    const at = [...this.#at, indexTerm(index)];
    const value = this.#reader([...this.#elements, index]).value(arg, at);
    this.#chains.push({
      loops: [...this.#loops, index],
      action: {
        kind: 'update',
        target: tensor,
        at: [indexTerm(index)],
        operator: '=',
        value,
        of: [arg],
      },
    });
    return { kind: 'array', source: tensor };
  }

  #reader(around: readonly Index[]): PointReader {
    return new PointReader(this.#context, [this.#context.rows, ...around], this.#chains);
  }

  #put(loops: readonly Index[], within: readonly Term[], value: Term): void {
    const target = this.#context.inputs.drawn(this.#draw.column);
    const at = this.#draw.part.map(({ from, stride, axis }) =>
      axis === null
        ? number(from)
        : shifted(binary('*', number(stride), present(within[axis])), from),
    );
    this.#chains.push({
      loops: [this.#context.rows, ...loops],
      action: { kind: 'update', target, at, operator: '=', value, of: this.#drawn },
    });
  }

  /** The sampler fills an array, which is then copied into the column. */
  #drawVector(sampler: string, values: readonly Term[]): void {
    const length = present(innerShape(this.#draw.column).at(-1));
    const drawn = vector('drawn', length);
    const value = call(sampler, [...values, { kind: 'array', source: drawn }]);
    this.#chains.push({
      loops: this.#loops,
      action: { kind: 'perform', target: drawn, value, of: this.#drawn },
    });
    const index: Index = { extent: length };
    this.#put(
      [...this.#elements, index],
      [...this.#at, indexTerm(index)],
      read(drawn, [indexTerm(index)]),
    );
  }
}

/** The reader of what stands around the loops of a sum, and the indices of these loops. */
interface Outside {
  readonly reader: PointReader;
  readonly indices: readonly Index[];
}

const usesAny = (at: readonly Term[], indices: readonly Index[]): boolean => {
  let found = false;
  for (const term of at) {
    visitTerm(term, (t) => (found ||= t.kind === 'index' && indices.includes(t.index)));
  }
  return found;
};

/** Computes nodes at one position: their sums become variables inside the loops around it. */
class PointReader extends Reader {
  readonly #context: DrawContext;
  readonly #around: readonly Index[];
  readonly #chains: Chain[];
  readonly #outside: Outside | null;
  /** Where the sums around stand: a sum inside of them has a number at each position of theirs. */
  readonly #inside: readonly Index[];
  readonly #known = new Map<Node, { readonly key: string; readonly tensor: Tensor }[]>();
  readonly #indices = new Map<Index, number>();

  constructor(
    context: DrawContext,
    around: readonly Index[],
    chains: Chain[],
    outside: Outside | null = null,
  ) {
    super(context.inputs, context.rowCount, context.meanings, context.tensorOf);
    this.#context = context;
    this.#outside = outside;
    this.#inside = outside ? [...outside.reader.#inside, ...outside.indices] : [];
    this.#around = around;
    this.#chains = chains;
  }

  override reduced(node: Contract | Reduce, at: readonly Term[]): Term {
    const outside = this.#outside;
    if (outside && !usesAny(at, outside.indices)) return outside.reader.reduced(node, at);
    const key = this.#keyOf(at);
    const known = this.#known.get(node) ?? [];
    this.#known.set(node, known);
    const found = known.find((entry) => entry.key === key);
    if (found) return this.#read(found.tensor);
    const tensor = this.#compute(node, at);
    known.push({ key, tensor });
    return this.#read(tensor);
  }

  #read(tensor: Tensor): Term {
    return read(tensor, this.#inside.map(indexTerm));
  }

  #compute(node: Contract | Reduce, at: readonly Term[]): Tensor {
    const extents = this.#inside.map(({ extent }) => (extent === 'rows' ? 1 : extent));
    const tensor: Tensor = { kind: 'tensor', name: 'sum', extents, perRow: true, place: null };
    const { start, operator, indices, value } = reductionOf(node);
    const loops = [...this.#around, ...indices];
    const inside = new PointReader(this.#context, loops, this.#chains, { reader: this, indices });
    const place = this.#inside.map(indexTerm);
    const action = { kind: 'update', target: tensor, at: place, of: [node] } as const;
    this.#chains.push({
      loops,
      action: { ...action, operator, value: value(inside, at, loops) },
      start: {
        depth: this.#around.length,
        loops: [],
        action: { ...action, operator: '=', value: number(start) },
      },
    });
    return tensor;
  }

  /** Positions as text, indices by their order of appearance. */
  #keyOf(at: readonly Term[]): string {
    return JSON.stringify(at, (_key, value: unknown) => {
      const index =
        (value as Term | null)?.kind === 'index' ? (value as Term & { kind: 'index' }).index : null;
      if (!index) return value;
      if (!this.#indices.has(index)) this.#indices.set(index, this.#indices.size);
      return this.#indices.get(index);
    });
  }
}
