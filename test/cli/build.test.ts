import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, it } from 'vitest';
import { line, lineData, makeFolder } from './folder.ts';
import { fluxion, start } from './run-command.ts';

describe('fluxion build', () => {
  it('writes a module for each model, and leaves alone what is up to date', async () => {
    const folder = makeFolder({ 'models/a.fx': line, 'models/deep/b.fx': line });
    const first = await fluxion(folder, 'build', 'models', '--out', 'out');
    expect(first).toMatchObject({ status: 0, stdout: 'out/a.ts\nout/b.ts\n', stderr: '' });
    expect(readFileSync(join(folder, 'out/a.ts'), 'utf8')).toContain('fluxion/runtime');
    const { mtimeMs } = statSync(join(folder, 'out/a.ts'));
    const second = await fluxion(folder, 'build', 'models', '--out', 'out');
    expect(second.stdout).toBe('out/a.ts is up to date\nout/b.ts is up to date\n');
    expect(statSync(join(folder, 'out/a.ts')).mtimeMs).toBe(mtimeMs);
    const check = await fluxion(folder, 'build', 'models', '--out', 'out', '--check');
    expect(check).toMatchObject({ status: 0, stdout: '2 modules are up to date\n' });
  });

  it('names the file that a module is made of as it is', async () => {
    const folder = makeFolder({ 'models/my-line 2.fx': line });
    await fluxion(folder, 'build', 'models');
    const [head] = readFileSync(join(folder, 'generated/my-line 2.ts'), 'utf8').split('\n');
    expect(head).toContain(' from my-line 2.fx. ');
  });

  it('finds a module that its model no longer compiles to', async () => {
    const folder = makeFolder({ 'a.fx': line });
    await fluxion(folder, 'build');
    appendFileSync(join(folder, 'a.fx'), 'penalty m^2\n');
    const { status, stderr } = await fluxion(folder, 'build', '--check');
    expect(status).toBe(1);
    expect(stderr).toContain('generated/a.ts is not what a.fx compiles to');
  });

  it('writes maps by which a debugger finds the model', async () => {
    const folder = makeFolder({ 'models/a.fx': line });
    const { stdout } = await fluxion(folder, 'build', 'models', '--source-map');
    expect(stdout).toBe('generated/a.ts\ngenerated/a.ts.map\n');
    const code = readFileSync(join(folder, 'generated/a.ts'), 'utf8').split('\n');
    expect(code.at(-2)).toBe('//# sourceMappingURL=a.ts.map');
    const map = new TraceMap(readFileSync(join(folder, 'generated/a.ts.map'), 'utf8'));
    expect(map.sources).toEqual(['../models/a.fx']);
    expect(map.sourcesContent).toEqual([line]);
    const original = (start: string): string | undefined => {
      const index = code.findIndex((text) => text.trimStart().startsWith(start));
      const column = code[index]?.indexOf(start) ?? 0;
      const found = originalPositionFor(map, { line: index + 1, column });
      return line.split('\n')[(found.line ?? 0) - 1]?.slice(found.column ?? 0);
    };
    expect(original('const residual =')).toMatch(/^\(m\*x \+ b - y\)/);
    expect(original('const m = theta')).toMatch(/^m: real/);
    const check = await fluxion(folder, 'build', 'models', '--source-map', '--check');
    expect(check).toMatchObject({ status: 0, stdout: '1 module is up to date\n' });
    expect((await fluxion(folder, 'derive', '.', '--at', 'generated/a.ts:1')).status).toBe(0);
  });

  it('takes a file that is named twice for one', async () => {
    const folder = makeFolder({ 'a.fx': line });
    const { status, stdout } = await fluxion(folder, 'build', 'a.fx', './a.fx', '.');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'generated/a.ts\n' });
  });

  it('overwrites no module that it has not made', async () => {
    const own = 'export const mine = 1;\n';
    const folder = makeFolder({ 'a.fx': line, 'b.fx': line, 'src/a.ts': own, 'src/b.ts': '' });
    const { status, stdout, stderr } = await fluxion(folder, 'build', '--out', 'src');
    expect({ status, stdout }).toEqual({ status: 1, stdout: 'src/b.ts\n' });
    expect(stderr).toContain('error[FX632]: src/a.ts is there already, and fluxion has not made');
    expect(readFileSync(join(folder, 'src/a.ts'), 'utf8')).toBe(own);
    appendFileSync(join(folder, 'src/b.ts'), '// an edit\n');
    expect((await fluxion(folder, 'build', 'b.fx', '--out', 'src')).status).toBe(0);
  });

  it('leaves whole modules or none when it is killed', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `m${i}`);
    const files = Object.fromEntries(names.map((name) => [`${name}.fx`, line]));
    const folder = makeFolder(files);
    const child = start(folder, 'build');
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const written = readdirSync(join(folder, 'generated')).filter((name) => name.endsWith('.ts'));
    expect(written.length).toBeGreaterThan(0);
    const texts = written.map((name) => readFileSync(join(folder, 'generated', name), 'utf8'));
    await fluxion(folder, 'build');
    expect(texts).toEqual(
      written.map((name) => readFileSync(join(folder, 'generated', name), 'utf8')),
    );
  });

  it('leaves no draft behind where a file cannot be written', async () => {
    const folder = makeFolder({ 'a.fx': line, 'data.csv': lineData, 'out/taken/x': '' });
    const { status, stderr } = await fluxion(
      folder,
      'fit',
      'a.fx',
      'data.csv',
      '--json',
      'out/taken',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('error[FX631]: out/taken cannot be written: it is a folder');
    expect(readdirSync(join(folder, 'out'))).toEqual(['taken']);
  });

  it('builds again what changes while it watches, and ends when it is interrupted', async () => {
    const folder = makeFolder({ 'a.fx': line, 'b.fx': 'param x: real\nloss (x\n' });
    const child = start(folder, 'build', '--watch');
    const until = waiter(child.stdout, child.stderr);
    await until('FX104');
    await until('watching');
    expect(existsSync(join(folder, 'generated/a.ts'))).toBe(true);
    appendFileSync(join(folder, 'a.fx'), 'penalty m^2\n');
    await until('generated/a.ts\n');
    appendFileSync(join(folder, 'b.fx'), ' - 1)^2\n');
    await until('generated/b.ts\n');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('builds what two models of one name held up when one of them is gone', async () => {
    const folder = makeFolder({ 'a.fx': line, 'old/a.fx': line, 'b.fx': line });
    const child = start(folder, 'build', '--watch');
    const until = waiter(child.stdout, child.stderr);
    await until('FX635');
    await until('watching');
    rmSync(join(folder, 'old'), { recursive: true });
    await until('generated/a.ts\n');
    await until('generated/b.ts\n');
    mkdirSync(join(folder, 'new'));
    writeFileSync(join(folder, 'new/a.fx'), line);
    await until('FX635');
    appendFileSync(join(folder, 'b.fx'), 'penalty m^2\n');
    await until('FX635');
    rmSync(join(folder, 'a.fx'));
    await until('generated/b.ts\n');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});

/** Waits for a text in the output, after what was waited for before. */
function waiter(...streams: NodeJS.ReadableStream[]): (text: string) => Promise<void> {
  let said = '';
  let look: () => void = () => undefined;
  for (const stream of streams) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      look();
    });
  }
  return (text) =>
    new Promise((resolve) => {
      look = () => {
        const at = said.indexOf(text);
        if (at < 0) return;
        said = said.slice(at + text.length);
        resolve();
      };
      look();
    });
}
