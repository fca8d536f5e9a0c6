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
