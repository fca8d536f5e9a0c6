import { present } from '../base/invariant.ts';
import { Reals, type Precision, type Real } from '../oracle/index.ts';
import type { Domain, DomainKind } from '../runtime/domain.ts';
import { random, type Random } from '../runtime/index.ts';
import type { Index, Point } from './values.ts';

/** Enough rows to tell a sum over rows from one of its terms. */
const fewRows = 2;

/** Random values for symbols, each in its domain; the same for the same seed. */
export function randomPoint(precision: Precision, seed: number, rows = fewRows): Point {
  const draw = random(seed);
  const vectors = new Map<string, readonly Real[]>();
  return {
    precision,
    rows,
    // Each element is asked for once, so that only vectors that hang together are kept.
    valueOf: ({ name, role, domain, shape }, index) => {
      const joint = joints[domain.kind];
      const size = shape.at(-1);
      if (!joint || typeof size !== 'number') return numbers[domain.kind](precision, draw, domain);
      const key = `${role} ${name} ${index.slice(0, -1)}`;
      const vector = vectors.get(key) ?? joint(precision, draw, size);
      vectors.set(key, vector);
      return present(vector[present(index.at(-1))]);
    },
  };
}

type DrawNumber = (p: Precision, draw: Random, domain: Domain) => Real;

const between =
  (lo: number, hi: number): DrawNumber =>
  (p, draw) =>
    Reals.fromNumber(p, lo + (hi - lo) * draw());
const whole =
  (size: number): DrawNumber =>
  (p, draw) =>
    Reals.fromNumber(p, Math.floor(size * draw()));

/** Values of the size that data and parameters have, away from the bounds. */
const numbers: { readonly [K in DomainKind]: DrawNumber } = {
  real: between(-2, 2),
  positive: between(0.2, 3),
  unit: between(0.05, 0.95),
  interval: (p, draw, d) => {
    if (d.kind !== 'interval') return Reals.notANumber;
    const [lo, hi] = [Math.max(d.lower, -1e3), Math.min(d.upper, 1e3)];
    return between(lo + 0.05 * (hi - lo), hi - 0.05 * (hi - lo))(p, draw, d);
  },
  simplex: between(0.05, 0.95),
  ordered: between(-2, 2),
  binary: whole(2),
  count: whole(7),
  category: (p, draw, d) => whole(d.kind === 'category' ? d.size : 1)(p, draw, d),
  weight: between(0.2, 3),
};

type DrawVector = (p: Precision, draw: Random, size: number) => Real[];

const positives: DrawVector = (p, draw, size) =>
  Array.from({ length: size }, () => Reals.fromNumber(p, 0.2 + draw()));

/** Domains whose vectors hang together. */
const joints: { readonly [K in DomainKind]?: DrawVector } = {
  simplex: (p, draw, size) => {
    const parts = positives(p, draw, size);
    const total = parts.reduce((a, b) => Reals.add(p, a, b));
    return parts.map((part) => Reals.divide(p, part, total));
  },
  ordered: (p, draw, size) => {
    let at = Reals.fromNumber(p, -size / 2);
    return positives(p, draw, size).map((step) => (at = Reals.add(p, at, step)));
  },
};

/** A random index into axes of some sizes. */
export const randomIndex = (sizes: readonly number[], draw: Random): Index =>
  sizes.map((size) => Math.min(size - 1, Math.floor(size * draw())));
