import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import {
  derive,
  headerLines,
  printDerivation,
  type Equation,
  type Formula,
} from '../../src/derivation/index.ts';
import { width } from '../../src/derivation/text/pieces.ts';
import { printFormula } from '../../src/derivation/text/set.ts';
import { hasRows, type Node, type Tensor } from '../../src/graph/index.ts';
import * as A from './arrays.ts';
import { compiled } from './compiled.ts';
import { evaluateFormula, NoValue, type Names } from './evaluate-formula.ts';
import { models } from './models.ts';
import { equationsIn, pointOf, type Point } from './values.ts';

/** The row and the element that indexed formulas are looked at for. */
const indicesOf = ({ row, axes }: Names): ReadonlyMap<string, number> =>
  new Map([[row, 2], ...axes.map((axis, k): [string, number] => [axis, k === 0 ? 2 : 1])]);

/** The value of a formula; null where it has none. */
function valueOf(f: Formula, names: Names): Tensor | null {
  try {
    return evaluateFormula(f, names, indicesOf(names));
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
}

/** The indices of elements on the left, without that of the row. */
function elementOf(left: Formula, names: Names): number[] {
  const name = left.kind === 'partial' ? left.by : left.kind === 'adjoint' ? left.of : left;
  if (name.kind !== 'name') return [];
  const own = name.indices.flatMap((index) => (index.kind === 'name' ? [index.name] : []));
  const indices = indicesOf(names);
  return own.filter((index) => index !== names.row).map((index) => (indices.get(index) ?? 1) - 1);
}

const nodeValue = (point: Point, node: Node, left: Formula): Tensor =>
  A.part(point.nodeValue(node), [...(hasRows(node) ? [1] : []), ...elementOf(left, point.names)]);

/** All that an equation says its left side is. */
function sidesOf(point: Point, { left, steps }: Equation): [string, Tensor][] {
  const shown = [left, ...steps.map((step) => step.formula)].flatMap((f): [string, Tensor][] => {
    const value = valueOf(f, point.names);
    return value ? [[printFormula(f), value]] : [];
  });
  const nodes = steps.flatMap(({ node, formula }): [string, Tensor][] =>
    node ? [[`node of ${printFormula(formula)}`, nodeValue(point, node, left)]] : [],
  );
  return [...shown, ...nodes];
}

function expectEqual(a: readonly [string, Tensor], b: readonly [string, Tensor]): void {
  const label = `${a[0]}   and   ${b[0]}`;
  const [x, y] = [a[1].values, b[1].values];
  const repeated = x.length === 1 ? y.map(() => x[0] ?? NaN) : x;
  const again = y.length === 1 ? repeated.map(() => y[0] ?? NaN) : y;
  expect(repeated.length, label).toBe(again.length);
  repeated.forEach((value, k) => {
    const other = again[k] ?? NaN;
    if (value === other) return;
    const slack = 1e-9 * Math.max(1, Math.abs(value), Math.abs(other));
    expect(Math.abs(value - other), `${label}: ${value} and ${other}`).toBeLessThanOrEqual(slack);
  });
}

describe.each(models)('%s', (name, text) => {
  const analysis = compiled(name, text);
  const { derivation } = analysis;

  it('says equal things on both sides of every equation', () => {
    let compared = 0;
    for (const seed of [1, 2, 3]) {
      const point = pointOf(analysis, derivation, seed);
      for (const equation of equationsIn(derivation)) {
        const [first, ...others] = sidesOf(point, equation);
        if (!first || equation.steps.some((step) => step.sign !== '=')) continue;
        others.forEach((other) => expectEqual(first, other));
        compared += others.length;
      }
    }
    expect(compared).toBeGreaterThan(3 * analysis.model.parameters.length);
  });

  it('shows a gradient for each parameter', () => {
    const shown = equationsIn(derivation).flatMap(({ left }) =>
      left.kind === 'partial' && left.by.kind === 'name' ? [left.by.name] : [],
    );
    for (const parameter of analysis.model.parameters) expect(shown).toContain(parameter.name);
  });

  it('fits 80 columns', () => {
    const lines = printDerivation(derivation, 'text').split('\n');
    expect(lines.filter((line) => width(line) > 80)).toEqual([]);
    expect(headerLines(analysis).filter((line) => width(line) > 100)).toEqual([]);
  });

  it('is the same each time', () => {
    const again = derive(analyse(text, { name }));
    expect(printDerivation(again, 'text')).toBe(printDerivation(derivation, 'text'));
  });
});
