import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluated, type Values } from './build.ts';

interface Case {
  readonly expr: string;
  readonly values: Values;
  readonly value: number;
}

const file = new URL('../fixtures/reference/matrix.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly Case[] };
const later = /\b(inv|det)\(/;

describe('matrix expressions', () => {
  const possible = cases.filter((each) => !later.test(each.expr));

  it('are there', () => expect(possible.length).toBeGreaterThan(4));

  it.each(possible)('$expr', ({ expr, values, value }) => {
    const { shape, values: numbers } = evaluated(expr, values);
    expect(shape).toEqual([]);
    expect(Math.abs((numbers[0] ?? NaN) - value)).toBeLessThan(
      1e-13 * Math.max(1, Math.abs(value)),
    );
  });
});
