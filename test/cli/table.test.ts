import { describe, expect, it } from 'vitest';
import { printNumber, printTable } from '../../src/cli/table.ts';

describe('printTable', () => {
  it('sets text flush left and numbers flush right', () => {
    const rows = [
      ['σ', '1.5'],
      ['alpha', '-12'],
    ];
    expect(printTable(['name', 'estimate'], rows)).toBe(
      ['name   estimate', 'σ           1.5', 'alpha       -12'].join('\n'),
    );
  });
});

describe('printNumber', () => {
  it.each([
    [0, '0'],
    [-3, '-3'],
    [0.5, '0.5'],
    [1 / 3, '0.3333333'],
    [-17.579094890510948, '-17.57909'],
    [1e-10, '1e-10'],
    [1.25e300, '1.25e+300'],
    [100.0000001, '100'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('prints %d', (value, text) => {
    expect(printNumber(value)).toBe(text);
  });
});
