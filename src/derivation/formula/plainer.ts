import type { ElementwiseName } from '../../graph/index.ts';
import { call, negate, number, one, plus, times } from './build.ts';
import type { Formula } from './formula.ts';

type Rewrite = (...args: Formula[]) => Formula;

const zero = number(0);

/** Functions that keep digits in floating point, in the plain functions that paper has for them. */
export const plainer: { readonly [F in ElementwiseName]?: Rewrite } = {
  log1p: (a = zero) => call('log', plus(one, a)),
  expm1: (a = zero) => plus(call('exp', a), number(-1)),
  log1mexp: (a = zero) => call('log', plus(one, negate(call('exp', a)))),
  xlogy: (a = zero, b = zero) => times(a, call('log', b)),
  xlog1py: (a = zero, b = zero) => times(a, call('log', plus(one, b))),
};
