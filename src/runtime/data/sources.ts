import { volume } from '../../base/shape.ts';
import type { DataCodeName } from '../../base/data-code-ids.ts';
import { suggest } from '../../base/suggest.ts';
import type { ColumnLayout } from '../model.ts';
import { subscripts } from '../values.ts';
import type { Faults } from './faults.ts';

/** For a column of the model, the columns of a table that hold it. */
export type ColumnMapping = Readonly<Record<string, string | readonly string[]>>;

/** One table column that holds whole values, or one for each number of a value, row-major. */
export interface Source {
  readonly layout: ColumnLayout;
  readonly names: readonly string[];
}

/** Finds the table's columns of each model column; reports those that are not there. */
export function findSources(
  columns: readonly ColumnLayout[],
  names: readonly string[],
  mapping: ColumnMapping,
  faults: Faults,
): Source[] {
  checkMapping(columns, mapping, faults);
  const meant = [...columns.map(({ name }) => name), ...Object.values(mapping).flat()];
  return columns.flatMap((layout) => {
    const wanted = Object.hasOwn(mapping, layout.name) ? mapping[layout.name] : undefined;
    const found =
      wanted === undefined
        ? findByName(layout, names, meant, faults)
        : findMapped(layout, typeof wanted === 'string' ? [wanted] : wanted, names, faults);
    return found ? [{ layout, names: found }] : [];
  });
}

function checkMapping(columns: readonly ColumnLayout[], mapping: ColumnMapping, faults: Faults) {
  const known = columns.map(({ name }) => name);
  for (const name of Object.keys(mapping).filter((name) => !known.includes(name))) {
    faults.add('wrongMapping', `the model has no data column \`${name}\``, guess(name, known));
  }
}

function findMapped(
  { name, shape }: ColumnLayout,
  wanted: readonly string[],
  names: readonly string[],
  faults: Faults,
): readonly string[] | undefined {
  const size = volume(shape);
  if (wanted.length !== size && wanted.length !== 1) {
    const message = `\`${name}\` takes ${size} column${size === 1 ? '' : 's'}, and ${wanted.length} are named`;
    return report(faults, 'wrongMapping', message);
  }
  const absent = wanted.filter((column) => !names.includes(column));
  for (const column of absent) reportMissing(faults, column, names);
  return absent.length === 0 ? wanted : undefined;
}

/**
 * By the model's own name, or with a number for each element: `x1`, `x_1`, `x[1]`, `W1_2`,
 * `W[1,2]`.
 */
function findByName(
  { name, shape }: ColumnLayout,
  names: readonly string[],
  others: readonly string[],
  faults: Faults,
): readonly string[] | undefined {
  if (names.includes(name)) return [name];
  if (shape.length === 0) return reportMissing(faults, name, names);
  const held: ReadonlySet<string> = new Set(names);
  const candidates = numbered(name, shape);
  const complete = candidates.find((parts) => parts.every((part) => held.has(part)));
  if (complete) {
    const more = beyond(
      name,
      complete,
      names.filter((column) => !others.includes(column)),
    );
    if (more === undefined) return complete;
    const message = `\`${name}\` is ${brief(complete)}, and the data have \`${more}\`: name its columns`;
    return report(faults, 'wrongCellShape', message);
  }
  const begun = candidates.find((parts) => parts.some((part) => held.has(part)));
  const first = begun?.find((part) => !held.has(part));
  if (first !== undefined) return reportMissing(faults, first, []);
  return reportMissing(faults, name, names, `or columns ${brief(candidates[0] ?? [])}`);
}

/** A table that numbers on has elements that the column lacks. */
function beyond(name: string, parts: readonly string[], names: readonly string[]) {
  // `x_1` and `x_4` have one spelling.
  const spelling = (part: string): string => part.slice(name.length).replace(/\d+/g, '#');
  const own = spelling(parts[0] ?? '');
  return names.find(
    (part) => part.startsWith(name) && spelling(part) === own && !parts.includes(part),
  );
}

/** The ways to number the elements of a value, row-major from 1. */
function numbered(name: string, shape: readonly number[]): string[][] {
  const all = subscripts(shape).map((index) => index.map((i) => i + 1));
  const flat = affixes.map(([before, after]) =>
    all.map((_, i) => name + before + String(i + 1) + after),
  );
  if (shape.length === 1) return flat;
  const joined = all.map((index) => index.join('_'));
  return [
    ...flat,
    joined.map((index) => name + index),
    joined.map((index) => `${name}_${index}`),
    all.map((index) => `${name}[${index.join(',')}]`),
  ];
}

const affixes = [
  ['', ''],
  ['_', ''],
  ['[', ']'],
  ['.', ''],
] as const;

const brief = (parts: readonly string[]): string =>
  parts.length > 3
    ? `\`${parts[0] ?? ''}\` … \`${parts.at(-1) ?? ''}\``
    : parts.map((part) => `\`${part}\``).join(', ');

function reportMissing(
  faults: Faults,
  name: string,
  names: readonly string[],
  alternative = '',
): undefined {
  const message = `the data have no column \`${name}\` ${alternative}`.trimEnd();
  return report(faults, 'missingColumn', message, guess(name, names));
}

function report(faults: Faults, name: DataCodeName, message: string, help?: string): undefined {
  faults.add(name, message, help);
  return undefined;
}

function guess(name: string, names: readonly string[]): string | undefined {
  const near = suggest(name, names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (names.length === 0) return undefined;
  const listed = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
  return names.length === 1 ? `the only column is ${listed}` : `the columns are ${listed}`;
}
