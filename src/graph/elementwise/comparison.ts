import * as I from '../interval.ts';
import type { Interval } from '../interval.ts';
import { always, type ElementwiseRule, type ElementwiseRules } from './rule.ts';

type Relation = (a: Interval, b: Interval) => boolean;

/** 1 or 0 where the bounds decide, else either. */
const decided =
  (holds: Relation, fails: Relation) =>
  ([a = I.real, b = I.real]: readonly Interval[]): Interval => {
    if (holds(a, b)) return I.point(1);
    return fails(a, b) ? I.point(0) : I.truth;
  };

const isNotAbove: Relation = (a, b) => a.hi <= b.lo;
const areApart: Relation = (a, b) => I.isBelow(a, b) || I.isBelow(b, a);
const areOnePoint: Relation = (a, b) => a.lo === a.hi && b.lo === b.hi && a.lo === b.lo;
const flip =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

const less: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a < b ? 1 : 0),
  range: decided(I.isBelow, flip(isNotAbove)),
  partials: ['0', '0'],
  code: 'a < b',
  condition: true,
  latex: 'a < b',
  unicode: 'a < b',
  flops: 1,
};

const lessEqual: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a <= b ? 1 : 0),
  range: decided(isNotAbove, flip(I.isBelow)),
  partials: ['0', '0'],
  code: 'a <= b',
  condition: true,
  latex: 'a \\le b',
  unicode: 'a ≤ b',
  flops: 1,
};

const greater: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a > b ? 1 : 0),
  range: decided(flip(I.isBelow), isNotAbove),
  partials: ['0', '0'],
  code: 'a > b',
  condition: true,
  latex: 'a > b',
  unicode: 'a > b',
  flops: 1,
};

const greaterEqual: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a >= b ? 1 : 0),
  range: decided(flip(isNotAbove), I.isBelow),
  partials: ['0', '0'],
  code: 'a >= b',
  condition: true,
  latex: 'a \\ge b',
  unicode: 'a ≥ b',
  flops: 1,
};

const equal: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a === b ? 1 : 0),
  range: decided(areOnePoint, areApart),
  partials: ['0', '0'],
  code: 'a == b',
  condition: true,
  latex: 'a = b',
  unicode: 'a = b',
  flops: 1,
};

const notEqual: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a !== b ? 1 : 0),
  range: decided(areApart, areOnePoint),
  partials: ['0', '0'],
  code: 'a != b',
  condition: true,
  latex: 'a \\ne b',
  unicode: 'a ≠ b',
  flops: 1,
};

const isTrue = I.isNonZero;
const isFalse = (r: Interval): boolean => r.lo === 0 && r.hi === 0;

const and: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a && b ? 1 : 0),
  range: decided(
    (a, b) => isTrue(a) && isTrue(b),
    (a, b) => isFalse(a) || isFalse(b),
  ),
  partials: ['0', '0'],
  code: 'a and b',
  condition: true,
  latex: 'a \\land b',
  unicode: 'a ∧ b',
  flops: 1,
};

const or: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (a || b ? 1 : 0),
  range: decided(
    (a, b) => isTrue(a) || isTrue(b),
    (a, b) => isFalse(a) && isFalse(b),
  ),
  partials: ['0', '0'],
  code: 'a or b',
  condition: true,
  latex: 'a \\lor b',
  unicode: 'a ∨ b',
  flops: 1,
};

const not: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: (a) => (a ? 0 : 1),
  range: decided(isFalse, isTrue),
  partials: ['0'],
  code: 'not a',
  condition: true,
  latex: '\\lnot a',
  unicode: '¬a',
  flops: 1,
};

export const comparison = {
  less,
  lessEqual,
  greater,
  greaterEqual,
  equal,
  notEqual,
  and,
  or,
  not,
} satisfies ElementwiseRules;
