import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import {
  choice,
  dimension,
  integer,
  mapping,
  number,
  settings,
} from '../../src/cli/option-values.ts';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FluxionError) return error.message;
    throw error;
  }
  return 'no error';
};

describe('number', () => {
  it.each([
    ['0.5', 0.5],
    ['.5', 0.5],
    ['-2', -2],
    ['1e-3', 1e-3],
    ['+3.', 3],
  ])('reads %s', (text, value) => {
    expect(number('--x')(text)).toBe(value);
  });

  it.each(['', ' ', 'abc', '1,5', '0x10', '1e999', 'Infinity', 'NaN', '1 2'])(
    'refuses %j',
    (text) => {
      expect(messageOf(() => number('--x')(text))).toContain('--x takes a number, not');
    },
  );

  it('names the bounds', () => {
    const read = number('--rate', { above: 0, atMost: 1 });
    expect(read('1')).toBe(1);
    expect(messageOf(() => read('0'))).toContain('--rate takes a number above 0 and at most 1');
  });
});

describe('integer', () => {
  it('refuses fractions and what a float cannot count', () => {
    expect(integer('--n')('12')).toBe(12);
    expect(messageOf(() => integer('--n', { atLeast: 1 })('1.5'))).toContain(
      '--n takes a whole number of at least 1, not `1.5`',
    );
    expect(messageOf(() => integer('--n')('1e20'))).toContain('whole number');
  });
});

describe('choice', () => {
  it('lists the words and suggests the nearest', () => {
    const read = choice('--format', ['text', 'latex']);
    expect(read('latex')).toBe('latex');
    expect(messageOf(() => read('laTex'))).toContain('did you mean `latex`?');
    expect(messageOf(() => read('pdf'))).toContain('text or latex');
  });
});

describe('settings', () => {
  it('gathers names and values', () => {
    expect(settings('tau=2')).toEqual({ tau: [2] });
    expect(settings(' m = 1, -2 ', { tau: [2] })).toEqual({ tau: [2], m: [1, -2] });
    expect(settings('m=[1,2]')).toEqual({ m: [1, 2] });
    expect(settings('σ=1')).toEqual({ σ: [1] });
  });

  it.each(['tau', 'tau=', '=2', ''])('refuses %j', (text) => {
    expect(messageOf(() => settings(text))).toContain('write `--set tau=2`');
  });

  it('refuses a name set twice, and a value that is no number', () => {
    expect(messageOf(() => settings('tau=3', { tau: [2] }))).toContain('sets `tau` twice');
    expect(messageOf(() => settings('tau=high'))).toContain('--set tau takes a number, not `high`');
  });
});

describe('mapping', () => {
  it('lists columns', () => {
    expect(mapping('x=a, b,c d')).toEqual({ x: ['a', 'b', 'c d'] });
  });
});

describe('dimension', () => {
  it('takes whole numbers from 1', () => {
    expect(dimension('D=4', { K: 2 })).toEqual({ K: 2, D: 4 });
    expect(messageOf(() => dimension('D=0'))).toContain(
      '--dim D takes a whole number of at least 1',
    );
  });
});
