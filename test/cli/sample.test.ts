import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './folder.ts';
import { fluxion } from './run-command.ts';

const mixed = `data group: category(3), x: real, n: count
param p: simplex[3], mu: real[3], sigma: positive, rate: positive[3]
group ~ categorical(p)
x ~ normal(mu[group], sigma)
n ~ poisson(rate[group])
`;

const truth = { p: [0.2, 0.5, 0.3], mu: [-1, 0, 2], sigma: 0.5, rate: [1, 3, 9] };

describe('fluxion sample', () => {
  it('draws what a fit gives back', async () => {
    const folder = makeFolder({ 'model.fx': mixed, 'truth.json': JSON.stringify(truth) });
    const draw = ['sample', 'model.fx', '--params', 'truth.json', '--rows', '20000', '--seed', '7'];
    expect(await fluxion(folder, ...draw, '--out', 'data.csv')).toMatchObject({ status: 0 });
    const { stdout } = await fluxion(folder, 'fit', 'model.fx', 'data.csv', '--json', '-');
    const { estimates } = JSON.parse(stdout) as { estimates: typeof truth };
    // Four standard errors of 20,000 rows.
    truth.p.forEach((p, k) => {
      expect(Math.abs((estimates.p[k] ?? NaN) - p)).toBeLessThan(0.015);
    });
    truth.mu.forEach((mu, k) => {
      expect(Math.abs((estimates.mu[k] ?? NaN) - mu)).toBeLessThan(0.035);
    });
    expect(Math.abs(estimates.sigma - truth.sigma)).toBeLessThan(0.01);
    truth.rate.forEach((rate, k) => {
      expect(Math.abs((estimates.rate[k] ?? NaN) - rate)).toBeLessThan(0.16);
    });
  });

  it('draws the same rows from the same seed', async () => {
    const folder = makeFolder({ 'model.fx': mixed, 'truth.json': JSON.stringify(truth) });
    const draw = ['sample', 'model.fx', '--params', 'truth.json', '--rows', '20'];
    const first = await fluxion(folder, ...draw, '--seed', '3');
    const again = await fluxion(folder, ...draw, '--seed', '3');
    const other = await fluxion(folder, ...draw, '--seed', '4');
    expect(first.stdout.split('\n')).toHaveLength(22);
    expect(again.stdout).toBe(first.stdout);
    expect(other.stdout).not.toBe(first.stdout);
  });

  it('takes what it does not draw from a file, and the codes of texts from a fit', async () => {
    const model = `data group: category(2), x: real[2], y: category(2)
param a: real[2], b: real
y ~ categorical(softmax([0, a[group] + b*sum(x)]))
`;
    const data =
      'group,x1,x2,y\nold,1,0,no\nyoung,0,1,yes\nyoung,2,1,no\nold,1,1,yes\nold,0,0,yes\n';
    const folder = makeFolder({ 'model.fx': model, 'data.csv': data });
    await fluxion(folder, 'fit', 'model.fx', 'data.csv', '--epochs', '3', '--json', 'fit.json');
    writeFileSync(join(folder, 'inputs.csv'), 'x1,x2,group\n1,2,young\n3,4,young\n');
    const draw = ['sample', 'model.fx', '--params', 'fit.json', '--data', 'inputs.csv'];
    const { stdout } = await fluxion(folder, ...draw, '--rows', '3');
    const [header, ...rows] = stdout.trim().split('\n');
    expect(header).toBe('group,x1,x2,y');
    expect(rows.map((row) => row.replace(/(yes|no)$/, ''))).toEqual([
      'young,1,2,',
      'young,3,4,',
      'young,1,2,',
    ]);
  });

  it('writes what a fit reads, vectors and all', async () => {
    const model = 'data x: binary[3]\nparam b: real[3]\nx ~ bernoulli(sigmoid(b))\n';
    const folder = makeFolder({ 'model.fx': model, 'p.json': '{"b": [0, 1, -1]}' });
    await fluxion(folder, 'sample', 'model.fx', '--params', 'p.json', '--out', 'data.csv');
    const [header, ...rows] = readFileSync(join(folder, 'data.csv'), 'utf8').trim().split('\n');
    expect(header).toBe('x1,x2,x3');
    expect(rows).toHaveLength(1000);
    expect((await fluxion(folder, 'fit', 'model.fx', 'data.csv')).status).toBe(0);
  });
});
