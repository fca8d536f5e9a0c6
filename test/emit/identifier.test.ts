import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isIdentifier,
  literalKey,
  Names,
  propertyKey,
  toIdentifier,
} from '../../src/emit/typescript/identifier.ts';

const words = [
  ...['class', 'new', 'arguments', 'eval', 'default', 'await', 'yield', 'let', 'static', 'enum'],
  ...['null', 'true', 'this', 'undefined', 'NaN', 'Infinity', 'Math', 'Float64Array', '1', 'a-b'],
  ...['a b', '', '₁', 'a\u2028b', '"', '`${x}`', '*/', "'"],
];

describe('an identifier', () => {
  it.each([
    ['x', 'x'],
    ['σ', 'σ'],
    ['w₁', 'w1'],
    ['x₁₂', 'x12'],
    ['_', '_'],
    ['constructor', 'constructor'],
    ['class', 'class_'],
    ['arguments', 'arguments_'],
    ['₁', '_1'],
    ['', '_'],
    ['a-b', 'a_b'],
    ['f(){}', 'f____'],
  ])('of %j is %s', (name, identifier) => {
    expect(toIdentifier(name)).toBe(identifier);
  });

  const anyName = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary' }));

  it('can always be declared in a strict function', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const identifier = toIdentifier(name);
        expect(isIdentifier(identifier)).toBe(true);
        const run = compileFunction(`'use strict'; const ${identifier} = 1; return ${identifier};`);
        expect(run()).toBe(1);
      }),
    );
  });

  it('differs from every other that is visible', () => {
    fc.assert(
      fc.property(fc.array(anyName), fc.array(anyName), (outer, inner) => {
        const names = new Names(['taken']);
        const block = names.inner();
        const claimed = [
          ...outer.map((name) => names.claim(name)),
          ...inner.map((name) => block.claim(name)),
        ];
        expect(new Set([...claimed, 'taken']).size).toBe(claimed.length + 1);
      }),
    );
  });

  it('is free again in the next block', () => {
    const names = new Names();
    expect([names.inner().claim('j'), names.inner().claim('j')]).toEqual(['j', 'j']);
    expect([names.claim('j'), names.inner().claim('j')]).toEqual(['j', 'j2']);
  });
});

it('keys a property by any name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...words, '__proto__'), fc.string()), (name) => {
      const made = compileFunction(`return { ${literalKey(name)}: 1 };`)() as object;
      expect(Object.entries(made)).toEqual([[name, 1]]);
      const taken = compileFunction(`const { ${propertyKey(name)}: x } = data; return x;`, [
        'data',
      ]);
      expect(taken(made)).toBe(1);
    }),
  );
});
