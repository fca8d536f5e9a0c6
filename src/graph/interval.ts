/** What is proved of a number: the interval it lies in, and whether it is a whole number. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
  /** The bound itself is excluded. */
  readonly loOpen: boolean;
  readonly hiOpen: boolean;
  readonly integer: boolean;
}

export const interval = (lo: number, hi: number, open: '' | '(' | ')' | '()' = ''): Interval => ({
  lo,
  hi,
  loOpen: open.includes('('),
  hiOpen: open.includes(')'),
  integer: false,
});

export const integers = (lo: number, hi: number): Interval => ({ ...interval(lo, hi), integer: true });
export const point = (value: number): Interval => ({
  ...interval(value, value),
  integer: Number.isInteger(value),
});

export const real = interval(-Infinity, Infinity);
export const positive = interval(0, Infinity, '(');
export const nonNegative = interval(0, Infinity);
export const negative = interval(-Infinity, 0, ')');
export const nonPositive = interval(-Infinity, 0);
export const openUnit = interval(0, 1, '()');
export const truth = integers(0, 1);

export const isPositive = (r: Interval): boolean => r.lo > 0 || (r.lo === 0 && r.loOpen);
export const isNegative = (r: Interval): boolean => r.hi < 0 || (r.hi === 0 && r.hiOpen);
export const isNonNegative = (r: Interval): boolean => r.lo >= 0;
export const isNonPositive = (r: Interval): boolean => r.hi <= 0;
export const isNonZero = (r: Interval): boolean => isPositive(r) || isNegative(r);
export const isBinary = (r: Interval): boolean => r.integer && r.lo >= 0 && r.hi <= 1;
export const isUnit = (r: Interval): boolean => r.lo >= 0 && r.hi <= 1;

/** Whether every value of `a` is less than every value of `b`. */
export const isBelow = (a: Interval, b: Interval): boolean =>
  a.hi < b.lo || (a.hi === b.lo && (a.hiOpen || b.loOpen));

export const negateInterval = (r: Interval): Interval => ({
  lo: -r.hi,
  hi: -r.lo,
  loOpen: r.hiOpen,
  hiOpen: r.loOpen,
  integer: r.integer,
});

export const addIntervals = (a: Interval, b: Interval): Interval => ({
  lo: a.lo + b.lo,
  hi: a.hi + b.hi,
  loOpen: a.loOpen || b.loOpen,
  hiOpen: a.hiOpen || b.hiOpen,
  integer: a.integer && b.integer,
});

/** The smallest interval that holds both. */
export const unite = (a: Interval, b: Interval): Interval => {
  const [low, high] = [a.lo < b.lo ? a : b, a.hi > b.hi ? a : b];
  return {
    lo: low.lo,
    hi: high.hi,
    loOpen: a.lo === b.lo ? a.loOpen && b.loOpen : low.loOpen,
    hiOpen: a.hi === b.hi ? a.hiOpen && b.hiOpen : high.hiOpen,
    integer: a.integer && b.integer,
  };
};

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

// An excluded 0 times ∞ is still bounded by 0 from its side: the product comes near 0 but not to it.
const timesBound = (a: Bound, b: Bound): Bound => ({
  value: a.value === 0 || b.value === 0 ? 0 : a.value * b.value,
  open: (a.value === 0 && !a.open) || (b.value === 0 && !b.open) ? false : a.open || b.open,
});

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const ends = (r: Interval): Bound[] => [
    { value: r.lo, open: r.loOpen },
    { value: r.hi, open: r.hiOpen },
  ];
  const products = ends(a).flatMap((x) => ends(b).map((y) => timesBound(x, y)));
  const lo = Math.min(...products.map((p) => p.value));
  const hi = Math.max(...products.map((p) => p.value));
  const opens = (v: number): boolean => products.every((p) => p.value !== v || p.open);
  return { lo, hi, loOpen: opens(lo), hiOpen: opens(hi), integer: a.integer && b.integer };
}

/** The image of an interval under an increasing function with the given limits. */
export const increasing =
  (f: (x: number) => number) =>
  ([a]: readonly Interval[]): Interval => {
    if (a === undefined) return real;
    const [lo, hi] = [f(a.lo), f(a.hi)];
    return {
      lo: Number.isNaN(lo) ? -Infinity : lo,
      hi: Number.isNaN(hi) ? Infinity : hi,
      loOpen: a.loOpen || !Number.isFinite(a.lo),
      hiOpen: a.hiOpen || !Number.isFinite(a.hi),
      integer: false,
    };
  };

/** The image under a decreasing function. */
export const decreasing =
  (f: (x: number) => number) =>
  (args: readonly Interval[]): Interval =>
    negateInterval(increasing((x) => -f(x))(args));
