import type { ElementwiseName } from '../graph/index.ts';

/** The inverse of an increasing elementwise function, as a formula over its value `a`. */
export const inverses: Readonly<Partial<Record<ElementwiseName, string>>> = {
  exp: 'log(a)',
  log: 'exp(a)',
  expm1: 'log1p(a)',
  log1p: 'expm1(a)',
  sigmoid: 'logit(a)',
  logit: 'sigmoid(a)',
  softplus: 'log(expm1(a))',
  sinh: 'asinh(a)',
  asinh: 'sinh(a)',
  tanh: 'atanh(a)',
  atan: 'tan(a)',
};
