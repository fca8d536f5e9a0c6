import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: 'fluxion/runtime', replacement: at('./src/runtime/index.ts') },
      { find: /^fluxion$/, replacement: at('./src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/refresh-dist.ts',
    // Backstops against what hangs: no test comes near them, however busy the machine.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // By default one core is left to other work.
    maxWorkers: '100%',
    // Modules have no state that tests could share: they are imported once for all files.
    isolate: false,
  },
});
