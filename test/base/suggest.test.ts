import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/base/suggest.ts';

const functions = ['exp', 'expm1', 'log', 'log1p', 'sigmoid', 'softmax', 'softplus', 'toString'];

describe('suggest', () => {
  it.each([
    ['sigmod', 'sigmoid'],
    ['sgimoid', 'sigmoid'],
    ['Sigmoid', 'sigmoid'],
    ['sofmax', 'softmax'],
    ['lgo', 'log'],
    ['expm', 'exp'],
    ['tostring', 'toString'],
  ])('takes %s for %s', (name, meant) => {
    expect(suggest(name, functions)).toBe(meant);
  });

  it.each(['x', 'banana', 'constructor', '', 'y'.repeat(1000)])('has nothing for %s', (name) => {
    expect(suggest(name, functions)).toBeUndefined();
  });

  it('matches a short name by its letters only', () => {
    expect(suggest('X', ['y', 'x'])).toBe('x');
    expect(suggest('z', ['x', 'y'])).toBeUndefined();
  });

  it('prefers the nearest candidate, then the first', () => {
    expect(suggest('wieght', ['height', 'weight'])).toBe('weight');
    expect(suggest('bat', ['cat', 'hat'])).toBe('cat');
  });

  it('never suggests the name itself', () => {
    expect(suggest('sigmoid', ['sigmoid'])).toBeUndefined();
  });
});
