import { invariant, present } from '../base/invariant.ts';
import {
  constantOf,
  dispatch,
  isRowCount,
  powerParts,
  type Along,
  type At,
  type Binding,
  type Bracket,
  type ByKind,
  type Contract,
  type Gathered,
  type Map as MapNode,
  type Node,
  type Reduce,
} from '../graph/index.ts';
import type { Expression as Formula } from '../syntax/index.ts';
import { asNumber, binary, powerTerm, select } from './arithmetic.ts';
import { formulaTerm } from './formula-term.ts';
import { bound, isSum, openBrackets } from './gather.ts';
import type { Inputs } from './inputs.ts';
import type { Meanings } from './meanings.ts';
import { indexTerm, number, read, visitTerm, type Index, type Tensor, type Term } from './term.ts';

/** Finds the tensor that holds a node, where it is kept. */
export type Keeper = (node: Node) => Tensor | null;

/** Nodes at positions as terms. Positions are those of the inner axes; the row is the row of the loop. */
export class Reader {
  readonly #inputs: Inputs;
  readonly #keeper: Keeper;
  readonly #meanings: Meanings;
  /** How many rows the kernel is called for. */
  readonly rowCount: Term;

  constructor(inputs: Inputs, rowCount: Term, meanings: Meanings, keeper: Keeper) {
    this.#inputs = inputs;
    this.#meanings = meanings;
    this.rowCount = rowCount;
    this.#keeper = keeper;
  }

  /** A number of a node: read where it is kept, else computed in place. */
  value(node: Node, at: readonly Term[]): Term {
    const tensor = this.#keeper(node);
    return tensor ? this.#meanings.note(read(tensor, at), node) : this.computed(node, at);
  }

  /** A number of a sum or another reduction that is not kept; readers at one point compute it there. */
  reduced(node: Contract | Reduce, _at: readonly Term[]): Term {
    return invariant(false, `a ${node.kind} has a loop of its own`) as never;
  }

  /** A number of a node computed from its arguments. */
  computed(node: Node, at: readonly Term[]): Term {
    return this.#meanings.note(dispatch(rules, node, at, this), node);
  }

  formula(text: string): Formula {
    return this.#inputs.formula(text);
  }

  input(node: Node & { kind: 'symbol' }, at: readonly Term[]): Term {
    return this.#inputs.value(node, at);
  }

  /**
   * The product inside a contraction with its looped summed labels at the given indices. Factors that
   * vary in outer loops only come first, so that they are multiplied there.
   */
  product(
    node: Contract,
    at: readonly Term[],
    loops: ReadonlyMap<number, Index>,
    order: readonly Index[],
    scattered: readonly Binding[] = [],
  ): Term {
    const positions = this.#positions(node, at, loops);
    const placeOf = (labels: readonly number[]): Term[] =>
      innerLabels(node, labels).map((label) => present(positions[label]));
    const factors = node.args.map((arg, k) => this.#factor(arg, placeOf(present(node.labels[k]))));
    const tests = openBrackets(node, [...bound(node), ...scattered]).map((b) =>
      this.#test(b, placeOf),
    );
    const product = multiplied(factors, order);
    const [first, ...others] = tests;
    if (first === undefined) return this.#meanings.note(product, node);
    const test = others.reduce((all, each) => binary('and', all, each), first);
    return this.#meanings.note(
      factors.length === 0 ? asNumber(test) : select(test, product, number(0)),
      node,
    );
  }

  /** Whether a bracket holds at the positions of its labels. */
  #test(b: Bracket, placeOf: (labels: readonly number[]) => Term[]): Term {
    if (b.kind !== 'below')
      return binary('==', present(placeOf([b.label])[0]), this.#positionOf(b, placeOf));
    const at = (label: number): Term => present(placeOf([label])[0]);
    if (b.label === null) return binary('<=', number(-b.most), at(present(b.other)));
    if (b.other === null) return binary('<=', at(b.label), number(b.most));
    const [left, right] = [at(b.label), at(b.other)];
    return b.most === -1
      ? binary('<', left, right)
      : binary('<=', left, binary('+', right, number(b.most)));
  }

