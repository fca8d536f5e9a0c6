import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { line, makeFolder } from './folder.ts';
import { fluxion } from './run-command.ts';

const schema = (name: string): object =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../templates/${name}`, import.meta.url)), 'utf8'),
  ) as object;

const validate = new Ajv2020()
  .addSchema(schema('derivation.schema.json'), 'derivation.schema.json')
  .compile(schema('line.schema.json'));

interface Told {
  readonly line: number;
  readonly says: string | null;
  readonly nodes: readonly {
    what: string;
    formula: { text: string };
    places: { text: string }[];
  }[];
  readonly passes: readonly { steps: { id: string }[] }[];
}

describe('fluxion derive --at', () => {
  /** A model that was built, and the lines of its module. */
  async function build() {
    const folder = makeFolder({ 'line.fx': line });
    await fluxion(folder, 'build');
    const code = readFileSync(join(folder, 'generated/line.ts'), 'utf8').split('\n');
    const at = (where: string | number, ...more: string[]) =>
      fluxion(folder, 'derive', 'line.fx', '--at', `generated/line.ts:${where}`, ...more);
    return { folder, code, at };
  }

  it('prints what a line computes, the text that says it, and the steps', async () => {
    const { folder, code, at } = await build();
    const number = code.findIndex((text) => text.trimStart().startsWith('dm +=')) + 1;
    const { status, stdout, stderr } = await at(number);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(code[number - 1]?.trim());
    expect(stdout).toContain('line.fx:');
    expect(stdout).toContain('Part of gradient of m:');
    expect(stdout).toContain('Power rule');
    expect(await fluxion(folder, 'derive', '.', '--at', `generated/line.ts:${number}`)).toEqual({
      status,
      stdout,
      stderr,
    });
  });

  it('prints the same as a record that its schema describes', async () => {
    const { code, at } = await build();
    const told = async (number: number): Promise<Told> => {
      const { stdout } = await at(number, '--format', 'json');
      const record = JSON.parse(stdout) as Told;
      validate(record);
      expect(validate.errors).toBeNull();
      expect(record.line).toBe(number);
      return record;
    };
    await told(60);
    expect((await told(1)).says).toContain('The first comment');
    const store = code.findIndex((text) => text.includes('gradient[0]')) + 1;
    const { nodes, passes } = await told(store);
    expect(nodes[0]?.what).toBe('gradient of m');
    expect(nodes[0]?.formula.text).toBe('2/n Σᵢ u₁ᵢ·xᵢ');
    expect(passes.flatMap(({ steps }) => steps).length).toBeGreaterThan(0);
  });

  it('refuses a line or a column that is not there', async () => {
    const { code, at } = await build();
    const { status, stderr } = await at(9999);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`has ${code.length - 1} lines`) as string,
    });
    expect((await at('1:5')).status).toBe(0);
    expect((await at('1:500')).stderr).toContain('characters');
  });

  it('refuses a module that was changed', async () => {
    const { folder, at } = await build();
    const changed = join(folder, 'generated/line.ts');
    const text = readFileSync(changed, 'utf8');
    writeFileSync(changed, text.replace('dm +=', 'dm -='));
    const { status, stderr } = await at(5);
    writeFileSync(changed, text);
    expect(status).toBe(1);
    expect(stderr).toContain('error[FX633]');
    expect(stderr).toContain('fluxion build');
  });
});
