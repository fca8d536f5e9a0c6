import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, sharedFolder } from './folder.ts';
import { fluxionProcess, main } from './run-command.ts';

describe('fluxion', () => {
  it('lists its commands, having loaded nothing but the command line', async () => {
    const folder = makeFolder();
    const { status, stdout, loaded } = await coverage(folder, '--help');
    expect(status).toBe(0);
    for (const command of ['build', 'derive', 'check', 'fit', 'sample', 'init']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    expect(loaded.filter((url) => url.includes('/node_modules/'))).toSatisfy((urls: string[]) =>
      urls.every((url) => url.includes('/commander/')),
    );
    const own = loaded.filter((url) => url.includes('/dist/')).map((url) => new URL(url));
    const roomsOf = (url: URL): string[] =>
      [...readFileSync(url, 'utf8').matchAll(/^\/\/ src\/(\w+)\//gm)].map(([, room]) => room!);
    expect([...new Set(own.flatMap(roomsOf))].sort()).toEqual(['base', 'cli']);
  });

  it('gives its version', async () => {
    const { stdout } = await fluxionProcess(makeFolder(), '--version');
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    expect(stdout).toBe(`${(JSON.parse(text) as { version: string }).version}\n`);
  });

  it('tells the shell whose mistake it was', async () => {
    const folder = makeFolder({ 'wrong.fx': 'loss (\n' });
    expect((await fluxionProcess(folder, 'build', 'wrong.fx')).status).toBe(1);
    expect((await fluxionProcess(folder, 'build', '--no-such-option')).status).toBe(2);
    expect(await fluxionProcess(folder, 'biuld')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Run `fluxion --help`') as string,
    });
  });

  describe('takes a person from an empty folder to a fit', () => {
    const first = join(sharedFolder(), 'first');
    beforeAll(async () => {
      const made = await fluxionProcess(dirname(first), 'init', 'first');
      expect(made).toMatchObject({ status: 0, stderr: '' });
    });

    it('by files', () => {
      expect(readdirSync(first)).toEqual(
        expect.arrayContaining(['line.csv', 'line.fx', 'package.json']),
      );
    });

    it.each(['build', 'derive', 'check', 'fit'])('by npm run %s', async (name) => {
      const { scripts } = JSON.parse(readFileSync(join(first, 'package.json'), 'utf8')) as {
        scripts: Record<string, string>;
      };
      const [command, ...args] = scripts[name]?.split(' ') ?? [];
      expect(command).toBe('fluxion');
      expect(await fluxionProcess(first, ...args)).toMatchObject({ status: 0, stderr: '' });
      if (name !== 'build') return;
      expect(readFileSync(join(first, 'generated/line.ts'), 'utf8')).toContain('sigma');
    });
  });

  it('says where to go on as a shell takes it', async () => {
    const { stdout } = await fluxionProcess(makeFolder(), 'init', 'my first model');
    expect(stdout).toMatch(/^ {2}cd 'my first model'$/m);
  });

  it('says what npm installs: the clone that it runs from, or nothing where it is installed', async () => {
    const folder = makeFolder();
    const { stdout } = await fluxionProcess(folder, 'init', 'a/b');
    const [, spec = ''] = /^ {2}npm install --save-dev (\S+)$/m.exec(stdout) ?? [];
    const found = join(folder, 'a/b', spec, 'package.json');
    expect(JSON.parse(readFileSync(found, 'utf8'))).toMatchObject({ name: 'fluxion' });
    const installed = makeFolder({ 'node_modules/fluxion/package.json': '{}' });
    expect((await fluxionProcess(installed, 'init', 'a')).stdout).toMatch(
      /Next:\n {2}cd a\n {2}npm run fit\n$/,
    );
  });

  it('keeps a package.json that is there', async () => {
    const folder = makeFolder({ 'package.json': '{}' });
    const { stdout } = await fluxionProcess(folder, 'init');
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{}');
    expect(stdout).toContain('"fit": "fluxion fit line.fx line.csv"');
  });

  it('says nothing when its reader leaves early', async () => {
    const folder = makeFolder({
      'model.fx': 'data y: real\nparam mu: real\ny ~ normal(mu, 1)\n',
      'params.json': '{"mu": 0}',
    });
    const draw = `"${process.execPath}" "${main}" sample model.fx --params params.json --rows 200000`;
    const shell = spawn('sh', ['-c', `${draw} | head -n 1`], { cwd: folder });
    let said = '';
    shell.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [status] = (await once(shell, 'close')) as [number];
    expect({ status, said }).toEqual({ status: 0, said: '' });
  });
});

/** Runs the command and lists the scripts that it loaded. */
async function coverage(folder: string, ...args: string[]) {
  const reports = join(folder, 'coverage');
  mkdirSync(reports);
  process.env['NODE_V8_COVERAGE'] = reports;
  try {
    const outcome = await fluxionProcess(folder, ...args);
    const texts = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'utf8'));
    const loaded = texts.flatMap((text) =>
      (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url),
    );
    return { ...outcome, loaded };
  } finally {
    delete process.env['NODE_V8_COVERAGE'];
  }
}
