import { describe, expect, it } from 'vitest';
import { elementwise } from '../../src/graph/index.ts';
import { hoistingRules, machineRules, readableRules } from '../../src/rewrite/rules/index.ts';
import { parseExpression, readFormula } from '../../src/syntax/index.ts';

const sides = [...readableRules, ...machineRules, ...hoistingRules].flatMap((rule) =>
  'rewrite' in rule ? [] : [rule.pattern, rule.replacement],
);
const rows = Object.values(elementwise).flatMap(({ code, expand, partials }) => [
  code,
  ...(expand === undefined ? [] : [expand]),
  ...partials,
]);
const nested = ['-a^-b^2', 'not a < b and c or d', 'a ? b : c ? -d : e', '1.5e-3*(a - (b - c))'];

describe('a formula of the tables', () => {
  it.each([...new Set([...sides, ...rows, ...nested])])('%s is what the language means', (text) => {
    expect(readFormula(text)).toEqual(parseExpression({ name: 'formula', text }));
  });

  it.each(['', 'a +', '(a', 'a b', 'a @ b', 'f(a,', '1 ? 2'])('%j is a fault', (text) => {
    expect(() => readFormula(text)).toThrow();
  });
});
