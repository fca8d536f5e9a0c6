import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { line, makeFolder } from './folder.ts';
import { fluxion } from './run-command.ts';

it('fluxion derive prints the derivation, or writes it to a file', async () => {
  const folder = makeFolder({ 'line.fx': line });
  const { status, stdout, stderr } = await fluxion(folder, 'derive', 'line.fx');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('∂J/∂m = 2/n Σᵢ (m·xᵢ + b − yᵢ)·xᵢ');
  expect(stdout).toContain('∂J/∂b = 2/n Σᵢ (m·xᵢ + b − yᵢ)');
  const toFile = await fluxion(folder, 'derive', 'line.fx', '--out', 'out/line.txt');
  expect(toFile).toMatchObject({ status: 0, stdout: '' });
  expect(readFileSync(join(folder, 'out/line.txt'), 'utf8')).toBe(stdout);
});

it('fluxion derive --wrt leaves out the other derivatives', async () => {
  const folder = makeFolder({ 'line.fx': line });
  const { stdout } = await fluxion(folder, 'derive', 'line.fx', '--wrt', 'm');
  expect(stdout).toContain('∂J/∂m = 2/n');
  expect(stdout).not.toContain('∂J/∂b = 2/n');
});

it('fluxion derive --format html writes a page whose size follows the text, not the shapes', async () => {
  const text = `dim D = 784
dim H = 128
dim K = 10
data x: real[D], y: category(K)
param W1: real[H, D], b1: real[H], W2: real[K, H], b2: real[K]
h = relu(W1*x + b1)
y ~ categorical(softmax(W2*h + b2))
`;
  const folder = makeFolder({ 'network.fx': text });
  const pageOf = async (file: string, ...sizes: string[]): Promise<string> => {
    const run = ['derive', 'network.fx', '--format', 'html', '--out', file, ...sizes];
    expect(await fluxion(folder, ...run)).toEqual({ status: 0, stdout: '', stderr: '' });
    return readFileSync(join(folder, file), 'utf8');
  };
  const large = await pageOf('large.html');
  const small = await pageOf('small.html', '--dim', 'D=80', '--dim', 'H=32');
  expect(large.startsWith('<!doctype html>')).toBe(true);
  expect(large).toMatch(
    /\b23 steps of the compiler replayed [^.]* both sides agree to \d\d digits/,
  );
  expect(large.length).toBeLessThan(1_000_000);
  expect(Math.abs(large.length - small.length) / small.length).toBeLessThan(0.02);
});
