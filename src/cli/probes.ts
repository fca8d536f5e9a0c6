import { random, sampleNormal, type Model } from '../runtime/index.ts';

/** A θ at which a model is checked. */
export interface Probe {
  readonly name: string;
  readonly theta: Float64Array;
}

/** Far out, where sigmoids saturate and exponentials leave the range of floats if they are not kept in it. */
const extremes = [30, 800] as const;

/** The start, some random points around it, and points far out on both sides. */
export function probesOf(model: Model, points: number, seed: number): Probe[] {
  const start = model.start(seed);
  const draw = random(seed, 1);
  const near = (spread: number) => start.map((x) => x + sampleNormal(draw, 0, spread));
  const far = (size: number) => start.map(() => (draw() < 0.5 ? -size : size));
  return [
    { name: 'start', theta: start },
    ...Array.from({ length: points }, (_, i) => ({ name: `random ${i + 1}`, theta: near(1) })),
    ...extremes.map((size) => ({ name: `θ = ±${size}`, theta: far(size) })),
  ];
}
