import type { Optimizer, Point, Problem } from '../optimizer.ts';
import { adamState, adamStep, type AdamSettings, type AdamState } from './adam.ts';

export interface AdamWSettings extends AdamSettings {
  /** λ: every step also takes η·λ·θ from θ. */
  readonly weightDecay?: number;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019): θ ← θ − η·(m̂/(√v̂ + ε) + λ·θ). */
export function adamw({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  weightDecay = 0.01,
}: AdamWSettings = {}): Optimizer {
  return {
    name: 'adamw',
    settings: { beta1, beta2, epsilon, weightDecay },
    learningRate: 0.001,
    fullBatch: false,
    init: adamState,
    step(state: AdamState, point: Point, _problem: Problem, learningRate) {
      decay(point.theta, 1 - learningRate * weightDecay);
      adamStep(state, point, learningRate, beta1, beta2, epsilon);
      return 'moved';
    },
  };
}

function decay(theta: Float64Array, factor: number): void {
  for (let i = 0; i < theta.length; i++) theta[i] = (theta[i] as number) * factor;
}
