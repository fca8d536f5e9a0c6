import type { Optimizer, Point, Problem } from '../optimizer.ts';

export interface AdamSettings {
  /** Decay rates of the averages of the gradient and of its square. */
  readonly beta1?: number;
  readonly beta2?: number;
  /** Added to the denominator. */
  readonly epsilon?: number;
}

export type AdamState = { mean: Float64Array; square: Float64Array; steps: number };

/** Adam (Kingma & Ba 2015) with bias-corrected averages: θ ← θ − η·m̂/(√v̂ + ε). */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamSettings = {}): Optimizer {
  return {
    name: 'adam',
    settings: { beta1, beta2, epsilon },
    learningRate: 0.001,
    fullBatch: false,
    init: adamState,
    step(state: AdamState, point: Point, _problem: Problem, learningRate) {
      adamStep(state, point, learningRate, beta1, beta2, epsilon);
      return 'moved';
    },
  };
}

export const adamState = (size: number): AdamState => ({
  mean: new Float64Array(size),
  square: new Float64Array(size),
  steps: 0,
});

/** m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²; m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). */
export function adamStep(
  state: AdamState,
  { theta, gradient }: Point,
  learningRate: number,
  beta1: number,
  beta2: number,
  epsilon: number,
): void {
  const { mean, square } = state;
  state.steps += 1;
  const meanScale = 1 / (1 - Math.pow(beta1, state.steps));
  const squareScale = 1 / (1 - Math.pow(beta2, state.steps));
  for (let i = 0; i < theta.length; i++) {
    const g = gradient[i] as number;
    const m = beta1 * (mean[i] as number) + (1 - beta1) * g;
    const v = beta2 * (square[i] as number) + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    const move = (m * meanScale) / (Math.sqrt(v * squareScale) + epsilon);
    theta[i] = (theta[i] as number) - learningRate * move;
  }
}
