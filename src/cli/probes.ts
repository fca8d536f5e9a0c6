import { random, sampleNormal, type Model, type Random } from '../runtime/index.ts';
import { shuffle } from '../runtime/random.ts';

/** A θ at which a model is checked. */
export interface Probe {
  readonly name: string;
  readonly theta: Float64Array;
  /** The elements of θ whose partials are checked. */
  readonly coordinates: readonly number[];
}

/** An oracle without derivatives pays for each partial: of more than these, some are picked anew at each point. */
const mostPartials = 64;
const pickedPartials = 16;

/** Far out, where sigmoids saturate and exponentials leave the range of floats if they are not kept in it. */
const extremes = [30, 800] as const;

/** The start, some random points around it, and points far out on both sides. */
export function probesOf(model: Model, points: number, seed: number): Probe[] {
  const start = model.start(seed);
  const draw = random(seed, 1);
  const probe = (name: string, theta: Float64Array): Probe => {
    return { name, theta, coordinates: pick(theta.length, draw) };
  };
  const near = () => start.map((x) => x + sampleNormal(draw, 0, 1));
  const far = (size: number) => start.map(() => (draw() < 0.5 ? -size : size));
  return [
    probe('start', start),
    ...Array.from({ length: points }, (_, i) => probe(`random ${i + 1}`, near())),
    ...extremes.map((size) => probe(`θ = ±${size}`, far(size))),
  ];
}

/** All of so many elements, or some of many, in order. */
function pick(size: number, draw: Random): number[] {
  const order = Int32Array.from({ length: size }, (_, k) => k);
  if (size <= mostPartials) return Array.from(order);
  shuffle(order, draw);
  return Array.from(order.subarray(0, pickedPartials)).sort((a, b) => a - b);
}
