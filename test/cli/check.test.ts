import { describe, expect, it } from 'vitest';
import { compareAt } from '../../src/cli/compare.ts';
import { requireEqualities } from '../../src/cli/replay-steps.ts';
import { analyse, asWritten } from '../../src/compile.ts';
import { derive, equalitiesIn, type Derivation } from '../../src/derivation/index.ts';
import { instantiate } from '../../src/index.ts';
import { distributions } from '../../src/model/index.ts';
import { objectiveOracle } from '../../src/oracle/index.ts';
import { replayDerivation } from '../../src/replay/index.ts';
import { prepareData, type Model } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';
import { changed, spoil } from '../replay/spoil.ts';
import { makeFolder } from './folder.ts';
import { fluxion } from './run-command.ts';

/** A column of each domain, a setting, and parameters that are transformed. */
const everything = `dim D = 2
data x: real[D], y: binary, n: count, u: unit, t: positive, k: category(3), w: weight
param a: real[D], b: positive, p: simplex[3], c: ordered[2], q: interval(1, 3)
hyper tau: positive = 2
y ~ bernoulli(sigmoid(dot(a, x) + c[1]))
n ~ poisson(b)
t ~ gamma(q, c[2] - c[1])
k ~ categorical(p)
loss (u - 1/b)^2
a ~ normal(0, tau)
`;

describe('fluxion check', () => {
  it('agrees with the oracle on rows that it draws', async () => {
    const folder = makeFolder({ 'model.fx': everything });
    const { status, stdout, stderr } = await fluxion(folder, 'check', 'model.fx', '--set', 'tau=3');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('model.fx: 8 numbers to fit, 10 rows');
    expect(stdout).toMatch(/^random 3 /m);
    expect(stdout).toMatch(/^θ = ±800 /m);
    expect(stdout).toMatch(/agree with the oracle to \d\.\de-1\d$/m);
    expect(stdout).toMatch(
      /^\d\d steps and \d\d+ equalities of the derivation replayed, to \d\d digits; \d equalit/m,
    );
  });

  it('takes rows of a file, and sizes from the command line', async () => {
    const model =
      'dim D = 40\ndata x: real[D]\nparam m: real[D], S: real[D, D]\nloss sum((x - S*m).^2)\n';
    const folder = makeFolder({ 'model.fx': model, 'data.csv': 'x1,x2\n1,2\n3,4\n5,6\n' });
    const args = ['check', 'model.fx', '--dim', 'D=2', '--data', 'data.csv', '--rows', '2'];
    const small = await fluxion(folder, ...args, '--points', '1');
    expect(small.stdout).toContain('6 numbers to fit, 2 rows\n');
    const large = await fluxion(folder, 'check', 'model.fx', '--rows', '1', '--points', '0');
    expect(large.stdout).toContain('1640 numbers to fit, 1 row; 16 partials at each point');
    expect(large.status).toBe(0);
  });

  it('draws by the model where the domains of the columns do not keep to its supports', async () => {
    const model = 'data n: count, y: count\nparam p: unit\ny ~ binomial(n, p)\n';
    const { status, stdout } = await fluxion(
      makeFolder({ 'model.fx': model }),
      'check',
      'model.fx',
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/agree with the oracle to \d\.\de-1\d$/m);
  });

  it('blames no one for digits that the text itself loses', async () => {
    const folder = makeFolder({
      'model.fx': 'param a: real = 1\nloss a^2 + sin(1e15*a)\n',
    });
    const args = ['check', 'model.fx'];
    const { status, stdout } = await fluxion(folder, ...args, '--json', '-');
    expect(status).toBe(0);
    const { points } = JSON.parse(stdout) as {
      points: { name: string; errorAsWritten?: unknown }[];
    };
    expect(points.some((point) => 'errorAsWritten' in point)).toBe(true);
    expect((await fluxion(folder, ...args)).stdout).toMatch(
      /digits are lost at .*: in floats, J or ∇J as it is written is off by/u,
    );
  });

  it('says where the oracle cannot tell', async () => {
    const model = 'data x: real, y: binary\nparam a: real\ny ~ bernoulli(sigmoid(99*a*x))\n';
    const folder = makeFolder({ 'model.fx': model, 'data.csv': 'x,y\n1,0\n-1,0\n' });
    const { stdout } = await fluxion(folder, 'check', 'model.fx', '--data', 'data.csv');
    expect(stdout).toMatch(/^θ = ±800 +Infinity +- +- +-$/m);
    expect(stdout).toContain('\nnothing to compare at θ = ±800: J is not finite in the oracle');
  });

  it('checks a model without data', async () => {
    const folder = makeFolder({ 'model.fx': 'param x: positive\nloss x - log(x)\n' });
    const { status, stdout } = await fluxion(folder, 'check', 'model.fx');
    expect(status).toBe(0);
    expect(stdout).toContain('model.fx: 1 number to fit\n');
  });
});

