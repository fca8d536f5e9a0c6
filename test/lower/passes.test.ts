import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { typescriptWidths } from '../../src/emit/typescript/index.ts';
import { verifyGraph } from '../../src/graph/verify.ts';
import { lower, type AfterPass, type Program, type Statement } from '../../src/lower/index.ts';
import type { Buffer, Expression, Local } from '../../src/lower/loops.ts';
import { verifyLoops, verifyStatements } from '../../src/lower/verify.ts';
import { allPasses, printAfter } from '../../src/print-after.ts';

const root = join(import.meta.dirname, '../..');
const examples = readdirSync(join(root, 'examples')).map((name) => ({
  name: `${name}.fx`,
  text: readFileSync(join(root, 'examples', name, `${name}.fx`), 'utf8'),
}));

const texts: Readonly<Record<string, string>> = {
  'a matrix product':
    'dim N = 20\ndata x: real[N], y: real\nparam W: real[N, N], v: real[N]\ny ~ normal(dot(v, tanh(W*x)), 1)',
  'a triangular matrix': 'data y: real[6]\nparam V: real[6, 6]\ny ~ normal(tril(V, -1)*y, 1)',
  'a gather': 'data g: category(9), y: real\nparam a: real[9]\ny ~ normal(a[g], 1)',
  'sums over rows in sums over rows':
    'data x: real\nparam a: real\nm = a*x\nx ~ normal(m, exp(a))\npenalty a^2',
  'draws of a matrix':
    'data d: count[2, 2]\nparam a: real\nd ~ binomial(6, softmax(d^2))\nloss a^2',
};

function verify(after: AfterPass): void {
  if (after.kind === 'graph') return verifyGraph(after.roots);
  const { items, body } = after.state;
  if (body.length > 0) verifyStatements(body);
  else verifyLoops(items);
}

const programs: [string, () => Program][] = [
  ...examples.map(({ name, text }): [string, () => Program] => [
    name,
    () => analyse({ name, text }).program,
  ]),
  ...Object.entries(texts).map(([name, text]): [string, () => Program] => [
    name,
    () => analyse(text).program,
  ]),
];

describe('the passes', () => {
  it.each(programs)('leave graphs, loops and statements whole: %s', (_, program) => {
    const seen = new Set<string>();
    lower(program(), {
      widths: typescriptWidths,
      onPass: (after) => {
        seen.add(after.pass.name);
        verify(after);
      },
    });
    expect(seen.size).toBeGreaterThan(10);
  });

  it('are printed, each with what it makes', () => {
    const source = {
      name: 'line.fx',
      text: 'data x: real, y: real\nparam m: real, b: real\ny ~ normal(m*x + b, 1)',
    };
    for (const { name } of allPasses) expect(printAfter(source, name)).toMatch(/total|roots/);
    expect(printAfter(source, 'fuse loops')).toContain('for i0 in rows');
    expect(printAfter(source, 'differentiate')).toContain('data x');
  });

  it('are listed where one is not known', () => {
    const source = { name: 'm.fx', text: 'param x: real\nloss x^2' };
    const print = (): string => printAfter(source, 'fuse loop');
    expect(print).toThrow(FluxionError);
    expect(print).toThrow(/did you mean `fuse loops`\?.*initialise at first assignment/s);
  });

  it('have names of their own, and stand in the documentation with their reasons', () => {
    expect(new Set(allPasses.map(({ name }) => name)).size).toBe(allPasses.length);
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    for (const { name, because } of allPasses)
      expect(page).toMatch(
        new RegExp(`\\| ${name} +\\| ${because.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
      );
  });

  it('unroll nothing where the target has no widths', () => {
    const { program } = analyse(texts['a matrix product'] ?? '');
    const steps = (widths: typeof typescriptWidths | null): number[] =>
      lower(program, { widths })
        .kernels.flatMap(({ body }) => loopsIn(body))
        .map(({ step }) => step);
    expect(new Set(steps(null))).toEqual(new Set([1]));
    expect(Math.max(...steps(typescriptWidths))).toBeGreaterThan(1);
  });
});

const loopsIn = (body: readonly Statement[]): Extract<Statement, { kind: 'for' }>[] =>
  body.flatMap((s) => (s.kind === 'for' ? [s, ...loopsIn(s.body)] : []));

describe('what is not whole', () => {
  const local: Local = { name: 'v', type: 'number' };
  const scratch: Buffer = { name: 's', role: 'scratch', element: 'float64', length: 2 };
  const one: Expression = { kind: 'number', value: 1 };
  const two: Expression = { kind: 'number', value: 2 };
  const declare: Statement = { kind: 'declare', local, mutable: false, value: one };
  const store = (index: Expression): Statement => ({
    kind: 'store',
    buffer: scratch,
    index,
    operator: '=',
    value: one,
  });

  it.each<[string, Statement[]]>([
    ['v is defined', [{ kind: 'return', value: { kind: 'local', local } }]],
    ['v is declared once', [declare, declare]],
    ['v may change', [declare, { kind: 'assign', local, operator: '=', value: one }]],
    [
      's is written first',
      [{ kind: 'return', value: { kind: 'load', buffer: scratch, index: one } }],
    ],
    ['s has a place 2', [store(two)]],
    [
      'a loop goes forwards',
      [{ kind: 'for', index: local, from: one, to: two, step: 0, body: [] }],
    ],
  ])('is told: %s', (message, body) => {
    expect(() => verifyStatements(body)).toThrow(message);
    expect(() => verifyStatements([declare, store(one)])).not.toThrow();
  });
});
