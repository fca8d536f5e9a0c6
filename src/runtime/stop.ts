/** Why a fit stopped: whether that is convergence, and a sentence for people. */
export interface Stop {
  readonly converged: boolean;
  readonly message: string;
}

/**
 * - `gradient`: the gradient is within the tolerance;
 * - `optimum`: the optimizer can make no step that matters;
 * - `change`: J changes by less than the tolerance;
 * - `validation`: J on the validation rows has not fallen for as many epochs as `patience` says;
 * - `callback`: `onEpoch` asked for it;
 * - `epochs`: the number of epochs is used up;
 * - `noMinimum`: the gradient is within the tolerance, and J falls from there;
 * - `unbounded`: J has fallen as far as numbers go;
 * - `noDescent`: a line search found no lower J, although the gradient is not small;
 * - `diverged`: J became infinite or NaN;
 * - `start`: J is infinite or NaN where the fit begins;
 * - `closed form`: nothing was searched, ∇J = 0 was solved.
 */
export const stops = {
  gradient: { converged: true, message: 'the gradient is zero within the tolerance' },
  optimum: {
    converged: true,
    message: 'no step changes the objective by more than rounding',
  },
  change: { converged: true, message: 'the objective changes by less than the tolerance' },
  validation: {
    converged: false,
    message: 'the objective on the validation rows stopped falling; its best parameters are kept',
  },
  callback: { converged: false, message: 'the callback stopped it' },
  epochs: { converged: false, message: 'the largest number of epochs is reached' },
  noMinimum: {
    converged: false,
    message: 'the gradient is zero where the objective has no minimum',
  },
  unbounded: {
    converged: false,
    message: 'the objective falls as far as numbers go',
  },
  noDescent: {
    converged: false,
    message:
      'no lower objective was found along the search direction, though the gradient is not small',
  },
  diverged: {
    converged: false,
    message: 'the objective is no longer a finite number; the best parameters so far are kept',
  },
  start: {
    converged: false,
    message: 'the objective is not a finite number at the start; give other start values',
  },
  'closed form': { converged: true, message: '∇J = 0 was solved' },
} satisfies Record<string, Stop>;

export type StopReason = keyof typeof stops;
