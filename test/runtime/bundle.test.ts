import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const bundle = (contents: string) =>
  build({
    stdin: { contents, resolveDir: `${root}/src/runtime`, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    // Node's modules do not resolve for a browser: an import of one fails the build.
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });

describe('fluxion/runtime', () => {
  it('is below 23 kB minified and compressed, and runs in a browser', async () => {
    const { outputFiles } = await bundle(`export * from '${root}/dist/runtime/index.js'`);
    expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThan(23_000);
  });

  it('holds nothing of the compiler', async () => {
    const { metafile } = await bundle("export * from './index.ts'");
    const own = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    const rooms = own.filter((path) => path.startsWith('src/')).map((path) => path.split('/')[1]);
    expect([...new Set(rooms)].sort()).toEqual(['base', 'runtime']);
    expect(own).not.toContain('src/base/codes.ts');
  });

  it('leaves out of a bundle what is not used', async () => {
    const few = 'export { lgamma, constrain } from';
    const { outputFiles } = await bundle(`${few} '${root}/dist/runtime/index.js'`);
    expect(outputFiles[0]!.contents.length).toBeLessThan(10_000);
  });
});
