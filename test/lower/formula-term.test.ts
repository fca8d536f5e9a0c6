import { describe, expect, it } from 'vitest';
import { elementwise, elementwiseRule, type ElementwiseName } from '../../src/graph/index.ts';
import { isCondition } from '../../src/lower/arithmetic.ts';
import { formulaTerm } from '../../src/lower/formula-term.ts';
import type { Term } from '../../src/lower/term.ts';
import { readFormula } from '../../src/syntax/index.ts';

const args = new Map(
  ['a', 'b', 'c'].map((name): [string, Term] => [name, { kind: 'field', name, of: 'data' }]),
);

describe('the code of elementwise functions', () => {
  it.each(Object.keys(elementwise) as ElementwiseName[])('%s is read', (name) => {
    const rule = elementwiseRule(name);
    expect(isCondition(formulaTerm(readFormula(rule.code), args))).toBe(rule.condition === true);
  });

  it('refuses what it does not know', () => {
    expect(() => formulaTerm(readFormula('a + d'), args)).toThrow('formula: d');
  });
});
