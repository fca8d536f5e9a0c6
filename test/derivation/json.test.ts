import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { derive, printDerivation } from '../../src/derivation/index.ts';
import { replay, replayDerivation, reportOf } from '../../src/replay/index.ts';
import { compiled } from './compiled.ts';
import { models } from './models.ts';

const file = fileURLToPath(new URL('../../templates/derivation.schema.json', import.meta.url));
const validate = new Ajv2020({ discriminator: false }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

/** What of the record the tests look at. */
interface Record {
  readonly passes: readonly { readonly steps: readonly { id: string; digits: number | null }[] }[];
  readonly replay: { readonly replayed: number; readonly digits: number } | null;
}

describe.each(models)('%s', (name, text) => {
  const { derivation, records } = compiled(name, text);
  const steps = records.flatMap((record) => record.steps);

  it('is a record that its schema describes', () => {
    const record: unknown = JSON.parse(printDerivation(derivation, 'json'));
    validate(record);
    expect(validate.errors).toBeNull();
  });

  it('has every step of every pass, and to how many digits it holds', () => {
    const replayed = { ...derivation, replay: reportOf(replay(steps, { points: 1 })) };
    const record = JSON.parse(printDerivation(replayed, 'json')) as Record;
    validate(record);
    expect(validate.errors).toBeNull();
    const told = record.passes.flatMap((pass) => pass.steps);
    expect(told.map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
    const digits = told.flatMap((step) => (step.digits === null ? [] : [step.digits]));
    expect(record.replay?.replayed).toBe(digits.length);
    expect(Math.min(30, ...digits)).toBe(record.replay?.digits);
  });
});

it('has the digits to which each side of an equation holds', () => {
  const text = 'data x: real, y: real\nparam w: real\nloss (w*x - y)^2';
  const analysis = analyse(text, { name: 'line.fx' });
  const replayed = replayDerivation(derive(analysis), analysis);
  const record: unknown = JSON.parse(printDerivation(replayed, 'json'));
  validate(record);
  expect(validate.errors).toBeNull();
  expect(JSON.stringify(record)).toMatch(/"digits":30/u);
});

it('refuses what is no derivation', () => {
  expect(validate({ schema: 'fluxion-derivation-1', name: 'x' })).toBe(false);
});
