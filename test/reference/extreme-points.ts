import type { Params } from '../../src/runtime/index.ts';

/** Points at which densities overflow, underflow or cancel, by distribution; `x` is the subject. */
export const extremePoints: Readonly<Record<string, readonly Params[]>> = {
  normal: [
    { x: 100, mu: 0, sigma: 1 },
    { x: 1e5, mu: -1e5, sigma: 1 },
    { x: 1e-200, mu: 0, sigma: 1e-200 },
    { x: 1, mu: 1 + 1e-12, sigma: 1e-12 },
    { x: 0.5, mu: 0, sigma: 1e150 },
    { x: 3e-160, mu: 0, sigma: 1e-160 },
  ],
  lognormal: [
    { x: 1e300, mu: 0, sigma: 1 },
    { x: 1e-10, mu: 2, sigma: 0.01 },
    { x: 1, mu: 0, sigma: 1e-8 },
  ],
  student_t: [
    { x: 1e8, nu: 1e8, mu: 0, sigma: 1 },
    { x: 0.5, nu: 1e10, mu: 0, sigma: 1 },
    { x: 2, nu: 1e5, mu: 0.5, sigma: 1.5 },
    { x: 1e-8, nu: 3, mu: 0, sigma: 1 },
    { x: 1e200, nu: 2, mu: 0, sigma: 1 },
    { x: 3, nu: 1e-3, mu: 0, sigma: 1 },
    { x: 1e10, nu: 1, mu: 0, sigma: 1e-10 },
  ],
  cauchy: [
    { x: 1e200, mu: 0, sigma: 1 },
    { x: 1e-12, mu: 0, sigma: 1 },
    { x: 5, mu: 5, sigma: 1e-200 },
    { x: 1, mu: -1, sigma: 1e200 },
  ],
  laplace: [
    { x: 1e14, mu: 0, b: 1 },
    { x: 1, mu: 1 + 1e-12, b: 1e-12 },
  ],
  logistic: [
    { x: 1e5, mu: 0, s: 1 },
    { x: -1e5, mu: 0, s: 1 },
    { x: 40, mu: 0, s: 1 },
    { x: -40, mu: 0, s: 1 },
    { x: 1e-9, mu: 0, s: 1 },
  ],
  exponential: [
    { x: 800, lambda: 1 },
    { x: 1e-10, lambda: 1e10 },
    { x: 2, lambda: 1e-300 },
  ],
  gamma: [
    { x: 1e6, alpha: 1e6, beta: 1 },
    { x: 1.001, alpha: 1e8, beta: 1e8 },
    { x: 2, alpha: 1e-8, beta: 1 },
    { x: 700, alpha: 0.5, beta: 1 },
    { x: 1e-300, alpha: 2, beta: 1e300 },
  ],
  inv_gamma: [
    { x: 1e-6, alpha: 1e6, beta: 1 },
    { x: 1e300, alpha: 2, beta: 1 },
    { x: 1e-300, alpha: 1e-3, beta: 1e-300 },
  ],
  weibull: [
    { x: 1e-300, k: 5, lambda: 1 },
    { x: 50, k: 3, lambda: 1 },
    { x: 1, k: 1e3, lambda: 1 },
    { x: 2, k: 1e-5, lambda: 1 },
    { x: 1e10, k: 0.1, lambda: 1 },
  ],
  beta: [
    { x: 1 - 1e-16, a: 2, b: 3 },
    { x: 0.5, a: 1e6, b: 1e6 },
    { x: 1e-10, a: 1e-3, b: 1e-3 },
    { x: 0.1, a: 1e-8, b: 1e8 },
    { x: 0.3, a: 3e5, b: 7e5 },
  ],
  uniform: [{ x: 0, a: -1e300, b: 1e300 }],
  chi_square: [
    { x: 1e6, nu: 1e6 },
    { x: 800, nu: 1 },
    { x: 1e-10, nu: 1e-5 },
  ],
  bernoulli: [
    { x: 1, p: 1 - 1e-16 },
    { x: 0, p: 1 - 1e-16 },
    { x: 1, p: 1e-16 },
  ],
  binomial: [
    { x: 1000000, n: 1000000, p: 1 - 1e-10 },
    { x: 500000, n: 1000000, p: 0.5 },
    { x: 10, n: 10, p: 1 - 1e-16 },
    { x: 5, n: 100000000, p: 1e-8 },
    { x: 0, n: 0, p: 0.3 },
  ],
  poisson: [
    { x: 1000000, lambda: 1000001 },
    { x: 5, lambda: 1e-300 },
    { x: 0, lambda: 700 },
    { x: 100000000, lambda: 1e8 },
    { x: 3, lambda: 1e5 },
  ],
  geometric: [
    { x: 0, p: 1 - 1e-16 },
    { x: 3, p: 1 - 1e-12 },
    { x: 1000000000, p: 1e-9 },
  ],
  neg_binomial: [
    { x: 1000000, r: 1e6, p: 0.5 },
    { x: 0, r: 1e-8, p: 0.5 },
    { x: 5, r: 1e-300, p: 0.5 },
    { x: 3, r: 2, p: 1 - 1e-12 },
  ],
  neg_binomial_2: [
    { x: 3, mu: 2.5, phi: 1e8 },
    { x: 0, mu: 1e-300, phi: 1 },
    { x: 1000000, mu: 1e6, phi: 1e6 },
    { x: 5, mu: 3, phi: 1e-8 },
    { x: 10, mu: 10, phi: 1e12 },
  ],
  categorical: [
    { x: 1, theta: [1e-300, 0.5, 0.5] },
    { x: 2, theta: [1e-16, 1 - 3e-16, 2e-16] },
  ],
  dirichlet: [
    { x: [0.5, 0.5], alpha: [1e6, 1e6] },
    { x: [1e-10, 1 - 1e-10], alpha: [1e-3, 5] },
    { x: [0.2, 0.3, 0.5], alpha: [1e-8, 1, 1e8] },
  ],
};
