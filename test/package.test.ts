import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { line, makeFolder } from './cli/folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');

const consumer = `import { compile, FluxionError, instantiate, type Diagnostic } from 'fluxion';
import { fit, type FitResult, type Model } from 'fluxion/runtime';
import generated from './generated/line.js';

const model: Model = generated;
const table = { x: [0, 1, 2], y: [1, 3, 5] };
const result: FitResult = fit(model, table);
const same: FitResult = fit(instantiate('data x: real, y: real\\nparam m: real, b: real\\nloss (m*x + b - y)^2'), table);
const found: readonly Diagnostic[] = diagnosticsOf('loss (');
// @ts-expect-error A number is no model.
const refused: () => FitResult = () => fit(3);
console.log(JSON.stringify([result.params, same.params, found.length, typeof refused]));

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

const options = {
  ...{ target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext', outDir: 'out' },
  ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
  ...{ verbatimModuleSyntax: true, skipLibCheck: false, types: ['node'] },
};

const inFolder =
  (cwd: string) =>
  (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** Unpacks the package as an installation does, its dependencies linked. */
function install(folder: string): void {
  inFolder(root)('npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  inFolder(folder)('tar', 'xzf', archive ?? '');
  mkdirSync(join(folder, 'node_modules'));
  renameSync(join(folder, 'package'), join(folder, 'node_modules/fluxion'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === 'fluxion' || name.startsWith('.')) continue;
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

it('works where it is installed: bin, types, both exports', { timeout: 300_000 }, () => {
  const folder = makeFolder({
    'package.json': '{ "type": "module" }',
    'line.fx': line,
    'main.ts': consumer,
    'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['*.ts', 'generated'] }),
  });
  inFolder(root)(process.execPath, 'scripts/build.mjs');
  install(folder);
  const manifest = JSON.parse(
    readFileSync(join(folder, 'node_modules/fluxion/package.json'), 'utf8'),
  ) as { bin: { fluxion: string }; license: string; engines: { node: string } };
  expect(manifest).toMatchObject({ license: 'MIT', engines: { node: '>=20.19' } });
  const run = inFolder(folder);
  const bin = join('node_modules/fluxion', manifest.bin.fluxion);
  expect(run(bin, 'build', 'line.fx')).toBe('generated/line.ts\n');
  run(process.execPath, tsc, '-p', '.');
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
