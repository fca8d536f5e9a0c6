import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { line, lineData, makeFolder } from './folder.ts';
import { fluxion, start } from './run-command.ts';

interface FitJson {
  readonly estimates: Readonly<Record<string, number | number[]>>;
  readonly [key: string]: unknown;
}

const parse = (text: string): FitJson => JSON.parse(text) as FitJson;

/** Of (0, 1), (1, 3), (2, 5), (3, 7.5) by the normal equations. */
const slope = 2.15;
const intercept = 0.9;

describe('fluxion fit', () => {
  it('prints a table of the estimates', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const { status, stdout, stderr } = await fluxion(folder, 'fit', 'model.fx', 'data.csv');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('model.fx: 2 numbers to fit, 4 rows of data.csv');
    expect(stdout).toMatch(/^m +2\.15$/m);
    expect(stdout).toMatch(/^b +0\.9$/m);
    expect(stdout).toMatch(/^converged +.+ \(\d+ epochs, \d+ evaluations, /m);
  });

  it('writes nothing but JSON to standard output where that is asked for', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const { stdout, stderr } = await fluxion(folder, 'fit', 'model.fx', 'data.csv', '--json', '-');
    expect(stderr).toBe('');
    const found = parse(stdout);
    expect(Object.keys(found)).toEqual([
      ...['model', 'rows', 'dropped', 'levels', 'estimates'],
      ...['objective', 'logLikelihood', 'logPrior', 'validation'],
      ...['converged', 'reason', 'message', 'epochs', 'evaluations', 'seconds'],
      ...['optimizer', 'history'],
    ]);
    expect(found).toMatchObject({ model: 'model', rows: 4, logLikelihood: null, converged: true });
    expect(found.estimates['m']).toBeCloseTo(slope, 8);
    expect(found.estimates['b']).toBeCloseTo(intercept, 8);
  });

  it('writes JSON to a file beside the table', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const args = ['fit', 'model.fx', 'data.csv', '--json', 'out/fit.json'];
    const { stdout } = await fluxion(folder, ...args);
    expect(stdout).toContain('estimate');
    const { estimates } = parse(readFileSync(join(folder, 'out/fit.json'), 'utf8'));
    expect(estimates['m']).toBeCloseTo(slope, 8);
  });

  it('takes its options from the command line', async () => {
    const model = `dim D = 2
data x: real[D], y: real
param w: real[D]
hyper tau: positive = 1
y ~ normal(dot(w, x), 1)
w ~ normal(0, tau)
`;
    const data = 'p;q;r;y\n1;0;2;3\n0;1;1;2\n1;1;;0\n1;1;0;1\n';
    const folder = makeFolder({ 'model.fx': model, 'data.csv': data });
    const { stdout } = await fluxion(
      folder,
      ...['fit', 'model.fx', 'data.csv', '--json', '-', '--dim', 'D=3', '--set', 'tau=0.5'],
      ...['--columns', 'x=p,q,r', '--drop-missing', '--optimizer', 'adam', '--batch-size', '2'],
      ...['--epochs', '5', '--learning-rate', '0.05', '--seed', '3', '--tolerance', '1e-4'],
    );
    const found = parse(stdout);
    expect(found).toMatchObject({ rows: 3, dropped: 1, epochs: 5, reason: 'epochs' });
    expect(found).toMatchObject({ optimizer: { name: 'adam' } });
    expect(found.estimates['w']).toHaveLength(3);
  });

  it('drops no empty line of one column in silence', async () => {
    const model = 'data y: real\nparam m: real\nloss (y - m)^2\n';
    const folder = makeFolder({ 'model.fx': model, 'data.csv': 'y\n1\n\n4\n\n' });
    const { status, stderr } = await fluxion(folder, 'fit', 'model.fx', 'data.csv');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'error[FX502]: row 2, column `y`: the value is missing\n --> data.csv:3:1',
    );
    const { stdout } = await fluxion(folder, 'fit', 'model.fx', 'data.csv', '--drop-missing');
    expect(stdout).toMatch(/^dropped +1 row with missing values$/m);
  });

  it('tells the estimates where the file for them cannot be written', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const args = ['fit', 'model.fx', 'data.csv', '--json', 'data.csv/fit.json'];
    const { status, stdout, stderr } = await fluxion(folder, ...args);
    expect(status).toBe(1);
    expect(stderr).toContain('error[FX631]: data.csv/fit.json cannot be written');
    expect(stdout).toMatch(/^m +2\.15$/m);
  });

  it('tells of an option that changes nothing', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const rate = ['fit', 'model.fx', 'data.csv', '--learning-rate', '0.1'];
    const { status, stderr } = await fluxion(folder, ...rate);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^note: lbfgs .* `--learning-rate` changes nothing\n$/);
    expect((await fluxion(folder, ...rate, '--optimizer', 'sgd')).stderr).toBe('');
    const patience = await fluxion(folder, 'fit', 'model.fx', 'data.csv', '--patience', '3');
    expect(patience).toMatchObject({ status: 2, stdout: '' });
  });

  it('waits for a lower J on validation rows', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const search = ['--optimizer', 'adam', '--batch-size', '1', '--patience', '3'];
    for (const rows of ['0.5', 'data.csv']) {
      const args = ['fit', 'model.fx', 'data.csv', ...search, '--validation', rows];
      const { status, stdout, stderr } = await fluxion(folder, ...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^J, validation rows {2}0\.\d+$/m);
    }
  });

  it('maps texts to codes and says how', async () => {
    const model = 'data y: category(3)\nparam p: simplex[3]\ny ~ categorical(p)\n';
    const data = 'y\nred\nblue\nred\ngreen\nred\n';
    const folder = makeFolder({ 'model.fx': model, 'data.csv': data });
    const table = await fluxion(folder, 'fit', 'model.fx', 'data.csv', '--json', 'fit.json');
    expect(table.stdout).toMatch(/^codes of y +0 = blue, 1 = green, 2 = red$/m);
    const { levels, estimates } = parse(readFileSync(join(folder, 'fit.json'), 'utf8'));
    expect(levels).toEqual({ y: ['blue', 'green', 'red'] });
    [0.2, 0.2, 0.6].forEach((p, k) => {
      expect((estimates['p'] as number[])[k]).toBeCloseTo(p, 8);
    });
  });

  it('minimises a model without data', async () => {
    const model = 'param x: real = -1.2, y: real = 1\nloss 100*(y - x^2)^2 + (1 - x)^2\n';
    const folder = makeFolder({ 'model.fx': model });
    const { stdout } = await fluxion(folder, 'fit', 'model.fx', '--json', '-');
    const { x, y } = parse(stdout).estimates;
    expect(x).toBeCloseTo(1, 8);
    expect(y).toBeCloseTo(1, 8);
  });

  it('solves ∇J = 0 where it is asked to, with a result of the same form', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const args = ['fit', 'model.fx', 'data.csv', '--json', '-'];
    const iterative = parse((await fluxion(folder, ...args)).stdout);
    const { status, stdout } = await fluxion(folder, ...args, '--method', 'closed-form');
    expect(status).toBe(0);
    const found = parse(stdout);
    expect(Object.keys(found)).toEqual(Object.keys(iterative));
    expect(found).toMatchObject({ reason: 'closed form', converged: true, epochs: 0 });
    expect(found.estimates['m']).toBeCloseTo(slope, 14);
    expect(found.estimates['b']).toBeCloseTo(intercept, 14);
  });

  it('judges the fit by rows of another file', async () => {
    const folder = makeFolder({
      'model.fx': line,
      'data.csv': lineData,
      'held.csv': 'y,x\n1,0\n5,2\n',
    });
    const args = ['fit', 'model.fx', 'data.csv', '--validation', 'held.csv', '--json', '-'];
    const { stdout } = await fluxion(folder, ...args);
    const { history } = parse(stdout) as unknown as { history: { validation: number[] } };
    // The fitted line leaves 0.1 and 0.2 at the two points.
    expect(history.validation.at(-1)).toBeCloseTo((0.1 ** 2 + 0.2 ** 2) / 2, 6);
  });

  it('says what it has when it is interrupted', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const endless = ['fit', 'model.fx', 'data.csv', '--epochs', '1000000000', '--json', '-'];
    const { status, stdout } = await interrupted(folder, [
      ...endless,
      ...['--optimizer', 'sgd', '--learning-rate', '1e-9', '--tolerance', '0'],
    ]);
    expect(status).toBe(0);
    expect(parse(stdout)).toMatchObject({ converged: false, message: 'it was interrupted' });
  });
});

/** Interrupts the command once it has begun to fit: earlier, it is ended by the signal. */
async function interrupted(folder: string, args: readonly string[]) {
  for (const milliseconds of [1000, 2000, 4000, 8000]) {
    const child = start(folder, ...args);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    setTimeout(() => child.kill('SIGINT'), milliseconds);
    const [status] = (await once(child, 'close')) as [number | null];
    if (status !== null) return { status, stdout };
  }
  return { status: null, stdout: '' };
}
