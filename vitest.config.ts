import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What runs the command, and so needs it compiled. */
const ofCommand = ['test/cli/**/*.test.ts', 'test/docs.test.ts', 'test/examples.test.ts'];

export default defineConfig({
  resolve: {
    alias: [
      { find: 'fluxion/runtime', replacement: at('./src/runtime/index.ts') },
      { find: /^fluxion$/, replacement: at('./src/index.ts') },
    ],
  },
  test: {
    testTimeout: 30_000,
    // By default one core is left to other work.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'library',
          include: ['test/**/*.test.ts'],
          exclude: ofCommand,
          // Modules have no state that tests could share.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'command',
          include: ofCommand,
          globalSetup: 'test/cli/refresh-dist.ts',
          testTimeout: 120_000,
        },
      },
    ],
  },
});
