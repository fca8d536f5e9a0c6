import { present } from '../base/invariant.ts';
import { Reals, type Precision, type Real } from '../oracle/index.ts';
import { rowOf } from '../runtime/domain.ts';
import { syntaxOf } from '../runtime/domain-syntax.ts';
import { random as seeded, type Random } from '../runtime/index.ts';
import type { Index, Point } from './values.ts';

/** Enough rows to tell a sum over rows from one of its terms. */
const fewRows = 2;

/** Random values for symbols, each in its domain; the same for the same seed. */
export function randomPoint(precision: Precision, seed: number, rows = fewRows): Point {
  const random = seeded(seed);
  const vectors = new Map<string, readonly Real[]>();
  return {
    precision,
    rows,
    // Each element is asked for once, so that only vectors that hang together are kept.
    valueOf: ({ name, role, domain, shape }, index) => {
      const { holdsVector } = rowOf(domain);
      const size = shape.at(-1);
      const drawn = (n: number): readonly Real[] =>
        syntaxOf(domain)
          .draw(random, domain, n)
          .map((x) => Reals.fromNumber(precision, x));
      if (!holdsVector || typeof size !== 'number') return present(drawn(1)[0]);
      const key = `${role} ${name} ${index.slice(0, -1)}`;
      const vector = vectors.get(key) ?? drawn(size);
      vectors.set(key, vector);
      return present(vector[present(index.at(-1))]);
    },
  };
}

/** A random index into axes of some sizes. */
export const randomIndex = (sizes: readonly number[], draw: Random): Index =>
  sizes.map((size) => Math.min(size - 1, Math.floor(size * draw())));