  /** Where a bracket puts its label. */
  #positionOf(b: At | Along | Gathered, placeOf: (labels: readonly number[]) => Term[]): Term {
    if (b.kind === 'at') return number(b.position);
    if (b.kind === 'gathered') return this.value(b.index, placeOf(b.labels));
    const along = binary('*', number(b.stride), present(placeOf([b.along])[0]));
    return binary('+', along, number(b.offset));
  }

  /** Where a bracket puts its label, the others at `positionOf`. */
  position({ bracket }: Binding, node: Contract, positionOf: (label: number) => Term): Term {
    return this.#positionOf(bracket, (labels) => innerLabels(node, labels).map(positionOf));
  }

  #factor(arg: Node, at: readonly Term[]): Factor {
    const { base, exponent } = powerParts(arg);
    if (exponent < 0 && !this.#keeper(arg)) {
      return { term: powerTerm(this.value(base, at), -exponent), isDivisor: true };
    }
    return { term: asNumber(this.value(arg, at)), isDivisor: false };
  }

  #positions(
    node: Contract,
    at: readonly Term[],
    loops: ReadonlyMap<number, Index>,
  ): (Term | undefined)[] {
    const positions = new Array<Term | undefined>(node.sizes.length);
    innerLabels(node, [...node.shape.keys()]).forEach((label, i) => (positions[label] = at[i]));
    for (const [label, index] of loops) positions[label] = indexTerm(index);
    for (const binding of bound(node))
      positions[binding.label] = this.position(binding, node, (l) => present(positions[l]));
    return positions;
  }
}

interface Factor {
  readonly term: Term;
  readonly isDivisor: boolean;
}

const innerLabels = (node: Contract, labels: readonly number[]): number[] =>
  labels.filter((label) => node.sizes[label] !== 'rows');

function multiplied(factors: readonly Factor[], order: readonly Index[]): Term {
  const depth = ({ term }: Factor): number => {
    let deepest = -1;
    visitTerm(term, (t) => {
      if (t.kind === 'index') deepest = Math.max(deepest, order.indexOf(t.index));
      if (t.kind === 'read' && t.source.perRow) deepest = Math.max(deepest, -0.5);
    });
    return term.kind === 'number' ? -2 : deepest;
  };
  const sorted = factors.map((f) => ({ ...f, depth: depth(f) })).sort((a, b) => a.depth - b.depth);
  const above = sorted
    .filter((f) => !f.isDivisor)
    .reduce((p: Term, f) => binary('*', p, f.term), number(1));
  const below = sorted
    .filter((f) => f.isDivisor)
    .reduce((p: Term, f) => binary('*', p, f.term), number(1));
  return binary('/', above, below);
}

const rules: ByKind<[readonly Term[], Reader], Term> = {
  constant: (n) => number(n.value),
  symbol: (n, at, reader) => reader.input(n, at),
  ramp: (_n, at) => present(at[0]),
  map: mapTerm,
  contract: (n, at, reader) => {
    if (isRowCount(n)) return reader.rowCount;
    if (isSum(n)) return reader.reduced(n, at);
    const order = at.flatMap((term) => (term.kind === 'index' ? [term.index] : []));
    return reader.product(n, at, new Map(), order);
  },
  reduce: (n, at, reader) => reader.reduced(n, at),
  stack: (n, at, reader) => {
    const axis = n.axis - (n.shape[0] === 'rows' ? 1 : 0);
    const position = present(at[axis]);
    const rest = at.filter((_, i) => i !== axis);
    if (position.kind === 'number') return reader.value(present(n.parts[position.value]), rest);
    const parts = n.parts.map((part) => reader.value(part, rest));
    return parts.reduceRight((later, part, k) =>
      select(binary('==', position, number(k)), part, later),
    );
  },
};

function mapTerm(node: MapNode, at: readonly Term[], reader: Reader): Term {
  if (node.fn === 'add') return sumTerm(node.args.map((arg) => reader.value(arg, at)));
  const exponent = node.fn === 'pow' ? constantOf(present(node.args[1])) : undefined;
  if (exponent !== undefined) return powerTerm(reader.value(present(node.args[0]), at), exponent);
  const args = node.args.map((arg, k): [string, Term] => [
    present(['a', 'b', 'c'][k]),
    reader.value(arg, at),
  ]);
  const term = formulaTerm(reader.formula(node.rule.code), new Map(args));
  return isSmallLog(node) && term.kind === 'call' ? { ...term, isSmallLog: true } : term;
}

/** log(1 + e) with 0 ≤ e ≤ 1,000: products of a few such 1 + e do not overflow. */
function isSmallLog(node: MapNode): boolean {
  const range = node.args[0]?.range;
  return node.fn === 'log1p' && range !== undefined && range.lo >= 0 && range.hi <= 1000;
}

/** The terms added from the left. */
export const sumTerm = (terms: readonly Term[]): Term =>
  terms.length === 0 ? number(0) : terms.reduce((sum, term) => binary('+', sum, term));
