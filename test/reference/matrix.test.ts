import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { instantiate } from '../../src/compile.ts';
import type { Value } from '../../src/runtime/index.ts';
import { flat, interpret, type Evaluation } from './interpret.ts';

interface Case {
  readonly id: number;
  readonly expr: string;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly values: Readonly<Record<string, Value>>;
  readonly value: number;
  /** By the arguments that it is differentiated by. */
  readonly grad: Readonly<Record<string, Value>>;
}

const file = new URL('../fixtures/reference/matrix.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };
const stated = cases.filter(({ expr }) => !/\b(inv|det)\(/.test(expr));

/** The arguments of the gradient are parameters, the others constants. */
function modelOf({ expr, shapes, values, grad }: Case): string {
  const typed = (name: string): string => `${name}: real[${present(shapes[name]).join(', ')}]`;
  const constants = Object.keys(shapes)
    .filter((name) => !(name in grad))
    .map((name) => `hyper ${typed(name)} = ${JSON.stringify(values[name])}`);
  return [...constants, `param ${Object.keys(grad).map(typed).join(', ')}`, `loss ${expr}`].join(
    '\n',
  );
}

const thetaOf = ({ values, grad }: Case): number[] =>
  Object.keys(grad).flatMap((name) => flat(present(values[name])));

const hypersOf = ({ values }: Case) => ({
  rows: 1,
  totalWeight: 1,
  ...Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Float64Array.from(flat(value))]),
  ),
});

function expectReference(each: Case, { value, gradient }: Evaluation): void {
  const wanted = [each.value, ...Object.values(each.grad).flatMap(flat)];
  const errors = [value, ...gradient].map(
    (found, k) => Math.abs(found - (wanted[k] ?? NaN)) / Math.max(1, Math.abs(wanted[k] ?? NaN)),
  );
  expect(errors).toHaveLength(wanted.length);
  expect(Math.max(...errors)).toBeLessThan(1e-12);
}

describe('matrix expressions', () => {
  test('are all but those with inverses and determinants', () => {
    expect(cases.length - stated.length).toBe(2);
  });

  test.each(stated)('$expr', (each) => {
    const { compiled } = interpret(modelOf(each));
    expectReference(each, compiled(thetaOf(each), hypersOf(each)));
  });

  test.each(stated)('$expr in generated code', (each) => {
    const model = instantiate(modelOf(each));
    const gradient = new Float64Array(model.layout.size);
    const rows = { from: 0, to: 1, order: null };
    const theta = Float64Array.from(thetaOf(each));
    const value = model.objectiveAndGradient(theta, hypersOf(each), rows, gradient);
    expectReference(each, { value, gradient: [...gradient] });
  });
});
