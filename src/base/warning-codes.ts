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
} satisfies Record<string, Code>;
