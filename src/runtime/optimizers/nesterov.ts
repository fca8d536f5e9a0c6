import type { Optimizer, Point, Problem } from '../optimizer.ts';
import type { MomentumSettings } from './momentum.ts';

type NesterovState = { velocity: Float64Array };

/**
 * Nesterov's accelerated gradient in the form that takes ∇J at θ itself (Sutskever et al. 2013):
 * v ← μ·v + ∇J, θ ← θ − η·(∇J + μ·v).
 */
export function nesterov({ momentum: mu = 0.9 }: MomentumSettings = {}): Optimizer {
  return {
    name: 'nesterov',
    settings: { momentum: mu },
    learningRate: 0.01,
    fullBatch: false,
    init: (size): NesterovState => ({ velocity: new Float64Array(size) }),
    step({ velocity }: NesterovState, { theta, gradient }: Point, _problem: Problem, learningRate) {
      for (let i = 0; i < theta.length; i++) {
        const g = gradient[i] as number;
        const v = mu * (velocity[i] as number) + g;
        velocity[i] = v;
        theta[i] = (theta[i] as number) - learningRate * (g + mu * v);
      }
      return 'moved';
    },
  };
}
