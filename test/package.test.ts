import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { present } from '../src/base/invariant.ts';
import { line, sharedFolder } from './cli/folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules/.bin/tsc');
const esbuild = join(root, 'node_modules/.bin/esbuild');

const consumer = `import { compile, FluxionError, instantiate, type Diagnostic } from 'fluxion';
import { fit, prepareData, type FitResult, type Model } from 'fluxion/runtime';
import generated, { layout, objective } from './generated/line.js';

const model: Model = generated;
const table = { x: [0, 1, 2], y: [1, 3, 5] };
const result: FitResult = fit(model, table);
const same: FitResult = fit(instantiate('data x: real, y: real\\nparam m: real, b: real\\nloss (m*x + b - y)^2'), table);
const found: readonly Diagnostic[] = diagnosticsOf('loss (');
const typed = prepareData(layout, table);
const fitted = fit(generated, typed);
const slope: number = fitted.params.m;
const rows = { from: 0, to: typed.data.rows, order: null };
const values: number[] = [objective(fitted.theta, typed.data, rows), slope, typed.data.x.length];
// @ts-expect-error The model has no such parameter.
const unknown: unknown = fitted.params.slope;
// @ts-expect-error A number is no model.
const refused: () => FitResult = () => fit(3);
console.log(JSON.stringify([result.params, same.params, found.length, typeof refused, values.length, unknown ?? null]));

function diagnosticsOf(text: string): readonly Diagnostic[] {
  try {
    compile(text);
    return [];
  } catch (error) {
    if (error instanceof FluxionError) return error.diagnostics;
    throw error;
  }
}
`;

/** What a program that is bundled for a server does with the compiler. */
const server = `import { compile, page } from 'fluxion';
const compilation = compile('param x: real\\nloss (x - 1)^2');
console.log((await compilation.module()).length, (await page(compilation, compilation.derivation)).length);
`;

const options = {
  ...{ target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', outDir: 'out' },
  ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
  ...{ verbatimModuleSyntax: true, skipLibCheck: false, types: ['node'] },
};

const inFolder =
  (cwd: string) =>
  (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** The codes with which npm says that the registry does not answer. */
const unanswered =
  /code (ENOTFOUND|ENOTCACHED|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ERR_SOCKET_TIMEOUT|E5\d\d)/;

/** Installs the package, and the types of Node that the consumer is checked with, by npm. */
function install(folder: string): void {
  inFolder(root)('npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const archive = present(readdirSync(folder).find((name) => name.endsWith('.tgz')));
  const { devDependencies } = readJson<{ devDependencies: Record<string, string> }>(
    join(root, 'package.json'),
  );
  const types = `@types/node@${devDependencies['@types/node']}`;
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1'];
  const { status, stderr } = spawnSync('npm', ['install', ...flags, `./${archive}`, types], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0) return;
  if (!unanswered.test(stderr)) throw new Error(stderr);
  process.stderr.write('the registry does not answer: dependencies are linked\n');
  unpack(folder, archive);
}

/** What an installation makes, its dependencies linked. */
function unpack(folder: string, archive: string): void {
  const modules = join(folder, 'node_modules');
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(join(modules, '.bin'), { recursive: true });
  inFolder(folder)('tar', 'xzf', archive);
  renameSync(join(folder, 'package'), join(modules, 'fluxion'));
  symlinkSync('../fluxion/dist/cli/main.js', join(modules, '.bin/fluxion'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === 'fluxion' || name.startsWith('.')) continue;
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

describe('the package where it is installed', () => {
  const folder = sharedFolder({
    'package.json': '{ "type": "module" }',
    'line.fx': line,
    'main.ts': consumer,
    'server.mjs': server,
    'old.cjs': "const { compile } = require('fluxion');\nconsole.log(typeof compile);\n",
    'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['*.ts', 'generated'] }),
  });
  const run = inFolder(folder);

  beforeAll(() => {
    install(folder);
    run('npx', '--no', 'fluxion', '--', 'build', 'line.fx');
  });

  it('says what it is, and whose work is in it', () => {
    const installed = join(folder, 'node_modules/fluxion');
    expect(readJson(join(installed, 'package.json'))).toMatchObject({
      license: 'MIT',
      engines: { node: '>=20.19' },
    });
    expect(readdirSync(join(installed, 'dist/licenses'))).toContain('mathjs.txt');
  });

  it('has a command', () => {
    expect(run('npx', '--no', 'fluxion', '--', '--help')).toContain('Usage: fluxion');
    expect(readFileSync(join(folder, 'generated/line.ts'), 'utf8')).toContain('fluxion/runtime');
  });

  it('has types, and fits by both exports', () => {
    run(tsc, '-p', '.');
    const [fitted, same, found, refused] = JSON.parse(run(process.execPath, 'out/main.js')) as [
      Record<string, number>,
      Record<string, number>,
      number,
      string,
    ];
    expect(fitted['m']).toBeCloseTo(2, 8);
    expect(fitted['b']).toBeCloseTo(1, 8);
    expect(same).toEqual(fitted);
    expect([found, refused]).toEqual([1, 'function']);
  });

  it('is required by programs that import nothing', () => {
    expect(run(process.execPath, 'old.cjs')).toBe('function\n');
  });

  it('works where it is bundled', () => {
    const lengths = run(process.execPath, 'server.mjs');
    expect(lengths).toMatch(/^\d{4,} \d{5,}\n$/);
    const bundling = ['--bundle', '--platform=node', '--format=esm', '--external:ts-morph'];
    run(esbuild, 'server.mjs', ...bundling, '--outfile=bundled/server.mjs', '--log-level=error');
    const installed = join(folder, 'node_modules/fluxion');
    renameSync(installed, `${installed}.away`);
    try {
      expect(run(process.execPath, 'bundled/server.mjs')).toBe(lengths);
    } finally {
      renameSync(`${installed}.away`, installed);
    }
  });
});
