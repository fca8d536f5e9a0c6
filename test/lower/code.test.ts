import { describe, expect, it } from 'vitest';
import { elementwise, elementwiseRule, type ElementwiseName } from '../../src/graph/index.ts';
import { readCode } from '../../src/lower/code.ts';
import { isCondition } from '../../src/lower/arithmetic.ts';
import type { Term } from '../../src/lower/term.ts';

const field = (name: string): Term => ({ kind: 'field', name, of: 'data' });
const args = new Map(['a', 'b', 'c'].map((name) => [name, field(name)]));

describe('the code of elementwise functions', () => {
  it.each(Object.keys(elementwise) as ElementwiseName[])('%s is read', (name) => {
    const rule = elementwiseRule(name);
    expect(isCondition(readCode(rule.code, args))).toBe(rule.condition === true);
  });

  it('keeps the strength of operators', () => {
    expect(readCode('a + b * c', args)).toEqual({
      kind: 'binary',
      operator: '+',
      left: field('a'),
      right: { kind: 'binary', operator: '*', left: field('b'), right: field('c') },
    });
  });

  it('refuses what it does not know', () => {
    expect(() => readCode('a @ b', args)).toThrow('code: a @ b');
    expect(() => readCode('a + d', args)).toThrow('code: d');
  });
});
