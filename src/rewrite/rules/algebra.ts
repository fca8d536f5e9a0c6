import type { Rule } from '../rule.ts';

/** Identities of elementwise functions with their own inverses and signs, and of conditions. */
const identities: readonly Rule[] = [
  {
    name: 'absolute value of what is not negative',
    pattern: 'abs(a)',
    replacement: 'a',
    assuming: { a: 'nonNegative' },
  },
  {
    name: 'square of an absolute value',
    pattern: 'abs(a)^k',
    replacement: 'a^k',
    assuming: { k: 'even' },
  },
  {
    name: 'sign of a positive number',
    pattern: 'sign(a)',
    replacement: '1',
    assuming: { a: 'positive' },
  },
  { name: 'magnitude and sign', pattern: 'abs(a)*sign(a)', replacement: 'a' },
  {
    name: 'relu of what is not negative',
    pattern: 'relu(a)',
    replacement: 'a',
    assuming: { a: 'nonNegative' },
  },
  { name: 'indicator', pattern: 'where(c, 1, 0)', replacement: 'c', assuming: { c: 'binary' } },
  {
    name: 'opposite indicator',
    pattern: 'where(c, 0, 1)',
    replacement: '1 - c',
    assuming: { c: 'binary' },
  },
];

/** Functions of cases whose values no row changes: each case is then computed once, outside the rows. */
const cases: readonly Rule[] = [
  ...['log1p', 'exp', 'expm1', 'sigmoid', 'softplus', 'log'].map((f): Rule => ({
    name: `${f} of cases`,
    pattern: `${f}(where(c, a, b))`,
    replacement: `where(c, ${f}(a), ${f}(b))`,
    assuming: { a: 'fixed', b: 'fixed', c: 'perRow' },
  })),
  {
    name: 'constant and cases',
    pattern: 'k + where(c, a, b)',
    replacement: 'where(c, k + a, k + b)',
    assuming: { a: 'fixed', b: 'fixed', c: 'perRow' },
  },
  {
    name: 'multiple of cases',
    pattern: 'n*where(c, a, b)',
    replacement: 'where(c, n*a, n*b)',
    assuming: { a: 'fixed', b: 'fixed', c: 'perRow' },
  },
];

const minor = (rule: Rule): Rule => ({ ...rule, minor: true });

/** Conditions that two factors share. */
const shared: readonly Rule[] = [
  {
    name: 'product of cases',
    pattern: 'where(c, a, 0)*where(c, b, 0)',
    replacement: 'where(c, a*b, 0)',
  },
  {
    name: 'product of a condition and its case',
    pattern: 'c*where(c, a, 0)',
    replacement: 'where(c, a, 0)',
    assuming: { c: 'binary' },
  },
  {
    name: 'product of a condition and its case',
    pattern: '(1 - c)*where(not(c), a, 0)',
    replacement: 'where(not(c), a, 0)',
    assuming: { c: 'binary' },
  },
];

/** What a label switches off may be infinite. */
const switches: readonly Rule[] = [
  {
    name: 'an exponential that a label switches off',
    pattern: '(1 - c)*exp(a)',
    replacement: 'where(c, 0, exp(a))',
    assuming: { c: ['binary', 'perRow'], a: 'perRow' },
  },
  {
    name: 'an exponential that a label switches off',
    pattern: 'c*exp(a)',
    replacement: 'where(c, exp(a), 0)',
    assuming: { c: ['binary', 'perRow'], a: 'perRow' },
  },
];

export const conditionRules: readonly Rule[] = shared.map(minor);
export const switchRules: readonly Rule[] = switches.map(minor);
export const algebraRules: readonly Rule[] = identities.map(minor);
export const caseRules: readonly Rule[] = cases.map(minor);