describe('fluxion check --pedantic', () => {
  const model = 'data x: real, y: real\nparam a: real, b: real = 1\nloss (x - a)^2 + log(b)\n';
  const check = (...args: string[]) =>
    fluxion(makeFolder({ 'model.fx': model }), 'check', 'model.fx', '--points', '0', ...args);

  it('shows warnings and succeeds', async () => {
    const { status, stdout } = await check('--pedantic');
    expect(status).toBe(0);
    expect(stdout).toContain('warning[FX701]: no term of the objective and no output uses');
    expect(stdout).toContain('warning[FX702]: `b` in `log` may be 0 or negative');
    expect(stdout).toContain('\n2 warnings\n');
  });

  it('shows none where it is not asked to', async () => {
    expect((await check()).stdout).not.toContain('warning');
  });

  it('writes them for programs', async () => {
    const { status, stdout } = await check('--pedantic', '--json', '-', '--max-warnings', '2');
    expect(status).toBe(0);
    const { points, warnings, ...rest } = JSON.parse(stdout) as Record<string, unknown[]>;
    expect(rest).toEqual({
      model: 'model',
      size: 2,
      rows: 10,
      steps: { replayed: 8, digits: 30 },
      equalities: { replayed: expect.any(Number) as number, withoutValue: 0, digits: 30 },
    });
    expect(points?.[0]).toMatchObject({ name: 'start', partials: 2, largestAt: 'a' });
    expect(warnings?.[0]).toEqual({
      code: 'FX701',
      name: 'unusedName',
      severity: 'warning',
      message: expect.stringContaining('`y`') as string,
      help: expect.stringContaining('remove it') as string,
      file: 'model.fx',
      start: { line: 1, column: 15 },
      end: { line: 1, column: 16 },
    });
  });
});

describe('the replay of what is read', () => {
  const text = 'data y: real\nparam m: real\nloss (y - m)^2\n';
  const analysis = analyse(text, { name: 'mean.fx' });
  const equalitiesOf = (derivation: Derivation) =>
    equalitiesIn(replayDerivation(derivation, analysis));

  it('finds nothing wrong with a derivation', () => {
    const right = requireEqualities(equalitiesOf(derive(analysis)), 'mean.fx');
    return expect(right).resolves.toBeUndefined();
  });

  it('names an equation whose sides differ, and its section', () => {
    const wrong = changed(derive(analysis), ({ left }) => left.kind === 'partial', spoil);
    return expect(requireEqualities(equalitiesOf(wrong), 'mean.fx')).rejects.toThrow(
      /^“[^”]+” in the derivation of mean.fx: ∂.* is no identity, the sides agree to \d digits?$/,
    );
  });
});

