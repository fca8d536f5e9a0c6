import { rowOf, type Domain } from '../runtime/domain.ts';
import { invariant, present } from '../base/invariant.ts';
import { bindingsOf, keyOf } from './brackets.ts';
import { coverOf, type Place } from './cover.ts';
import { readFormula, type Expression } from '../syntax/index.ts';
import {
  elementwise,
  type ElementwiseName,
  type ElementwiseRule,
  type ElementwiseRules,
} from './elementwise.ts';
import * as I from './interval.ts';
import type { Interval } from './interval.ts';
import type { Bracket, Contract, Node, Reduce, ReduceName, Role, Shape, Symbol } from './node.ts';

/**
 * The nodes of one compilation. Equal nodes are the same object (hash-consing), so sharing is by
 * construction and equality is identity. These are the plain factories; the builders in `add.ts`,
 * `map.ts` and `contract.ts` bring what they make into canonical form first.
 */
export class Graph {
  readonly #nodes = new globalThis.Map<string, Node>();
  /** The elementwise functions that there are, by name. */
  readonly functions: ElementwiseRules;
  readonly #formulas = new globalThis.Map<string, Expression>();
  readonly #remembered = new globalThis.Map<string, Node>();

  constructor(functions: ElementwiseRules = elementwise) {
    this.functions = functions;
  }

  #intern(key: string, make: (id: number) => Node): Node {
    const known = this.#nodes.get(key);
    if (known) return known;
    const node = Object.freeze(make(this.#nodes.size));
    this.#nodes.set(key, node);
    return node;
  }

  /** A formula's expression, parsed once. */
  formula(text: string): Expression {
    const known = this.#formulas.get(text);
    if (known) return known;
    const parsed = readFormula(text);
    this.#formulas.set(text, parsed);
    return parsed;
  }

  /** What was made for a request before, or else is made now. */
  remembered(request: string, make: () => Node): Node {
    const known = this.#remembered.get(request);
    if (known) return known;
    const made = make();
    this.#remembered.set(request, made);
    return made;
  }

  constant(value: number, name: string | null = null): Node {
    // −0 and 0 are one constant.
    const exact = value === 0 ? 0 : value;
    return this.#intern(`constant ${exact} ${name ?? ''}`, (id) => ({
      id,
      kind: 'constant',
      shape: [],
      range: I.point(exact),
      value: exact,
      name,
    }));
  }

  symbol(name: string, role: Role, shape: Shape, domain: Domain): Symbol {
    const node = this.#intern(`symbol ${role} ${name}`, (id) => ({
      id,
      kind: 'symbol',
      shape,
      range: symbolRange(domain, role),
      name,
      role,
      domain,
    }));
    invariant(node.kind === 'symbol', 'a symbol is a symbol');
    return node;
  }

  ramp(size: number): Node {
    return this.#intern(`ramp ${size}`, (id) => ({
      id,
      kind: 'ramp',
      shape: [size],
      range: I.integers(0, size - 1),
      size,
    }));
  }

  /** A text as the name of an elementwise function, if it is one here. */
  named(text: string): ElementwiseName | undefined {
    return Object.hasOwn(this.functions, text) ? (text as ElementwiseName) : undefined;
  }

  ruleOf(fn: ElementwiseName): ElementwiseRule {
    return present(this.functions[fn], `there is an elementwise function ${fn}`);
  }

  map(fn: ElementwiseName, args: readonly Node[]): Node {
    const rule = this.ruleOf(fn);
    return this.#intern(`map ${fn} ${ids(args)}`, (id) => ({
      id,
      kind: 'map',
      shape: args[0]?.shape ?? [],
      range: mapRange(fn, rule, args),
      fn,
      rule,
      args,
    }));
  }

  contract(
    args: readonly Node[],
    labels: readonly (readonly number[])[],
    sizes: Shape,
    rank: number,
    brackets: readonly Bracket[],
  ): Node {
    const key = `contract ${ids(args)} ${labels.join('|')} ${sizes} ${rank} ${brackets.map(keyOf).join()}`;
    return this.#intern(key, (id) => {
      const shape = sizes.slice(0, rank);
      const range = averageRange(args, brackets) ?? termsRange({ args, sizes, brackets }, rank);
      return { id, kind: 'contract', shape, range, args, labels, sizes, brackets };
    });
  }

  reduce(op: ReduceName, arg: Node, axes: readonly number[]): Node {
    return this.#intern(`reduce ${op} ${arg.id} ${axes}`, (id) => ({
      id,
      kind: 'reduce',
      shape: arg.shape.filter((_, i) => !axes.includes(i)),
      range: reduceRange[op](arg.range),
      op,
      arg,
      axes,
    }));
  }

  stack(parts: readonly Node[], axis: number): Node {
    return this.#intern(`stack ${ids(parts)} ${axis}`, (id) => {
      const shape = parts[0]?.shape ?? [];
      return {
        id,
        kind: 'stack',
        shape: [...shape.slice(0, axis), parts.length, ...shape.slice(axis)],
        range: parts.map((p) => p.range).reduce(I.unite),
        parts,
        axis,
      };
    });
  }
}

function mapRange(fn: ElementwiseName, rule: ElementwiseRule, args: readonly Node[]): Interval {
  const places = fn === 'add' ? coverOf(args) : null;
  if (places)
    return places.map((place, k) => partRange(args[k] as Contract, place)).reduce(I.unite);
  const range = rule.range(args.map((a) => a.range));
  return isLogShare(rule, args) ? I.intersect(range, I.nonPositive) : range;
}

