import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { parseModel, type Tree } from '../../src/syntax/index.ts';
import { seconds } from '../seconds.ts';

/** The tree, or the diagnostics of a model that is wrong; any other error is let through. */
function read(text: string): Tree | FluxionError {
  try {
    return parseModel({ name: 'model.fx', text });
  } catch (error) {
    if (error instanceof FluxionError) return error;
    throw error;
  }
}

const pieces = [
  ...['dim', 'data', 'param', 'hyper', 'density', 'loss', 'penalty', 'output', 'for', 'end'],
  ...['x', 'σ', 'w₁', 'real', 'normal', 'in', 'to', 'true', 'mod', 'not', 'and', 'or', 'xor'],
  ...['1', '2.5', '.5', '1e3', '1e', '0x1', '.', '..', '=', '==', '~', ':', ',', ';', '?', '!'],
  ...['+', '-', '*', '.*', '/', './', '^', '.^', '%', "'", '"', '(', ')', '[', ']', '{', '}'],
  ...['<', '<=', '>', '!=', '&', '|', '→', '²', '−', ' ', ' ', '\n', '\r\n', '\t', '# c', '\\'],
];

const soup = fc
  .array(fc.constantFrom(...pieces), { maxLength: 30 })
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

const model = (statements: number): string => {
  const lines = ['data x: real[3], y: real', 'param w: real[3], b: real = 0'];
  for (let k = lines.length; k < statements; k++) {
    lines.push(`z${k} = dot(w, x) + b * (x[1] - ${k}.5e-1)^2 / exp(-y) # line ${k}`);
  }
  return lines.join('\n');
};

const time = (text: string): number =>
  seconds(() => expect(read(text)).not.toBeInstanceOf(FluxionError));

describe('parseModel', () => {
  it('answers any sequence of tokens with a tree or with diagnostics that have a place', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const result = read(text);
        if (!(result instanceof FluxionError)) return;
        for (const { span, message } of result.diagnostics) {
          expect(span && span.start >= 0 && span.end <= text.length && span.start <= span.end).toBe(
            true,
          );
          expect(message).not.toMatch(/\(char \d+\)|undefined/);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('answers any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void read(text)));
  });

  it.each([
    ['brackets', `loss ${'('.repeat(10_000)}x${')'.repeat(10_000)}`],
    ['calls', `loss ${'f('.repeat(10_000)}x${')'.repeat(10_000)}`],
    ['arrays', `loss ${'['.repeat(10_000)}x${']'.repeat(10_000)}`],
    ['subscripts', `loss ${'x['.repeat(10_000)}1${']'.repeat(10_000)}`],
    ['open brackets', `loss ${'('.repeat(100_000)}`],
    ['signs', `loss ${'-'.repeat(100_000)}x`],
    ['powers', `loss ${'x^'.repeat(50_000)}x`],
    ['conditionals', `loss ${'x ? x : '.repeat(20_000)}x`],
    ['transposes', `loss x${"'".repeat(50_000)}`],
    ['comparisons', `loss ${'x < '.repeat(50_000)}x`],
  ])('answers deeply nested %s', (_, text) => {
    const result = read(text);
    expect(result).toBeInstanceOf(FluxionError);
    expect(result).toHaveProperty('diagnostics.0.span');
  });

  it('takes nesting and lengths that people and programs write', () => {
    const texts = [
      `loss ${'('.repeat(90)}x${')'.repeat(90)}`,
      `loss ${'x + '.repeat(50_000)}x`,
      `loss ${'2*x - '.repeat(3000)}x`,
      `loss ${'x*y/z*'.repeat(1000)}x`,
      `loss ${'x ? x : '.repeat(300)}x`,
      `A = [${'[1, 2, 3], '.repeat(5000)}[1, 2, 3]]`,
      `A = [${'1, 2, 3; '.repeat(5000)}1, 2, 3]`,
      `${'a'.repeat(10_000)} = 1`,
    ];
    for (const text of texts) expect(read(text)).not.toBeInstanceOf(FluxionError);
  });

  it('reads percent signs in brackets in brackets without trying each twice', () => {
    expect(time(`loss ${'1 % ('.repeat(90)}x${')'.repeat(90)}`)).toBeLessThan(0.5);
  });

  it('takes time that grows with the length of the model', () => {
    time(model(1000));
    const once = Math.min(...[1, 2, 3].map(() => time(model(1000))));
    const fourfold = Math.min(...[1, 2, 3].map(() => time(model(4000))));
    expect(once).toBeLessThan(0.8);
    expect(fourfold).toBeLessThan(12 * once);
  });

  it('reports many errors in time that grows with their number', () => {
    const text = 'loss (\nx = 3 4\n'.repeat(1000);
    expect(seconds(() => expect(read(text)).toBeInstanceOf(FluxionError))).toBeLessThan(3);
  });
});
