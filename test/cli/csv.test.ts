import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { readTable } from '../../src/cli/csv.ts';

describe('readTable', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fluxion-csv-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const read = async (content: string | Buffer) => {
    const path = join(folder, 'table.csv');
    writeFileSync(path, content);
    let names: readonly string[] = [];
    const rows: { fields: readonly string[]; line: number }[] = [];
    await readTable(path, {
      header: (found) => (names = found),
      row: (fields, line) => rows.push({ fields, line }),
    });
    return { names, rows: rows.map((row) => row.fields), lines: rows.map((row) => row.line) };
  };

  it.each([
    ['commas', 'a,b\n1,2\n3,4\n'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
    ['Windows lines', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['no line end at the end', 'a,b\n1,2\n3,4'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n3,4\n'],
    ['quotes', '"a","b"\n"1","2"\n"3","4"\n'],
    ['spaces', ' a , b \n1, 2\n 3 ,4\n'],
    ['empty lines', 'a,b\n\n1,2\n\n3,4\n\n'],
  ])('reads %s', async (_, text) => {
    const { names, rows } = await read(text);
    expect(names).toEqual(['a', 'b']);
    expect(rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('takes an empty line for a row of a table with one column, but not at its end', async () => {
    const { names, rows, lines } = await read('\n\ny\n1\n\n  \n4\n\n\n');
    expect(names).toEqual(['y']);
    expect(rows).toEqual([['1'], [''], [''], ['4']]);
    expect(lines).toEqual([4, 5, 6, 7]);
  });

  it('keeps separators, quotes and line ends inside quotes, and counts lines through them', async () => {
    const { rows, lines } = await read('name,n\n"x, y",1\n"say ""so""",2\n"two\nlines",3\nz,4\n');
    expect(rows.map(([name]) => name)).toEqual(['x, y', 'say "so"', 'two\nlines', 'z']);
    expect(lines).toEqual([2, 3, 5, 6]);
  });

  it('counts separators of the header only outside quotes', async () => {
    const { names } = await read('"a,b,c";d\n1;2\n');
    expect(names).toEqual(['a,b,c', 'd']);
  });

  it('reads characters that chunks cut in two', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${'é'.repeat((i % 7) + 1)},${i}`);
    const { rows: found } = await read(`name,i\n${rows.join('\n')}\n`);
    expect(found.map((fields) => fields.join(','))).toEqual(rows);
  });

  it.each([
    ['nothing', '', 'FX550', 'is empty'],
    ['a header alone', 'a,b\n', 'FX550', 'no rows'],
    ['a short row', 'a,b\n1,2\n3\n', 'FX551', 'row 2 has 1 field'],
    ['a long row', 'a,b\n1,2,3\n', 'FX551', 'row 1 has 3 fields'],
    ['an open quote', 'a,b\n1,"2\n3,4\n', 'FX553', 'not closed'],
    ['text after a quote', 'a,b\n1,"2"x\n', 'FX553', 'line 2: text follows'],
    ['a quote inside a field', 'a,b\n1,2\n1,x"2\n', 'FX553', 'line 3: a quote stands inside'],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0]), 'FX554', 'not UTF-8 text'],
    ['Latin-1', Buffer.from('größe,b\n1,2\n', 'latin1'), 'FX554', 'not UTF-8 text'],
  ])('says what is wrong with %s', async (_, content, code, message) => {
    const error = await read(content).catch((found: unknown) => found);
    expect(error).toBeInstanceOf(FluxionError);
    const { diagnostics } = error as FluxionError;
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  it('says that there is no such file, and that a folder is none', async () => {
    const sink = { header: () => undefined, row: () => undefined };
    await expect(readTable(join(folder, 'none.csv'), sink)).rejects.toThrow('FX630');
    await expect(readTable(folder, sink)).rejects.toThrow('it is a folder');
  });

  it('passes on what the sink throws', async () => {
    writeFileSync(join(folder, 'table.csv'), 'a\n1\n');
    const fault = new Error('from the sink');
    const sink = {
      header: () => undefined,
      row: () => {
        throw fault;
      },
    };
    await expect(readTable(join(folder, 'table.csv'), sink)).rejects.toBe(fault);
  });
});
