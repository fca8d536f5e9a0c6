import type { Optimizer, Point, Problem } from '../optimizer.ts';

export interface MomentumSettings {
  /** The part of the velocity that is kept from step to step; 0 is plain gradient descent. */
  readonly momentum?: number;
}

type MomentumState = { velocity: Float64Array };

/** Heavy-ball momentum (Polyak 1964): v ← μ·v + ∇J, θ ← θ − η·v. */
export function momentum({ momentum: mu = 0.9 }: MomentumSettings = {}): Optimizer {
  return {
    name: 'momentum',
    settings: { momentum: mu },
    learningRate: 0.01,
    fullBatch: false,
    init: (size): MomentumState => ({ velocity: new Float64Array(size) }),
    step({ velocity }: MomentumState, { theta, gradient }: Point, _problem: Problem, learningRate) {
      for (let i = 0; i < theta.length; i++) {
        const v = mu * (velocity[i] as number) + (gradient[i] as number);
        velocity[i] = v;
        theta[i] = (theta[i] as number) - learningRate * v;
      }
      return 'moved';
    },
  };
}
