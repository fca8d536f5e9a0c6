import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { instantiate } from '../../src/compile.ts';
import { prepareData } from '../../src/runtime/index.ts';

interface Report {
  readonly id: string;
  readonly model: string;
  readonly theta: readonly number[];
  readonly data?: Readonly<Record<string, never>>;
  readonly objective: string;
  readonly gradient: readonly string[];
}

const file = new URL('../fixtures/reference/reports.json', import.meta.url);
const reports = JSON.parse(readFileSync(file, 'utf8')) as Report[];

const tolerance = 1e-8;
const norm = (x: readonly number[]): number => Math.hypot(...x);

/** J and ∇J as the vectors that they are, each held to its norm, or to what rounding θ itself would change. */
function expectNear(
  found: readonly number[],
  wanted: readonly number[],
  nearby: readonly number[],
): void {
  const difference = distance(found, wanted);
  const allowed = Math.max(tolerance * norm(wanted), 4 * distance(found, nearby));
  expect(difference, `${found}, not ${wanted}`).toBeLessThanOrEqual(allowed);
}

const distance = (x: readonly number[], y: readonly number[]): number =>
  norm(x.map((each, k) => each - (y[k] ?? NaN)));

/** Points at which the value is finite and floats of the text as it is written are not, or lose all digits. */
describe('reference points', () => {
  test.each(reports)('$id', ({ model: text, theta, data: columns = {}, objective, gradient }) => {
    const model = instantiate(text);
    const { data } = prepareData(model.layout, columns);
    const rows = { from: 0, to: data.rows, order: null };
    const at = (point: readonly number[]): [number, number[]] => {
      const slopes = new Float64Array(point.length);
      const value = model.objectiveAndGradient(Float64Array.from(point), data, rows, slopes);
      return [value, [...slopes]];
    };
    const [value, slopes] = at(theta);
    const [nearValue, nearSlopes] = at(theta.map((x) => x * (1 + Number.EPSILON)));
    expectNear([value], [Number(objective)], [nearValue]);
    expectNear(slopes, gradient.map(Number), nearSlopes);
  });
});
