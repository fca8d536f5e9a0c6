import type { Code } from './codes.ts';

/** What `fluxion check --pedantic` finds: it may be meant, so that nothing stops at it. */
export const warningCodes = {
  unusedName: {
    id: 'FX701',
    severity: 'warning',
    title: 'A name that nothing uses',
    cause:
      'A column, setting, size, definition, function or density is part of no term of the objective and of no output.',
    remedy: 'Use it in a term or an output, or remove it.',
  },
  maybeOutsideDomain: {
    id: 'FX702',
    severity: 'warning',
    title: 'An argument that is not proved to be in its domain',
    cause:
      'A logarithm, root, quotient, power or distribution takes an expression that may leave the domain, as far as the declared domains say. J is NaN or infinite there, and a fit that comes there stops.',
    remedy:
      'Declare a narrower domain, as the help says, or take a function that stays in the domain, such as `exp`, `softplus` or `sigmoid`.',
  },
  priorBeyondDomain: {
    id: 'FX703',
    severity: 'warning',
    title: 'A prior that goes beyond the domain of its parameter',
    cause:
      'The distribution has mass where the parameter cannot be, so that its density does not integrate to 1 over the domain. Where the arguments of the distribution are fixed, this is a constant, and the estimates are those of the truncated distribution; where they are fitted, the factor that is missing depends on them.',
    remedy: 'Take a distribution whose support is the domain, or fix the arguments of this one.',
  },
  priorWithinDomain: {
    id: 'FX704',
    severity: 'warning',
    title: 'A prior that is 0 on a part of its parameter’s domain',
    cause:
      'The parameter can leave the support of the distribution. J is infinite there and has no slope that leads back.',
    remedy: 'Declare the parameter with the bounds of the distribution, such as `interval(0, 1)`.',
  },
  freeDirection: {
    id: 'FX705',
    severity: 'warning',
    title: 'Parameters that are not identified',
    cause:
      'There are directions in which J does not change, whatever the parameters and the data are, so that infinitely many estimates are equally good, and a fit returns one of them. The estimates mean nothing along these directions; what enters J, such as the probabilities of a softmax, is the same for all of them. Every softmax has one: the same number added to all of its arguments.',
    remedy:
      'Fix one of the numbers, remove the parameter that is too many, or give a prior or a penalty to one of them. Leave it where only predictions matter.',
  },
  unusedElements: {
    id: 'FX706',
    severity: 'warning',
    title: 'Elements of a parameter that nothing uses',
    cause:
      'J does not depend on some elements of an array, whatever the data are, or it jumps with them and has no slope.',
    remedy: 'Declare a smaller array, or give the elements a prior or a penalty.',
  },
  freeDirectionInData: {
    id: 'FX707',
    severity: 'warning',
    title: 'Parameters that these data do not identify',
    cause:
      'J does not change in some directions on these rows, though it does on others: a column is the same in all rows beside an intercept, columns are copies or sums of each other, or a category does not occur.',
    remedy:
      'Leave out a column, merge the categories, take more rows, or give the parameters a prior or a penalty.',
  },
  unscaledColumns: {
    id: 'FX708',
    severity: 'warning',
    title: 'Columns of very different scale in one predictor',
    cause:
      'The standard deviations of columns in one linear predictor differ by more than a factor of 1,000. Gradient descent then crawls along the narrow directions, and one prior for all coefficients means different things.',
    remedy:
      'Divide the column by its standard deviation, or choose another unit; subtract its mean.',
  },
  absentCategory: {
    id: 'FX709',
    severity: 'warning',
    title: 'A category that does not occur',
    cause:
      'No row of the data has one of the codes of a `category(K)` column, or of a `binary` one.',
    remedy: 'Declare fewer categories, or give what belongs to this one a prior.',
  },
  separated: {
    id: 'FX710',
    severity: 'warning',
    title: 'Rows that a column separates',
    cause:
      'Below some value of a column all rows have one outcome, above it all have the other. The likelihood of a logistic regression then grows for ever with the coefficient, and no estimate is finite.',
    remedy: 'Give the coefficient a prior or a penalty, or leave the column out.',
  },
} satisfies Record<string, Code>;
