import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { line, lineData, makeFolder } from './folder.ts';
import { fluxionReading, main } from './run-command.ts';

const piped = async (input: string | Buffer, cwd: string, ...args: string[]) => {
  const { child, outcome } = fluxionReading(input, cwd, ...args);
  child.stdin.end();
  return outcome;
};

describe('standard input', () => {
  it('is the table where a dash stands for it', async () => {
    const folder = makeFolder({ 'model.fx': line });
    const { status, stdout, stderr } = await piped(lineData, folder, 'fit', 'model.fx', '-');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('4 rows of standard input\n');
    expect(stdout).toMatch(/^m +2\.15$/m);
  });

  it('is the model where a dash stands for it', async () => {
    const folder = makeFolder({ 'data.csv': lineData });
    const fit = await piped(line, folder, 'fit', '-', 'data.csv');
    expect(fit.stdout).toMatch(/^standard input: 2 numbers to fit/);
    const derivation = await piped(line, folder, 'derive', '-');
    expect(derivation).toMatchObject({ status: 0, stderr: '' });
    const wrong = await piped('loss (', folder, 'derive', '-');
    expect(wrong.stderr).toContain('--> standard input:1:6');
  });

  it('says what is wrong with the table, and does not wait for the rest of it', async () => {
    const folder = makeFolder({ 'model.fx': line });
    const cases: [Buffer | string, string][] = [
      [Buffer.from('x,y\n\0'), 'error[FX554]: standard input is not UTF-8 text'],
      [
        'a,y\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n',
        'error[FX501]: standard input: the data have no column `x`',
      ],
    ];
    for (const [input, message] of cases) {
      const { status, stderr } = await fluxionReading(input, folder, 'fit', 'model.fx', '-')
        .outcome;
      expect(status).toBe(1);
      expect(stderr).toContain(message);
    }
    const { stderr } = await piped('x,y\n1,one\n', folder, 'fit', 'model.fx', '-');
    expect(stderr).toBe('error[FX503]: standard input: row 1, column `y`: "one" is not a number\n');
  });

  it('may come in pieces that cut the header', async () => {
    const folder = makeFolder({ 'model.fx': line });
    const { child, outcome } = fluxionReading('x', folder, 'fit', 'model.fx', '-');
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.stdin.end(`;${lineData.replaceAll(',', ';').slice(2)}`);
    expect(await outcome).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a pipe with a name', () => {
  it('is read as a file is', () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    const script = [
      'mkfifo rows',
      'cat data.csv > rows &',
      `"${process.execPath}" "${main}" fit model.fx rows`,
    ].join('\n');
    const { status, stdout } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('4 rows of rows\n');
  });
});
