import type { Domain, DomainKind } from '../domain.ts';
import type { ColumnLayout, Random } from '../model.ts';
import { sampleNormal, samplePoisson } from '../samplers.ts';

/** Draws n numbers: a vector along the last axis, or n independent values. */
type Draw<D> = (random: Random, domain: D, n: number) => number[];

type Draws = { readonly [K in DomainKind]: Draw<Extract<Domain, { kind: K }>> };

const independent =
  <D>(one: (random: Random, domain: D) => number): Draw<D> =>
  (random, domain, n) =>
    Array.from({ length: n }, () => one(random, domain));

/** Something of each domain, of a size that data commonly have. */
const draws: Draws = {
  real: independent((random) => sampleNormal(random, 0, 1)),
  positive: independent((random) => Math.exp(sampleNormal(random, 0, 1))),
  unit: independent((random) => random()),
  interval: independent((random, { lower, upper }) => lower + (upper - lower) * random()),
  simplex: (random, _, n) => {
    const parts = Array.from({ length: n }, () => 0.1 + random());
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => part / sum);
  },
  ordered: (random, _, n) => {
    let last = sampleNormal(random, 0, 1);
    return Array.from({ length: n }, () => (last += 0.1 + random()));
  },
  binary: independent((random) => (random() < 0.5 ? 1 : 0)),
  count: independent((random) => samplePoisson(random, 3)),
  category: independent((random, { size }) => Math.floor(random() * size)),
  weight: independent((random) => 0.5 + random()),
};

/** A column of so many rows with values of its domain, row-major. */
export function drawColumn(
  { shape, domain }: ColumnLayout,
  rows: number,
  random: Random,
): number[] {
  const n = shape.at(-1) ?? 1;
  const vectors = rows * shape.slice(0, -1).reduce((product, axis) => product * axis, 1);
  const draw = draws[domain.kind] as Draw<Domain>;
  return Array.from({ length: vectors }, () => draw(random, domain, n)).flat();
}
