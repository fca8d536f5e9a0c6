import { describe, expect, it } from 'vitest';
import { Names } from '../../src/emit/typescript/identifier.ts';
import { Scope } from '../../src/emit/typescript/scope.ts';
import { printStatements } from '../../src/emit/typescript/statement.ts';
import type { Statement } from '../../src/lower/loops.ts';
import * as f from './loops.ts';

const out = f.buffer('gradient', 'out', 3);
const [k, j] = [f.index('k'), f.index('j')];
const [a, b] = [f.variable('a'), f.variable('b')];

function print(...body: Statement[]): string {
  const scope = new Scope('typescript', new Names(), new Map([['gradient out', 'out']]));
  return printStatements(body, scope).join('\n');
}

describe('statements', () => {
  it('of every kind', () => {
    const text = print(
      f.constant(a, 1),
      f.mutable(b, a),
      f.loop(k, 0, 8, [f.assign(b, '+=', k), f.assign(b, '*=', 2)], 4),
      f.branch(f.binary(b, '>', 1), [f.assign(b, '=', 1)], [f.assign(b, '=', 0)]),
      f.branch(f.binary(b, '>', 1), [f.store(out, 0, '*=', 3)]),
      f.perform(f.call('fillIn', f.array(out))),
      f.give(b),
    );
    expect(text).toBe(
      [
        'const a = 1;',
        'let b = a;',
        '// Four at a time.',
        'for (let k = 0; k < 8; k += 4) {',
        '  b += k;',
        '  b *= 2;',
        '}',
        '',
        'if (b > 1) {',
        '  b = 1;',
        '} else {',
        '  b = 0;',
        '}',
        '',
        'if (b > 1) {',
        '  out[0]! *= 3;',
        '}',
        '',
        'fillIn(out);',
        'return b;',
      ].join('\n'),
    );
  });

  it('start from a row number that is seen not to be negative where a turn takes several rows', () => {
    const start = f.index('start');
    expect(
      print(f.constant(start, 2), f.loop(k, start, 8, [f.store(out, k, '=', 1)], 4)),
    ).toContain('for (let k = start >>> 0; k < 8; k += 4) {');
    expect(print(f.constant(start, 2), f.loop(k, start, 8, [f.store(out, k, '=', 1)]))).toContain(
      'for (let k = start; k < 8; k++) {',
    );
  });

  it('subtract what is added with a minus sign', () => {
    const text = print(
      f.mutable(a, 0),
      f.assign(a, '+=', f.negative(2)),
      f.store(out, 0, '+=', f.binary(-3, '*', a)),
      f.store(out, 0, '=', f.binary(-3, '*', a)),
    );
    expect(text).toBe('let a = 0;\na -= 2;\nout[0]! -= 3 * a;\nout[0] = -3 * a;');
  });

  it('fill the whole of an array, or a part', () => {
    expect(print(f.fill(out, 0, 3, 0), f.fill(out, 1, 3, -1))).toBe(
      'out.fill(0);\nout.fill(-1, 1, 3);',
    );
  });

  it('reuse a name in the next loop, never in an inner one', () => {
    const inner = f.index('k');
    const text = print(
      f.loop(k, 0, 2, [f.loop(inner, 0, 2, [f.store(out, inner, '=', k)])]),
      f.loop(inner, 0, 2, [f.store(out, inner, '=', 1)]),
    );
    expect(text).toContain('for (let j = 0; j < 2; j++) {\n    out[j] = k;');
    expect(text).toContain('}\n\nfor (let k = 0; k < 2; k++) {\n  out[k] = 1;');
  });

  it('bind a variable after its value is read', () => {
    const other = f.variable('a');
    const text = print(f.constant(a, 1), f.loop(j, 0, 1, [f.constant(other, a)]));
    expect(text).toContain('const a2 = a;');
  });

  it('leave out a variable that only repeats a parameter', () => {
    const theta = f.buffer('theta', 'theta');
    const bindings = new Map([
      ['theta[0]', 'w'],
      ['theta theta', 'theta'],
    ]);
    const scope = new Scope('typescript', new Names(['w']), bindings);
    const body = [
      f.constant(b, 1),
      f.constant(a, f.load(theta, 0)),
      f.loop(k, 0, 2, [f.constant(j, f.binary(a, '*', f.load(theta, 1)))]),
      f.give(f.binary(a, '+', f.load(theta, 0))),
    ];
    expect(printStatements(body, scope).join('\n')).toBe(
      'const b = 1;\n\nfor (let k = 0; k < 2; k++) {\n  const j = w * theta[1]!;\n}\n\nreturn w + w;',
    );
  });

  it.each(['a\nb', 'a\r\nb', 'a\rb', 'a\u2028b', 'a\u2029b'])(
    'keep the comment %j in comments',
    (text) => {
      expect(print(f.comment(text))).toBe('// a\n// b');
    },
  );

  it('show what a comment would hide', () => {
    expect(print(f.comment('\u202Ea\u0000\tb  '))).toBe('// \uFFFDa\uFFFD  b');
  });

  it('stand under their comment', () => {
    expect(print(f.comment('first'), f.constant(a, 1), f.comment('then'), f.give(a))).toBe(
      '// first\nconst a = 1;\n\n// then\nreturn a;',
    );
  });
});
