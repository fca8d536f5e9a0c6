import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { prepareData } from '../../src/runtime/data.ts';
import { DataBuilder, type DataOptions } from '../../src/runtime/data/builder.ts';
import type { Columns, TableRows } from '../../src/runtime/data/reader.ts';
import type { Domain } from '../../src/runtime/domain.ts';
import type { HyperLayout, Layout } from '../../src/runtime/model.ts';

type ColumnSpec = Record<string, [kind: Domain['kind'] | Domain, ...shape: number[]]>;

const domainOf = (kind: Domain['kind'] | Domain): Domain =>
  typeof kind === 'string' ? ({ kind } as Domain) : kind;

const layoutOf = (columns: ColumnSpec, hypers: HyperLayout[] = []): Layout => ({
  size: 0,
  parameters: [],
  columns: Object.entries(columns).map(([name, [kind, ...shape]]) => ({
    name,
    shape,
    domain: domainOf(kind),
  })),
  hypers,
  outputs: [],
});

const species: Domain = { kind: 'category', size: 3 };

function problems(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return error.diagnostics.map((d) => `${d.code} ${d.message}${d.help ? ` (${d.help})` : ''}`);
  }
  return [];
}

/** What is told once beside missing values, and beside numbers of another notation. */
const fill = ' (fill it in, or leave such rows out: `dropMissing`, in a command `--drop-missing`)';
const notation = ' (a decimal point is `.`, and thousands are not separated)';

const refused = (columns: ColumnSpec, table: Columns | TableRows, options: DataOptions = {}) =>
  problems(() => prepareData(layoutOf(columns), table, options));