describe('compareAt', () => {
  const source = { name: 'model.fx', text: 'param a: real, b: real\nloss exp(a) + b^2\n' };
  const model = instantiate(source);
  const { data } = prepareData(model.layout, {});
  const oracle = objectiveOracle(parseModel(source), { densities: distributions, data });
  const truth = { oracle, asWritten: asWritten(source) };
  const probe = { name: 'here', theta: Float64Array.of(1, 2), coordinates: [0, 1] };

  it('finds nothing wrong with a right gradient', () => {
    const { objective, objectiveError, gradientError } = compareAt(probe, model, data, truth);
    expect(objective).toBeCloseTo(Math.E + 4, 14);
    expect(objectiveError).toBeLessThan(1e-15);
    expect(gradientError).toBeLessThan(1e-15);
  });

  it('finds a wrong partial', () => {
    const wrong: Model = {
      ...model,
      objectiveAndGradient: (theta, table, rows, gradient) => {
        const value = model.objectiveAndGradient(theta, table, rows, gradient);
        gradient[1] = 4 * (1 + 1e-6);
        return value;
      },
    };
    const { gradientError, worst } = compareAt(probe, wrong, data, truth);
    expect(gradientError).toBeCloseTo(1e-6, 10);
    expect(worst).toBe(1);
  });

  it('finds what is not finite but should be', () => {
    const wrong: Model = { ...model, objectiveAndGradient: () => NaN };
    expect(compareAt(probe, wrong, data, truth).objectiveError).toBe(Infinity);
  });

  it('asks nothing where a parameter is beyond the floats', () => {
    const text = 'param s: positive\nloss log(s^2 + s)\n';
    const own = instantiate(text);
    const far = { name: 'far', theta: Float64Array.of(800), coordinates: [0] };
    const given = { name: 'own.fx', text };
    const ownTruth = {
      oracle: objectiveOracle(parseModel(given), { densities: [] }),
      asWritten: asWritten(given),
    };
    const { data: none } = prepareData(own.layout, {});
    const overflown: Model = { ...own, objectiveAndGradient: () => Infinity };
    expect(compareAt(far, overflown, none, ownTruth)).toMatchObject({
      objectiveError: null,
      unknown: 'a parameter is beyond the range of floats',
    });
    const near = { ...far, theta: Float64Array.of(8) };
    expect(compareAt(near, overflown, none, ownTruth).objectiveError).toBe(Infinity);
  });

  it('tells what the text loses in floats from what only the compiled model loses', () => {
    const given = { name: 'square.fx', text: 'param a: real\nloss a^2\n' };
    const own = instantiate(given);
    const { data: none } = prepareData(own.layout, {});
    const exact = objectiveOracle(parseModel(given), { densities: [] });
    const here = { name: 'here', theta: Float64Array.of(2), coordinates: [0] };
    const wrong: Model = { ...own, objectiveAndGradient: () => 3 };
    const asBad = compareAt(here, wrong, none, {
      oracle: exact,
      asWritten: (_theta, _data, _rows, gradient) => {
        gradient[0] = 4;
        return 1;
      },
    });
    expect(asBad).toMatchObject({ objectiveError: 0.25, errorAsWritten: 0.75 });
    const floats = asWritten(given);
    const worse = compareAt(here, wrong, none, { oracle: exact, asWritten: floats });
    expect(worse.objectiveError).toBe(0.25);
    expect(worse).not.toHaveProperty('errorAsWritten');
  });

  it('has no excuse for what is not finite where the truth is', () => {
    const given = { name: 'square.fx', text: 'param a: real\nloss a^2 + abs(a - 2)\n' };
    const own = instantiate(given);
    const { data: none } = prepareData(own.layout, {});
    const exact = objectiveOracle(parseModel(given), { densities: [] });
    const notFinite: Model['objectiveAndGradient'] = (_theta, _data, _rows, gradient) => {
      gradient[0] = NaN;
      return 4;
    };
    for (const name of ['smooth', 'kink'] as const) {
      const there = { name, theta: Float64Array.of(name === 'kink' ? 2 : 1), coordinates: [0] };
      const wrong: Model = { ...own, objectiveAndGradient: notFinite };
      const found = compareAt(there, wrong, none, { oracle: exact, asWritten: notFinite });
      expect(found.gradientError).toBe(Infinity);
      expect(found).not.toHaveProperty('errorAsWritten');
    }
  });

  it('asks nothing where the truth itself is beyond the floats', () => {
    const far = { ...probe, theta: Float64Array.of(800, 0) };
    expect(compareAt(far, model, data, truth)).toMatchObject({
      objective: Infinity,
      objectiveError: null,
      gradientError: null,
    });
  });
});
