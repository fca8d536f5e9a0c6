import { expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { lower, type Statement } from '../../src/lower/index.ts';

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