describe('prepareData', () => {
  it('uses typed arrays of the right form without a copy', () => {
    const x = Float64Array.of(1, 2, 3, 4);
    const s = Int32Array.of(0, 2);
    const v = Float64Array.of(1, 2);
    const { data } = prepareData(layoutOf({ x: ['real', 2], s: [species], v: ['positive'] }), {
      x,
      s,
      v,
    });
    expect(data['x']).toBe(x);
    expect(data['s']).toBe(s);
    expect(data['v']).toBe(v);
    expect(data).toMatchObject({ rows: 2, totalWeight: 2 });
  });

  it('reads plain arrays, other typed arrays and rows of objects alike', () => {
    const layout = layoutOf({ x: ['real'], k: ['count'], s: [species] });
    const expected = {
      rows: 3,
      totalWeight: 3,
      x: Float64Array.of(0.5, 1, 2),
      k: Float64Array.of(0, 1, 5),
      s: Int32Array.of(2, 0, 1),
    };
    const columns = { x: [0.5, 1, 2], k: Uint8Array.of(0, 1, 5), s: [2, 0, 1], other: ['a'] };
    expect(prepareData(layout, columns).data).toEqual(expected);
    const rows = [
      { x: 0.5, k: 0, s: 2 },
      { x: '1', k: 1n, s: 0 },
      { x: ' 2e0 ', k: 5, s: '1' },
    ];
    expect(prepareData(layout, rows).data).toEqual(expected);
  });

  it('finds vector and matrix columns in every form', () => {
    const expected = Float64Array.of(1, 2, 3, 4);
    const layout = layoutOf({ x: ['real', 2] });
    const tables: (Columns | TableRows)[] = [
      { x: [1, 2, 3, 4] },
      { x: Float32Array.of(1, 2, 3, 4) },
      {
        x: [
          [1, 2],
          [3, 4],
        ],
      },
      { x: [Float64Array.of(1, 2), Float64Array.of(3, 4)] },
      { x2: [2, 4], x1: [1, 3] },
      { x_1: [1, 3], x_2: [2, 4] },
      { 'x[1]': [1, 3], 'x[2]': [2, 4] },
      { 'x.1': [1, 3], 'x.2': [2, 4] },
      [{ x: [1, 2] }, { x: [3, 4] }],
      [
        { x1: 1, x2: 2 },
        { x1: 3, x2: 4 },
      ],
    ];
    for (const table of tables) {
      expect(prepareData(layout, table).data).toMatchObject({ rows: 2, x: expected });
    }
    const mapped = { a: [1, 3], b: [2, 4] };
    expect(prepareData(layout, mapped, { columns: { x: ['a', 'b'] } }).data['x']).toEqual(expected);
    const renamed = { z: [1, 2, 3, 4] };
    expect(prepareData(layout, renamed, { columns: { x: 'z' } }).data['x']).toEqual(expected);

    const matrix = layoutOf({ A: ['real', 1, 2] });
    for (const table of [{ A: [[[1, 2]], [[3, 4]]] }, { 'A[1,1]': [1, 3], 'A[1,2]': [2, 4] }]) {
      expect(prepareData(matrix, table).data).toMatchObject({ rows: 2, A: expected });
    }
  });

  it('maps text by sorted level and says which is which', () => {
    const layout = layoutOf({ s: [species], y: ['binary'], words: [species, 2] });
    const table = {
      s: ['versicolor', 'setosa', 'virginica'],
      y: ['yes', 'no', 'yes'],
      words: [
        ['b', 'a'],
        ['c', 'c'],
        ['a', 'b'],
      ],
    };
    const { data, levels } = prepareData(layout, table);
    expect(levels).toEqual({
      s: ['setosa', 'versicolor', 'virginica'],
      y: ['no', 'yes'],
      words: ['a', 'b', 'c'],
    });
    expect(data['s']).toEqual(Int32Array.of(1, 0, 2));
    expect(data['y']).toEqual(Float64Array.of(1, 0, 1));
    expect(data['words']).toEqual(Int32Array.of(1, 0, 2, 2, 0, 1));
    expect(prepareData(layoutOf({ y: ['binary'] }), { y: [true, false] }).data['y']).toEqual(
      Float64Array.of(1, 0),
    );
    const later = prepareData(layoutOf({ s: [species] }), { s: ['virginica'] }, { levels });
    expect(later.data['s']).toEqual(Int32Array.of(2));
    expect(refused({ s: [species] }, { s: ['setosa', 'iris'] }, { levels })).toEqual([
      'FX511 row 2, column `s`: "iris" is none of the levels setosa, versicolor, virginica',
    ]);
  });

  it('names row, column and value of every cell that cannot be used', () => {
    const found = refused(
      {
        x: ['real'],
        k: ['count'],
        p: ['unit'],
        s: [species],
        w: ['weight'],
        v: ['simplex', 2],
        o: ['ordered', 2],
      },
      {
        x: [1, '1,5', Infinity],
        k: [1, 2.5, -1],
        p: [0, 1, 1.01],
        s: [0, 3, 1],
        w: [1, -1, 0],
        v: [
          [0.5, 0.5],
          [0.5, 0.6],
          [1, 0],
        ],
        o: [
          [1, 2],
          [2, 2],
          [3, 4],
        ],
      },
    );
    expect(found).toEqual([
      `FX503 row 2, column \`x\`: "1,5" is not a number${notation}`,
      'FX504 row 3, column `x`: Infinity must be a finite number',
      'FX504 row 2, column `k`: 2.5 must be a whole number of at least 0',
      'FX504 row 3, column `k`: -1 must be a whole number of at least 0',
      'FX504 row 3, column `p`: 1.01 must be between 0 and 1',
      'FX504 row 2, column `s`: 3 must be a code from 0 to 2',
      'FX504 row 2, column `w`: -1 must be at least 0',
      'FX504 row 2, column `v`: the values must be numbers of at least 0 that sum to 1',
      'FX504 row 2, column `o`: the values must be numbers that increase',
    ]);
  });

  it('lists the first ten and counts the rest', () => {
    const found = refused({ x: ['positive'] }, { x: new Float64Array(15) });
    expect(found).toHaveLength(11);
    expect(found[9]).toBe('FX504 row 10, column `x`: 0 must be greater than 0');
    expect(found[10]).toBe('FX512 and 5 more');
  });

  it('tells once what to do about missing values, and about numbers of another notation', () => {
    const table = { x: ['1,5', '1.000,5', '1,000', 'one', '', 'NA'] };
    try {
      prepareData(layoutOf({ x: ['real'] }), table);
      expect.unreachable();
    } catch (error) {
      const helps = (error as FluxionError).diagnostics.map(({ help }) => help);
      expect(helps).toEqual([
        expect.stringContaining('decimal point'),
        ...[undefined, undefined, undefined],
        expect.stringContaining('--drop-missing'),
        undefined,
      ]);
    }
  });

  it.each([null, undefined, NaN, '', '  ', 'NA'])('takes %j for missing', (blank) => {
    const table = { x: [1, blank, 3], s: ['b', 'c', 'a'] };
    const columns: ColumnSpec = { x: ['real'], s: [species] };
    expect(refused(columns, table)).toEqual([
      `FX502 row 2, column \`x\`: the value is missing${fill}`,
    ]);
    const { data, levels, dropped } = prepareData(layoutOf(columns), table, { dropMissing: true });
    expect(data).toMatchObject({ rows: 2, x: Float64Array.of(1, 3), s: Int32Array.of(1, 0) });
    expect(levels).toEqual({ s: ['a', 'b'] });
    expect(dropped).toBe(1);
  });

  it('names the row of the table, not of what is kept', () => {
    const found = refused({ x: ['positive'] }, { x: [1, null, -3] }, { dropMissing: true });
    expect(found).toEqual(['FX504 row 3, column `x`: -3 must be greater than 0']);
  });

  it('takes a value that a row leaves out for missing, in the first row too', () => {
    const rows = [{ x: 1 }, { x: 2, y: 3 }, { y: 4 }];
    const columns: ColumnSpec = { x: ['real'], y: ['real'] };
    expect(refused(columns, rows)).toEqual([
      `FX502 row 3, column \`x\`: the value is missing${fill}`,
      'FX502 row 1, column `y`: the value is missing',
    ]);
    const { data, dropped } = prepareData(layoutOf(columns), rows, { dropMissing: true });
    expect({ rows: data.rows, dropped }).toEqual({ rows: 1, dropped: 2 });
  });

  it('drops rows whose vector is missing as a whole or in part', () => {
    const table = [{ x: [1, 2] }, { x: null }, { x: [3, NaN] }, { x: [5, 6] }];
    const { data, dropped } = prepareData(layoutOf({ x: ['real', 2] }), table, {
      dropMissing: true,
    });
    expect(data['x']).toEqual(Float64Array.of(1, 2, 5, 6));
    expect(dropped).toBe(2);
  });

  it('refuses other bases and blanks as numbers', () => {
    const found = refused({ x: ['real'] }, { x: ['0x1F', '0b1', '1_000', '12abc'] });
    expect(found).toHaveLength(4);
    expect(prepareData(layoutOf({ x: ['real'] }), { x: ['0', '-.5', '0e5'] }).data['x']).toEqual(
      Float64Array.of(0, -0.5, 0),
    );
  });

  it('says which columns are not there', () => {
    const columns: ColumnSpec = { speed: ['real'], x: ['real', 3] };
    expect(refused(columns, { sped: [1], x1: [1], x2: [2] })).toEqual([
      'FX501 the data have no column `speed` (did you mean `sped`?)',
      'FX501 the data have no column `x3`',
    ]);
    expect(refused({ x: ['real', 3] }, { y: [1] })).toEqual([
      'FX501 the data have no column `x` or columns `x1`, `x2`, `x3` (the only column is y)',
    ]);
    expect(
      refused(columns, { speed: [1], a: [1] }, { columns: { x: ['a', 'b'], z: 'a' } }),
    ).toEqual([
      'FX510 the model has no data column `z` (the columns are speed, x)',
      'FX510 `x` takes 3 columns, and 2 are named',
    ]);
    expect(refused(columns, { speed: [1], a: [1] }, { columns: { x: ['a', 'aa', 'a'] } })).toEqual([
      'FX501 the data have no column `aa` (the columns are speed, a)',
    ]);
  });

  it('refuses shapes and lengths that do not fit', () => {
    expect(refused({ a: ['real'], b: ['real'] }, { a: [1, 2], b: [1] })).toEqual([
      'FX506 the column `b` has 1 rows, and another has 2',
    ]);
    expect(refused({ x: ['real', 2] }, { x1: [1, 2], x2: [1] })).toEqual([
      'FX506 the column `x2` has 1 rows, and another has 2',
    ]);
    expect(refused({ x: ['real', 2] }, { x: [1, 2, 3] })).toEqual([
      'FX507 the column `x` has 3 numbers, which are no rows of 2',
    ]);
    expect(refused({ x: ['real', 2] }, { x: [[1, 2], [3]] })).toEqual([
      'FX507 row 2, column `x`: [3] is not an array of shape [2]',
    ]);
    expect(refused({ x: ['real'] }, { x: [] })).toEqual(['FX508 the data have no rows']);
    expect(refused({ x: ['real'] }, { x: [NaN, null] }, { dropMissing: true })).toEqual([
      'FX508 all 2 rows have a missing value',
    ]);
  });

  it('refuses more levels than codes', () => {
    expect(refused({ s: [species] }, { s: ['a', 'b', 'c', 'd'] })).toEqual([
      'FX505 the column `s` has 4 levels (a, b, c, d) for 3 codes',
    ]);
    const levels = { s: ['a', 'b', 'c', 'd'] };
    expect(refused({ s: [species] }, { s: ['d'] }, { levels })).toEqual([
      'FX505 the column `s` has 4 levels (a, b, c, d) for 3 codes',
    ]);
    const many = Array.from({ length: 5000 }, (_, i) => `level ${i}`);
    expect(refused({ s: [species] }, { s: many })[0]).toMatch(/^FX505 .* …\) for 3 codes$/);
  });

  it('sums the weights', () => {
    const columns: ColumnSpec = { y: ['real'], w: ['weight'] };
    const { data } = prepareData(layoutOf(columns), { y: [1, 2, 3], w: [2, 0, 0.5] });
    expect(data).toMatchObject({ rows: 3, totalWeight: 2.5 });
    expect(refused(columns, { y: [1], w: [0] })).toEqual(['FX509 the weights of all rows are 0']);
  });

  it('puts settings beside the columns', () => {
    const hypers: HyperLayout[] = [
      { name: 'tau', shape: [], domain: { kind: 'positive' }, value: [1] },
      { name: 'center', shape: [2], domain: { kind: 'real' }, value: [0, 0] },
    ];
    const layout = layoutOf({}, hypers);
    expect(prepareData(layout).data).toEqual({
      rows: 1,
      totalWeight: 1,
      tau: 1,
      center: Float64Array.of(0, 0),
    });
    const set = prepareData(layout, {}, { hypers: { tau: 2, center: [1, 2] } });
    expect(set.data).toMatchObject({ tau: 2, center: Float64Array.of(1, 2) });
    const wrong = { tau: -1, center: [1], taux: 1 };
    expect(problems(() => prepareData(layout, {}, { hypers: wrong }))).toEqual([
      'FX521 the setting `tau` must be greater than 0',
      'FX521 the setting `center` must be an array of shape [2]',
      'FX520 the model has no setting `taux` (did you mean `tau`?)',
    ]);
  });
});

