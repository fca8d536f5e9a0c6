import { describe, expect, test } from 'vitest';
import { present } from '../src/base/invariant.ts';
import { analyse, compile } from '../src/compile.ts';

const lines = (n: number, line: (k: number) => string): string =>
  Array.from({ length: n }, (_, k) => line(k + 1)).join('\n');

const list = (n: number, item: (k: number) => string, between: string): string =>
  Array.from({ length: n }, (_, k) => item(k + 1)).join(between);

/** Models by how often something is written in them. */
const models: Readonly<Record<string, (n: number) => string>> = {
  'a chain of definitions': (n) => `data y: real
param w: real
h0 = w
${lines(n, (k) => `h${k} = sin(h${k - 1})`)}
loss (y - h${n})^2`,
  'a recurrence': (n) => `data x: real[${n}], y: real
param w: real, u: real
h0 = 0
${lines(n, (k) => `h${k} = tanh(w*h${k - 1} + u*x[${k}])`)}
y ~ normal(h${n}, 1)`,
  'a recurrence that is linear': (n) => `data x: real[${n}], y: real
param w: real
h0 = w
${lines(n, (k) => `h${k} = 0.5*h${k - 1} + x[${k}]*w`)}
loss (y - h${n})^2`,
  'variances that depend on those before': (n) => `data y: real[${n}]
param a: positive, b: unit, s0: positive
v1 = s0
${lines(n - 1, (k) => `v${k + 1} = a + b*y[${k}]^2 + b*v${k}`)}
${lines(n, (k) => `y[${k}] ~ normal(0, sqrt(v${k}))`)}`,
  'a flat sum': (n) => `data x: real[${n}], y: real
param w: real[${n}]
loss (y - (${list(n, (k) => `w[${k}]*x[${k}]`, ' + ')}))^2`,
  'products that share their factors': (n) => `data x: real, y: real
param a: real, b: real
h0 = a
h1 = b
${lines(n, (k) => `h${k + 1} = h${k}*h${k - 1}`)}
loss (y - h${n})^2`,
  'a log-sum-exp of numbers': (n) => `data y: real
param ${list(n, (k) => `w${k}: real`, ', ')}
loss (y - logsumexp(${list(n, (k) => `w${k}`, ', ')}))^2`,
  'statements of distributions': (n) => `data ${list(n, (k) => `y${k}: real`, ', ')}
param m: real, s: positive
${lines(n, (k) => `y${k} ~ normal(m*${k}, s)`)}`,
  'functions that call functions': (n) => `data y: real
param w: real
f0(x) = sqrt(x*x + 1)
${lines(n, (k) => `f${k}(x) = f${k - 1}(x) * f${k - 1}(x)`)}
loss (y - f${n}(w))^2`,
};

/** How many nodes a compile makes, those that only a rewrite looks at among them. */
function nodesOf(text: string): number {
  const { graph } = analyse({ name: 'model.fx', text }).model;
  return graph.constant(0.123456789).id;
}

describe('what a compile makes grows with the text of the model, and no faster:', () => {
  test.each(Object.entries(models))('%s', (_, model) => {
    const [small, large] = [34, 68].map((n) => nodesOf(model(n)));
    expect(large).toBeLessThan(2.3 * Number(small));
  });

  test('a flat sum of a thousand parameters is compiled', () => {
    const n = 1_000;
    const text = `data y: real
param ${list(n, (k) => `w${k}: real`, ', ')}
loss (y - (${list(n, (k) => `w${k}^2`, ' + ')}))^2`;
    expect(compile({ name: 'model.fx', text }).kernels.kernels.length).toBeGreaterThan(1);
  });

  test.each(['a recurrence', 'a flat sum'])('the module of %s', async (name) => {
    const sizeOf = async (n: number): Promise<number> =>
      (await compile({ name: 'model.fx', text: present(models[name])(n) }).module()).length;
    expect(await sizeOf(24)).toBeLessThan(2.2 * (await sizeOf(12)));
  });
});
