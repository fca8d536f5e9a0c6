import { describe, expect, it } from 'vitest';
import { analyse, compile, instantiate } from '../../src/compile.ts';
import { postorder } from '../../src/graph/index.ts';
import { visitStatements } from '../../src/lower/traverse.ts';

const many = (count: number, text: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);

const scalars = (count: number): string => `param ${many(count, (i) => `a${i}: real`, ', ')}`;

const arguments_ = (count: number): string => many(count, (i) => `a${i}`, ', ');

/** Models of one kind, by how long they are. */
const kinds: Readonly<Record<string, (n: number) => string>> = {
  'a chain of definitions': (n) =>
    `data y: real, x: real\nparam a: real\nh0 = a\n${many(n, (i) => `h${i + 1} = tanh(0.5*h${i} + x)`)}\ny ~ normal(h${n}, 1)`,
  'a recurrence that is seen at each step': (n) =>
    `data x: real[${n}]\nparam w: real, b: real\nh0 = 0\n${many(n, (i) => `h${i + 1} = tanh(w*h${i} + b*x[${i + 1}])\nx[${i + 1}] ~ normal(h${i}, 1)`)}`,
  'a variance that follows from those before': (n) =>
    `data y: real[${n}]\nparam m: real, a: positive, b: unit, c: unit\ns1 = a\n${many(n - 1, (i) => `s${i + 2} = a + b*(y[${i + 1}] - m)^2 + c*s${i + 1}`)}\n${many(n, (i) => `loss (y[${i + 1}] - m)^2/s${i + 1} + log(s${i + 1})`)}`,
  'a sum of squares': (n) =>
    `data y: real\nparam a: real\nloss ${many(n, (i) => `(y - ${i}*a)^2`, ' + ')}`,
  'a log-sum-exp of numbers': (n) => `${scalars(n)}\nloss logsumexp(${arguments_(n)}) - a0`,
  'a maximum of numbers': (n) => `${scalars(n)}\nloss max(${arguments_(n)}) + a0^2`,
  'a line in many columns': (n) =>
    `data y: real, ${many(n, (i) => `x${i}: real`, ', ')}\n${scalars(n)}\ny ~ normal(${many(n, (i) => `a${i}*x${i}`, ' + ')}, 1)`,
};

/** Nodes of J and ∇J, and statements of all kernels. */
function sizeOf(text: string): { nodes: number; statements: number } {
  const { kernels, program } = compile(text);
  let statements = 0;
  for (const { body } of kernels.kernels) visitStatements(body, () => statements++);
  return { nodes: postorder([program.objective, ...program.gradient]).length, statements };
}

describe('a model twice as long', () => {
  it.each(Object.entries(kinds))('gives twice as much: %s', (_, textOf) => {
    const [once, twice] = [sizeOf(textOf(12)), sizeOf(textOf(24))];
    expect(twice.nodes).toBeLessThan(2.4 * once.nodes);
    expect(twice.statements).toBeLessThan(2.4 * once.statements);
  });

  it('has a module twice as long', async () => {
    const textOf = kinds['a line in many columns'];
    const [once = '', twice = ''] = await Promise.all(
      [64, 128].map((n) => compile(textOf?.(n) ?? '').module()),
    );
    expect(twice.length).toBeLessThan(2.4 * once.length);
  });
});

describe('a model that is very long', () => {
  it('is compiled where 5,000 definitions follow from each other', () => {
    const text = `data y: real\nparam a: real\nh0 = a\n${many(5000, (i) => `h${i + 1} = 0.999*h${i} + 1`)}\ny ~ normal(h5000, 1)`;
    const model = instantiate(text);
    const data = { y: Float64Array.of(7), rows: 1, totalWeight: 1 };
    const all = { from: 0, to: 1, order: null };
    const mean = 0.999 ** 5000 * 2 + (1 - 0.999 ** 5000) / 0.001;
    const wanted = (7 - mean) ** 2 / 2 + Math.log(2 * Math.PI) / 2;
    expect(model.objective(Float64Array.of(2), data, all) / wanted).toBeCloseTo(1, 9);
  });

  it('has statements of bounded depth where nothing has a name', () => {
    const text = `param a: real\nf0(x) = x\n${many(400, (i) => `f${i + 1}(x) = tanh(f${i}(x) + 0.1)`)}\nloss f400(a)^2`;
    let wanted = 0.3;
    for (let k = 0; k < 400; k++) wanted = Math.tanh(wanted + 0.1);
    const model = instantiate(text);
    const data = { rows: 0, totalWeight: 0 };
    const none = { from: 0, to: 0, order: null };
    expect(model.objective(Float64Array.of(0.3), data, none)).toBeCloseTo(wanted ** 2, 12);
  });

  it.each([
    [
      'functions that call two functions',
      (n: number) =>
        `param x: real\nf0(x) = x + 1\n${many(n, (i) => `f${i + 1}(x) = f${i}(2*x + 1) + f${i}(x/3)^2`)}\nloss f${n}(x)`,
    ],
    ['arrays beyond any memory', () => 'param x: real[2147483647]\nloss sum(x .^ 2)'],
  ])('is refused where it stands for too much: %s', (_, textOf) => {
    const code = expect.objectContaining({ code: 'FX219' }) as unknown;
    expect(() => analyse(textOf(25))).toThrow(
      expect.objectContaining({ diagnostics: [code] }) as Error,
    );
  });
});
