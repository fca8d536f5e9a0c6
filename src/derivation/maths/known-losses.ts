/** A loss that has a name. */
export interface KnownLoss {
  /** Over `y` and `u`, what is observed and what is predicted; `pick(u, y)` is element y of u. */
  readonly formula: string;
  /** The same value in other forms, in which it may be met. */
  readonly variants?: readonly string[];
  readonly name: string;
  /** What several are called. */
  readonly plural: string;
  /** What their average over the rows is called, in full and as a function. */
  readonly mean: { readonly name: string; readonly symbol: string };
  /** What minimising it is called. */
  readonly method?: string;
  /** What it is called where a prior gives it. */
  readonly penalty?: string;
}

/** The losses that densities are known to lead to. */
export const knownLosses: readonly KnownLoss[] = [
  {
    formula: '(y - u)^2',
    variants: ['(u - y)^2'],
    name: 'squared error',
    plural: 'squared errors',
    mean: { name: 'mean squared error', symbol: 'MSE' },
    method: 'least squares',
    penalty: 'an L2 penalty, as in ridge regression',
  },
  {
    formula: 'abs(y - u)',
    variants: ['abs(u - y)'],
    name: 'absolute error',
    plural: 'absolute errors',
    mean: { name: 'mean absolute error', symbol: 'MAE' },
    method: 'least absolute deviations',
    penalty: 'an L1 penalty, as in the lasso',
  },
  {
    formula: '-(y*log(u) + (1 - y)*log(1 - u))',
    name: 'binary cross-entropy',
    plural: 'binary cross-entropies',
    mean: { name: 'binary cross-entropy', symbol: 'BCE' },
  },
  {
    formula: '-log(pick(u, y))',
    name: 'categorical cross-entropy',
    plural: 'categorical cross-entropies',
    mean: { name: 'categorical cross-entropy', symbol: 'CCE' },
  },
  {
    formula: 'u - y*log(u)',
    name: 'Poisson loss',
    plural: 'Poisson losses',
    mean: { name: 'mean Poisson loss', symbol: 'MPL' },
  },
];
