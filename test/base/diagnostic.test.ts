import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/base/codes.ts';
import { FluxionError, formatDiagnostic } from '../../src/base/diagnostic.ts';
import { diagnostic, Reporter } from '../../src/base/report.ts';
import { InternalFault, invariant, present } from '../../src/base/invariant.ts';
import { cover, position, type Source } from '../../src/base/source.ts';

const source = (text: string): Source => ({ name: 'line.fx', text });

const frame = (text: string, start: number, end: number): string[] =>
  formatDiagnostic(
    diagnostic('unexpectedText', 'wrong', { source: source(text), span: { start, end } }),
  ).split('\n');

describe('FluxionError', () => {
  it('is printed as its message, without the text of the model', () => {
    const span = { start: 0, end: 1 };
    const details = { source: source(`a\n${'b\n'.repeat(50)}`), span };
    const error = new FluxionError([diagnostic('unexpectedText', 'wrong', details)]);
    expect(error.diagnostics).toHaveLength(1);
    expect(inspect(error)).toContain('error[FX101]: wrong');
    expect(inspect(error)).not.toContain('b\\nb');
  });
});

describe('formatDiagnostic', () => {
  it('shows code, place, line, mark and help', () => {
    const details = {
      source: source('a\nloss b + c\n'),
      span: { start: 7, end: 8 },
      help: 'do so',
    };
    expect(formatDiagnostic(diagnostic('unexpectedText', 'wrong', details))).toBe(
      [
        'error[FX101]: wrong',
        ' --> line.fx:2:6',
        '  |',
        '2 | loss b + c',
        '  |      ^',
        '  = help: do so',
      ].join('\n'),
    );
  });

  it('tells warnings from errors', () => {
    const warning = diagnostic('unusedName', 'nothing uses it');
    expect(warning.severity).toBe('warning');
    expect(formatDiagnostic(warning)).toBe('warning[FX701]: nothing uses it');
    expect(diagnostic('emptyModel', 'nothing')).not.toHaveProperty('severity');
  });

  it('needs no source', () => {
    expect(formatDiagnostic(diagnostic('emptyModel', 'nothing'))).toBe('error[FX122]: nothing');
  });

  it('marks the line end of a span over several lines, and an empty span by one caret', () => {
    expect(frame('ab\ncd', 1, 5)[4]).toBe('  |  ^');
    expect(frame('ab', 2, 2)[4]).toBe('  |   ^');
  });

  it('counts what a terminal shows: combining marks, pairs, tabs', () => {
    expect(frame('\tμ\u0302 + 𝛼 + x', 11, 12).slice(3)).toEqual([
      '1 |  μ\u0302 + 𝛼 + x',
      '  |          ^',
    ]);
  });

  it('lets nothing through that steers a terminal', () => {
    expect(frame('a\u001B[2J\u202E', 0, 1)[3]).toBe('1 | a\uFFFD[2J\uFFFD');
  });

  it('cuts long lines around the mark', () => {
    const [, , , line = '', mark = ''] = frame(`${'a'.repeat(500)}!${'b'.repeat(500)}`, 500, 501);
    expect(line.length).toBeLessThan(140);
    expect(line[mark.indexOf('^')]).toBe('!');
  });
});

describe('Reporter', () => {
  it('throws what it found in source order, and nothing otherwise', () => {
    const reporter = new Reporter(source('abc'));
    reporter.finish();
    reporter.report('unexpectedText', 'second', { start: 2, end: 3 });
    reporter.report('unexpectedText', 'first', { start: 0, end: 1 });
    expect(reporter.hasErrors).toBe(true);
    expect(() => reporter.finish()).toThrow(FluxionError);
    try {
      reporter.finish();
    } catch (error) {
      const found = error instanceof FluxionError ? error.diagnostics : [];
      expect(found.map((d) => d.message)).toEqual(['first', 'second']);
    }
  });
});

describe('position', () => {
  it('counts lines that end in any of three ways', () => {
    const text = 'a\r\nb\rc\nd';
    const at = (offset: number) => position(source(text), offset);
    expect(at(0)).toEqual({ line: 1, column: 1 });
    expect(at(3)).toEqual({ line: 2, column: 1 });
    expect(at(5)).toEqual({ line: 3, column: 1 });
    expect(at(8)).toEqual({ line: 4, column: 2 });
  });

  it('covers spans in either order', () => {
    expect(cover({ start: 4, end: 6 }, { start: 1, end: 2 })).toEqual({ start: 1, end: 6 });
  });
});

describe('invariant', () => {
  it('throws a fault of its own type', () => {
    expect(() => invariant(0, 'zero')).toThrow(InternalFault);
    expect(() => present(null)).toThrow(InternalFault);
    expect(present(0)).toBe(0);
  });
});

describe('codes', () => {
  it('have an identifier each, and say what to do', () => {
    const rows = Object.values(codes);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.id).toMatch(/^FX[1-7]\d\d$/);
      for (const text of [row.cause, row.remedy]) expect(text).toMatch(/^[A-Z`].*\.$/);
    }
  });
});
