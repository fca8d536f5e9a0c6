/**
 * What is proved of a number: the interval it lies in, and whether it is a whole number. The proof is of
 * the exact value: in floating point an open end may be rounded onto, and an infinite end is never reached.
 */
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

export const integers = (lo: number, hi: number): Interval => ({
  ...interval(lo, hi),
  integer: true,
});
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
  // 0 − 0 is 0, where −0 is another number.
  lo: 0 - r.hi,
  hi: 0 - r.lo,
  loOpen: r.hiOpen,
  hiOpen: r.loOpen,
  integer: r.integer,
});

export const addIntervals = (a: Interval, b: Interval): Interval => ({
  lo: plusBelow(a.lo, b.lo),
  hi: -plusBelow(-a.hi, -b.hi),
  loOpen: a.loOpen || b.loOpen,
  hiOpen: a.hiOpen || b.hiOpen,
  integer: a.integer && b.integer,
});

/** A lower bound of x + y, the sum itself where it is exact. */
function plusBelow(x: number, y: number): number {
  const sum = x + y;
  if (Number.isNaN(sum)) return -Infinity;
  const exact = !Number.isFinite(sum) || (sum - x === y && sum - y === x);
  return exact ? sum : sum - slack(sum);
}

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

/** The least number of some, and whether it is excluded. */
interface Least {
  value: number;
  open: boolean;
}

/** The least product of the ends of two intervals; of the negated products where `sign` is −1. */
function leastProduct(a: Interval, b: Interval, sign: 1 | -1): Least {
  const least: Least = { value: Infinity, open: true };
  lower(least, sign, a.lo, b.lo, a.loOpen, b.loOpen);
  lower(least, sign, a.lo, b.hi, a.loOpen, b.hiOpen);
  lower(least, sign, a.hi, b.lo, a.hiOpen, b.loOpen);
  lower(least, sign, a.hi, b.hi, a.hiOpen, b.hiOpen);
  return least;
}

// An excluded 0 times ∞ is still bounded by 0 from its side: the product comes near 0 but not to it.
function lower(
  least: Least,
  sign: 1 | -1,
  x: number,
  y: number,
  xOpen: boolean,
  yOpen: boolean,
): void {
  const value = x === 0 || y === 0 ? 0 : sign * x * y;
  if (value > least.value) return;
  const isZero = (x === 0 && !xOpen) || (y === 0 && !yOpen);
  const open = !isZero && (xOpen || yOpen);
  least.open = open && (value < least.value || least.open);
  least.value = value;
}

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const low = leastProduct(a, b, 1);
  const high = leastProduct(a, b, -1);
  const isExact = isExactProduct(a, b);
  return {
    lo: low.value - (isExact ? 0 : slackBeyond0(low.value)),
    // 0 − 0 is 0, where −0 is another number.
    hi: 0 - high.value + (isExact ? 0 : slackBeyond0(high.value)),
    loOpen: low.open,
    hiOpen: high.open,
    integer: a.integer && b.integer,
  };
}

const slackBeyond0 = (x: number): number => (x === 0 ? 0 : slack(x));

const simple: ReadonlySet<number> = new Set([0, 0.25, 0.5, 1, 2, 4]);
const isSimple = (x: number): boolean => !Number.isFinite(x) || simple.has(Math.abs(x));
const isSmallWhole = (x: number): boolean => Number.isInteger(x) && Math.abs(x) < 2 ** 26;
const allEnds = (r: Interval, test: (x: number) => boolean): boolean => test(r.lo) && test(r.hi);

/** Whether the products of the ends are free of rounding. */
const isExactProduct = (a: Interval, b: Interval): boolean =>
  allEnds(a, isSimple) ||
  allEnds(b, isSimple) ||
  (allEnds(a, isSmallWhole) && allEnds(b, isSmallWhole));

/** What lies in both. */
export const intersect = (a: Interval, b: Interval): Interval => {
  const [low, high] = [a.lo > b.lo ? a : b, a.hi < b.hi ? a : b];
  return {
    lo: low.lo,
    hi: high.hi,
    loOpen: a.lo === b.lo ? a.loOpen || b.loOpen : low.loOpen,
    hiOpen: a.hi === b.hi ? a.hiOpen || b.hiOpen : high.hiOpen,
    integer: a.integer || b.integer,
  };
};

/** The absolute values of an interval. */
export function absolute(r: Interval): Interval {
  if (isNonNegative(r)) return r;
  if (isNonPositive(r)) return negateInterval(r);
  const negated = negateInterval(r);
  const top = negated.hi > r.hi || (negated.hi === r.hi && r.hiOpen) ? negated : r;
  return { ...top, lo: 0, loOpen: false };
}

/** More than the rounding error of any function here, so that a computed bound holds exactly. */
function slack(y: number): number {
  return Number.isFinite(y) ? Math.abs(y) * 2 ** -48 + Number.MIN_VALUE : 0;
}

/** Values at 0, ±1 and ±∞ that are whole or infinite are exact. */
const isExact = (x: number, y: number): boolean =>
  (Math.abs(x) <= 1 || !Number.isFinite(x)) &&
  (Number.isInteger(x) || !Number.isFinite(x)) &&
  (Number.isInteger(y) || !Number.isFinite(y));

function lowerBound(x: number, y: number): number {
  if (Number.isNaN(y)) return -Infinity;
  if (isExact(x, y)) return y;
  return y === Infinity ? Number.MAX_VALUE : y - slack(y);
}

/**
 * The image of an interval under a strictly increasing function, its limits at infinite ends, whose values
 * all lie in `onto`. Open ends hold for the exact function; its floating-point value may round onto them.
 */
export const increasing =
  (f: (x: number) => number, onto: Interval = real) =>
  ([a = real]: readonly Interval[]): Interval =>
    intersect(onto, {
      lo: lowerBound(a.lo, f(a.lo)),
      hi: -lowerBound(a.hi, -f(a.hi)),
      loOpen: a.loOpen || !Number.isFinite(a.lo),
      hiOpen: a.hiOpen || !Number.isFinite(a.hi),
      integer: false,
    });

/** The image under a strictly decreasing function. */
export const decreasing = (
  f: (x: number) => number,
  onto: Interval = real,
): ((args: readonly Interval[]) => Interval) => {
  const mirrored = increasing((x) => -f(x), negateInterval(onto));
  return (args) => negateInterval(mirrored(args));
};

/** The image under a step function such as floor, which takes whole values and never decreases. */
export const steps =
  (f: (x: number) => number) =>
  ([a = real]: readonly Interval[]): Interval =>
    integers(f(a.lo), f(a.hi));

/** The larger, and the smaller, of two numbers. */
export const largest = (a: Interval, b: Interval): Interval => {
  const lo = a.lo > b.lo || (a.lo === b.lo && a.loOpen) ? a : b;
  const hi = a.hi > b.hi || (a.hi === b.hi && !a.hiOpen) ? a : b;
  return {
    lo: lo.lo,
    hi: hi.hi,
    loOpen: lo.loOpen,
    hiOpen: hi.hiOpen,
    integer: a.integer && b.integer,
  };
};
export const smallest = (a: Interval, b: Interval): Interval =>
  negateInterval(largest(negateInterval(a), negateInterval(b)));