/** z − log Σ exp z: the sum has no term that is greater. */
function isLogShare({ arity }: ElementwiseRule, args: readonly Node[]): boolean {
  if (arity !== Infinity) return false;
  for (const term of args) {
    const [sign, total] = term.kind === 'contract' ? term.args : [];
    if (sign?.kind !== 'constant' || sign.value !== -1 || total?.kind !== 'reduce') continue;
    if (total.op !== 'logsumexp') continue;
    const z = total.arg;
    const terms = z.kind === 'map' && z.fn === 'add' ? z.args : [z];
    const others = args.filter((arg) => arg !== term);
    if (others.length === terms.length && terms.every((each) => others.includes(each))) return true;
  }
  return false;
}

const ids = (nodes: readonly Node[]): string => nodes.map((n) => n.id).join(',');

/**
 * What is proved of a symbol. A parameter never reaches the bounds of its domain (its transform is onto
 * the open set); data may.
 */
export function symbolRange(domain: Domain, role: Role): Interval {
  const { lower, upper, border, whole } = rowOf(domain).bounds(domain);
  const isOpen = border === 'never' || (border === 'in data' && role === 'parameter');
  // An infinite end is never reached.
  const [loOpen, hiOpen] = [isOpen && lower > -Infinity, isOpen && upper < Infinity];
  return { lo: lower, hi: upper, loOpen, hiOpen, integer: whole ?? false };
}

/** (Σ w)⁻¹·Σ w·a lies where a lies; without weights Σ w is the number of rows. */
function averageRange(args: readonly Node[], brackets: readonly Bracket[]): Interval | null {
  if (args.length !== 2 || brackets.length > 0) return null;
  const sums = args.filter((arg) => arg.kind === 'contract' && arg.sizes.length > arg.shape.length);
  const [total] = sums;
  if (sums.length !== 1 || total?.kind !== 'contract') return null;
  const inverse = args.find((arg) => arg !== total);
  if (inverse?.kind !== 'map' || inverse.fn !== 'pow' || inverse.args[1]?.range.lo !== -1)
    return null;
  const weight = inverse.args[0];
  if (weight?.kind !== 'contract' || !isTotalWeight(weight) || !isRowSum(total)) return null;
  const averaged = total.args.filter((arg) => !weight.args.includes(arg));
  if (averaged.length + weight.args.length !== total.args.length) return null;
  const range = contractRange(averaged, []);
  const whole = total.brackets.length === 0 ? range : I.unite(range, zero);
  return { ...whole, integer: false };
}

/** A number: the sum over the rows of weights that are not negative. */
const isTotalWeight = (node: Contract): boolean =>
  isRowSum(node) &&
  node.shape.length === 0 &&
  node.brackets.length === 0 &&
  node.args.every((w) => I.isNonNegative(w.range));

/** A sum over the rows alone. */
const isRowSum = (node: Contract): boolean =>
  node.sizes.length === node.shape.length + 1 && node.sizes.at(-1) === 'rows';

/** Of a sum over labels that brackets fix there is one term, and none where a bracket does not hold. */
function termsRange(
  contract: Pick<Contract, 'args' | 'sizes' | 'brackets'>,
  rank: number,
): Interval {
  const { args, sizes, brackets } = contract;
  const bindings = bindingsOf(contract, rank);
  const placed = brackets.flatMap((b) => (b.kind === 'along' && b.label < rank ? [b.along] : []));
  const single = [...placed, ...bindings.map((b) => b.label)];
  const summed = sizes.filter((_, label) => label >= rank && !single.includes(label));
  const range = contractRange(args, summed);
  return bindings.length === brackets.length ? range : I.unite(range, zero);
}

/** Of a term where it stands. */
const partRange = ({ args, sizes, brackets, shape }: Contract, { bracket }: Place): Interval => {
  const others = brackets.filter((b) => b !== bracket);
  const along = bracket.kind === 'along' ? bracket.along : -1;
  return termsRange({ args, sizes: sizes.with(along, 1), brackets: others }, shape.length);
};

const zero = I.point(0);
const one = I.point(1);

export function contractRange(args: readonly Node[], summed: Shape): Interval {
  let range = args[0]?.range ?? one;
  for (const arg of args.slice(1)) range = I.multiplyIntervals(range, arg.range);
  return summed.reduce<Interval>(sumRange, range);
}

/** Σ of n values of one range: n times its bounds, without end over the data axis. */
const sumRange = (r: Interval, size: Shape[number]): Interval =>
  I.multiplyIntervals(r, size === 'rows' ? I.integers(1, Infinity) : I.point(size));

/** Π of any number of values of one range. */
function productRange(r: Interval): Interval {
  if (I.isUnit(r)) return { ...r, lo: 0, loOpen: I.isPositive(r) };
  if (I.isNonNegative(r)) return { ...I.nonNegative, loOpen: I.isPositive(r), integer: r.integer };
  return { ...I.real, integer: r.integer };
}

const reduceRange: { readonly [K in Reduce['op']]: (r: Interval) => Interval } = {
  max: (r) => r,
  min: (r) => r,
  logsumexp: (r) => ({ ...r, hi: Infinity, hiOpen: true, integer: false }),
  prod: productRange,
};