describe('DataBuilder', () => {
  const layout = layoutOf({ x: ['real', 2], s: [species], y: ['binary'] });
  const names = ['s', 'x2', 'y', 'note', 'x1'];

  it('gives what prepareData gives, row by row and as text', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [
      ['b', 'c', 'a'][i % 3]!,
      String(i / 4),
      String(i % 2),
      'free text',
      String(-i),
    ]);
    const builder = new DataBuilder(layout, names);
    for (const row of rows) builder.push(row);
    expect(builder.rows).toBe(5000);
    const table = Object.fromEntries(names.map((name, j) => [name, rows.map((row) => row[j])]));
    expect(builder.finish()).toEqual(prepareData(layout, table as Columns));
  });

  it('drops and counts incomplete rows', () => {
    const builder = new DataBuilder(layout, names, { dropMissing: true });
    builder.push(['a', '1', '0', '', '2']);
    builder.push(['zzz', '', '0', '', '2']);
    builder.push(['b', '3', '1', '', '4']);
    const { data, dropped, levels } = builder.finish();
    expect(data).toMatchObject({ rows: 2, x: Float64Array.of(2, 1, 4, 3) });
    expect(levels).toEqual({ s: ['a', 'b'] });
    expect(dropped).toBe(1);
  });

  it('reports columns at once and cells at the end', () => {
    expect(problems(() => new DataBuilder(layout, ['x1', 'x2', 'y']))).toHaveLength(1);
    expect(
      problems(() => new DataBuilder(layout, [...names, 'x'], { columns: { x: 'x' } })),
    ).toEqual(['FX510 `x` takes a column of the table for each number']);
    const builder = new DataBuilder(layout, names);
    builder.push(['a', 'one', '2', '', '']);
    expect(problems(() => builder.finish())).toEqual([
      `FX502 row 1, column \`x1\`: the value is missing${fill}`,
      'FX503 row 1, column `x2`: "one" is not a number',
      'FX504 row 1, column `y`: 2 must be 0 or 1',
    ]);
    expect(problems(() => new DataBuilder(layout, names).finish())).toEqual([
      'FX508 the data have no rows',
    ]);
  });

  it('keeps no more than the numbers of 200,000 rows', () => {
    const wide = layoutOf({ x: ['real', 10] });
    const header = Array.from({ length: 10 }, (_, i) => `x${i + 1}`);
    const builder = new DataBuilder(wide, header);
    const row = header.map((_, i) => i + 0.5);
    for (let i = 0; i < 200_000; i++) builder.push(row);
    const { data } = builder.finish();
    const x = data['x'] as Float64Array;
    expect(x).toHaveLength(2_000_000);
    expect(x.buffer.byteLength).toBeLessThan(2.7 * 8 * 1_000_000 * 2);
    expect(x[1_999_999]).toBe(9.5);
  });
});
