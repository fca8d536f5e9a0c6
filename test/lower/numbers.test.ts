import { expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { lower, type Statement } from '../../src/lower/index.ts';
import type { Expression } from '../../src/lower/loops.ts';
import { operandsOf, valuesOf } from '../../src/lower/traverse.ts';

const statementsIn = (body: readonly Statement[]): Statement[] =>
  body.flatMap((s) =>
    s.kind === 'for'
      ? [s, ...statementsIn(s.body)]
      : s.kind === 'if'
        ? [s, ...statementsIn(s.then), ...statementsIn(s.otherwise)]
        : [s],
  );

it.each([
  [
    'thresholds of which the first is a sum of nothing',
    'data x: real, y: category(4)\nparam w: real, c: ordered[3]\nq = sigmoid(c - w*x)\n' +
      'y ~ categorical([q[1], q[2] - q[1], q[3] - q[2], 1 - q[3]])',
  ],
  [
    'two priors of vectors with the same constant',
    'data g: category(9), y: real\nparam a: real[9], b: real[9], m: real, t: positive\n' +
      'a ~ normal(m, t)\nb ~ normal(0, 1)\ny ~ normal(a[g] + b[g], 1)',
  ],
])('no constant and no array holds a number that is known: %s', (_name, text) => {
  for (const { body } of lower(analyse(text).program).kernels) {
    for (const s of statementsIn(body)) {
      const isConstant = s.kind === 'declare' && !s.mutable;
      const isStored = s.kind === 'store' && s.operator === '=' && s.buffer.role === 'scratch';
      if (isConstant || isStored) expect(s.value.kind).not.toBe('number');
    }
  }
});

it.each([
  [
    'positions of a vector that no one picks',
    'param b: real, o: ordered[3]\ndata c: real\nloss (c - o[2]*b)^2',
  ],
  [
    'elements that what is 0 multiplies',
    'param b: real, o: ordered[3]\nloss logsumexp(o - cos(b))',
  ],
  [
    'an element of a product of matrices',
    'param a: real, b: real, g: real, v: real[3]\ndata x: real\n' +
      "loss ((([x, a] + [b, g])*v')[1, 3])",
  ],
  ['draws of normal columns', 'data y: real, x: real\nparam a: real\ny ~ normal(a*x, 1)'],
])('every variable is read: %s', (_name, text) => {
  for (const { body } of lower(analyse(text).program).kernels) {
    const read = new Set<unknown>();
    const visit = (e: Expression): void => {
      if (e.kind === 'local') read.add(e.local);
      operandsOf(e).forEach(visit);
    };
    const statements = statementsIn(body);
    statements.forEach((s) => {
      valuesOf(s).forEach(visit);
    });
    for (const s of statements)
      if (s.kind === 'declare') expect(read.has(s.local) ? '' : s.local.name).toBe('');
  }
});
