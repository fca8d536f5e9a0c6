import type { Optimizer, Point, Problem } from '../optimizer.ts';

/** Gradient descent: θ ← θ − η·∇J. Stochastic where the gradient is that of a batch. */
export function sgd(): Optimizer {
  return {
    name: 'sgd',
    settings: {},
    learningRate: 0.01,
    fullBatch: false,
    init: () => ({}),
    step(_state, { theta, gradient }: Point, _problem: Problem, learningRate) {
      for (let i = 0; i < theta.length; i++) {
        theta[i] = (theta[i] as number) - learningRate * (gradient[i] as number);
      }
      return 'moved';
    },
  };
}
