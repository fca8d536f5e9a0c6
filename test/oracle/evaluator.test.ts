import { describe, expect, test } from 'vitest';
import { Evaluator } from '../../src/oracle/evaluator.ts';
import { add, fromInteger, Precision, toNumber } from '../../src/oracle/real/index.ts';
import { inputTerm, termOf, type Term } from '../../src/oracle/term.ts';
import { array, elementAt, partAt, scalar, type Value } from '../../src/oracle/value.ts';

const p = new Precision(64);
const vector = (...numbers: number[]): Value =>
  array(
    [numbers.length],
    numbers.map((n) => fromInteger(p, BigInt(n))),
  );

/** Σ f(vₖ), which counts the calls of f. */
function sumOfParts(size: number): { sum: Term; calls: number[] } {
  const calls: number[] = [];
  const v = inputTerm('v', 'parameter');
  const parts = Array.from({ length: size }, (_, k) =>
    termOf([termOf([v], (_p, value) => partAt(value, 0, k))], (_p, part) => {
      calls.push(k);
      return part;
    }),
  );
  const sum = termOf(parts, (_p, ...values) =>
    scalar(values.map((value) => elementAt(value, 0)).reduce((a, b) => add(p, a, b))),
  );
  return { sum, calls };
}

describe('an evaluator near its base point', () => {
  const evaluator = new Evaluator(p, { at: () => vector(1, 2, 3) });

  test('computes what depends on the elements that change, and nothing else', () => {
    const { sum, calls } = sumOfParts(3);
    expect(toNumber(elementAt(evaluator.base(sum, 0), 0))).toBe(6);
    calls.length = 0;
    const changes = new Map([['v', vector(1, 5, 3)]]);
    const value = evaluator.changing(changes, (valueOf) => valueOf(sum, 0));
    expect(toNumber(elementAt(value, 0))).toBe(9);
    expect(calls).toEqual([1]);
  });

  test('takes all from the base where the changed parameters are the same', () => {
    const { sum, calls } = sumOfParts(3);
    const before = evaluator.base(sum, 0);
    calls.length = 0;
    const after = evaluator.changing(new Map([['v', vector(1, 2, 3)]]), (of) => of(sum, 0));
    expect(after).toBe(before);
    expect(calls).toEqual([]);
  });
});
