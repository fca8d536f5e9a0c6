/** A loss that has a name. */
export interface KnownLoss {
  /** Over `y` and `u`, what is observed and what is predicted; `pick(u, y)` is element y of u. */
  readonly formula: string;
  /** The same value in other forms, in which it may be met. */
  readonly variants?: readonly string[];
  readonly name: string;
  /** What several are called. */
  readonly plural: string;
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
    penalty: 'an L2 penalty, as in ridge regression',
  },
  {
    formula: 'abs(y - u)',
    variants: ['abs(u - y)'],
    name: 'absolute error',
    plural: 'absolute errors',
    penalty: 'an L1 penalty, as in the lasso',
  },
  {
    formula: '-(y*log(u) + (1 - y)*log(1 - u))',
    name: 'binary cross-entropy',
    plural: 'binary cross-entropies',
  },
  {
    formula: '-log(pick(u, y))',
    name: 'categorical cross-entropy',
    plural: 'categorical cross-entropies',
  },
  {
    formula: 'u - y*log(u)',
    name: 'Poisson loss',
    plural: 'Poisson losses',
  },
];
