import * as I from './interval.ts';
import type { Interval } from './interval.ts';

/** All that is known of one elementwise function. */
export interface ElementwiseRule {
  /** Number of arguments; `Infinity` for a sum of any number of terms. */
  readonly arity: number;
  /** Its value in floating point; used by the interpreter. */
  readonly value: (...args: number[]) => number;
  /** What follows for its value from what is proved of its arguments. */
  readonly range: (args: readonly Interval[]) => Interval;
  /**
   * ∂f/∂a, ∂f/∂b, … as text over the arguments `a`, `b`, `c` and the function's own value `f`;
   * `'0'` where the function is piecewise constant in that argument.
   */
  readonly partials: readonly string[];
  /** TypeScript of its value over `a`, `b`, `c`; for a truth value, of the condition itself. */
  readonly code: string;
  /** The name that `code` needs from `fluxion/runtime`. */
  readonly helper?: string;
  /** The value is a condition: 1 where it holds, else 0. */
  readonly condition?: true;
  /** Text over `a`, `b`, `c` in plainer functions that generated code computes it by. */
  readonly expand?: string;
  /** Notation over `a`, `b`, `c` for LaTeX and for Unicode text; absent: `\operatorname{name}(a, b)`. */
  readonly latex?: string;
  readonly unicode?: string;
  /** Floating-point operations, and calls of transcendental functions, for the cost in a header. */
  readonly flops: number;
  readonly transcendentals?: number;
}

const anywhere = (): Interval => I.real;
const at = (args: readonly Interval[], i: number): Interval => args[i] ?? I.real;

const add: ElementwiseRule = {
  arity: Infinity,
  value: (...args) => args.reduce((s, x) => s + x, 0),
  range: (args) => args.reduce(I.addIntervals),
  partials: [],
  code: 'a + b',
  flops: 1,
};

/** aᵇ; roots and reciprocals are powers, so that a product has one form. */
const pow: ElementwiseRule = {
  arity: 2,
  value: (a, b) => (b === 0.5 ? Math.sqrt(a ?? NaN) : Math.pow(a ?? NaN, b ?? NaN)),
  range: ([a = I.real, b = I.real]) => powerRange(a, b),
  partials: ['b*a^(b-1)', 'where(a == 0, 0, f*log(a))'],
  code: 'Math.pow(a, b)',
  flops: 1,
  transcendentals: 1,
};

function powerRange(a: Interval, b: Interval): Interval {
  const constant = b.lo === b.hi ? b.lo : undefined;
  if (constant === undefined) return I.isPositive(a) ? I.positive : anywhere();
  const even = Number.isInteger(constant) && constant % 2 === 0;
  if (I.isPositive(a) || (constant > 0 && I.isNonNegative(a))) {
    const f = constant > 0 ? I.increasing : I.decreasing;
    const image = f((x) => Math.pow(x, constant))([a]);
    return { ...image, integer: a.integer && Number.isInteger(constant) && constant > 0 };
  }
  if (even) return { ...(constant > 0 ? I.nonNegative : I.positive), integer: a.integer && constant > 0 };
  if (!Number.isInteger(constant)) return constant > 0 ? I.nonNegative : I.positive;
  if (constant > 0) return { ...I.increasing((x) => Math.pow(x, constant))([a]), integer: a.integer };
  return I.isNegative(a) ? I.negative : anywhere();
}

/** c ? a : b, the condition first. */
const where: ElementwiseRule = {
  arity: 3,
  value: (c, a, b) => (c !== 0 ? (a ?? NaN) : (b ?? NaN)),
  range: (args) => I.unite(at(args, 1), at(args, 2)),
  partials: ['0', 'where(a, 1, 0)', 'where(a, 0, 1)'],
  code: 'a ? b : c',
  flops: 1,
};

/** The table: a new function is one row here. */
export const elementwise = {
  add,
  pow,
  where,
} satisfies Record<string, ElementwiseRule>;

export type ElementwiseName = keyof typeof elementwise;

export const elementwiseRule = (name: ElementwiseName): ElementwiseRule => elementwise[name];
export const isElementwise = (name: string): name is ElementwiseName =>
  Object.hasOwn(elementwise, name);
