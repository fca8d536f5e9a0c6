import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource, writeWhole } from '../../src/cli/files.ts';
import { line, lineData, makeFolder } from './folder.ts';
import { main, start } from './run-command.ts';

const isRoot = process.getuid?.() === 0;

describe('writeWhole', () => {
  it('writes the file that a link leads to, with the permissions that it has', () => {
    const folder = makeFolder({ 'target.txt': 'old' });
    const [target, link] = [join(folder, 'target.txt'), join(folder, 'link.txt')];
    chmodSync(target, 0o640);
    symlinkSync('target.txt', link);
    writeWhole(link, ['new']);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(statSync(target).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['link.txt', 'target.txt']);
  });

  it('writes into a named pipe, which stays one', async () => {
    const folder = makeFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.setEncoding('utf8').on('data', (text: string) => (read += text));
    writeWhole(pipe, ['one\n', 'two\n']);
    await once(reader, 'close');
    expect(read).toBe('one\ntwo\n');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it('writes a file of the longest name', () => {
    const folder = makeFolder();
    const name = 'n'.repeat(255);
    writeWhole(join(folder, name), ['text']);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('says that a folder is none', () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'empty'));
    for (const path of ['.', 'empty']) {
      expect(() => {
        writeWhole(join(folder, path), ['text']);
      }).toThrow('it is a folder');
    }
  });

  it.skipIf(isRoot)('leaves alone a file that may not be written', () => {
    const folder = makeFolder({ 'kept.txt': 'old' });
    chmodSync(join(folder, 'kept.txt'), 0o444);
    expect(() => {
      writeWhole(join(folder, 'kept.txt'), ['new']);
    }).toThrow('permission is denied');
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('old');
  });
});

describe('readSource', () => {
  it('refuses at once what is far too long for a model', () => {
    const folder = makeFolder({ 'data.csv': '1,2,3,4\n'.repeat(1_000_000) });
    const path = join(folder, 'data.csv');
    expect(() => readSource(path)).toThrow(`${path} is no model: it is 8 MB long`);
    expect(() => readSource(join(path, 'x'))).toThrow('a part of its path is a file');
  });
});

describe('standard output', () => {
  it.skipIf(!existsSync('/dev/full'))('tells that it cannot be written', async () => {
    const folder = makeFolder({ 'model.fx': line, 'data.csv': lineData });
    for (const command of ['fit model.fx data.csv', 'derive model.fx']) {
      const shell = spawn('sh', ['-c', `"${process.execPath}" "${main}" ${command} > /dev/full`], {
        cwd: folder,
      });
      let said = '';
      shell.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      const [status] = (await once(shell, 'close')) as [number];
      const message = 'error[FX631]: standard output cannot be written: the disk is full\n';
      expect({ status, said }).toEqual({ status: 1, said: message });
    }
  });

  it('may be closed early: the work goes on, and its status is told', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const folder = makeFolder({
      ...Object.fromEntries(names.map((name) => [`${name}.fx`, line])),
      'e.fx': 'loss (\n',
    });
    const child = start(folder, 'build');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(readdirSync(join(folder, 'generated'))).toEqual(names.map((name) => `${name}.ts`));
  });
});
