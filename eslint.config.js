import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The floors of the house, lowest first. A room imports rooms of lower floors and itself; rooms on
 * one floor do not import each other.
 */
const floors = [
  ['base'],
  ['runtime', 'templates'],
  ['syntax'],
  ['graph', 'oracle'],
  ['model', 'calculus', 'rewrite'],
  ['lower', 'solve', 'diagnosis'],
  ['derivation', 'emit'],
  ['source-map', 'replay'],
  ['api'],
  ['cli'],
];

/** The oracle judges the rooms above it, so that none of them may use it but those that judge too. */
const lowerRooms = (room, floor) =>
  floors
    .slice(0, floor)
    .flat()
    .filter((lower) => lower !== 'oracle' || ['replay', 'cli'].includes(room));

const policies = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    from: { element: { type: room } },
    allow: { to: { element: { types: { anyOf: [room, ...lowerRooms(room, floor)] } } } },
  })),
);

/** The API is what lies in `src` itself: it comes last, since `src` holds every room. */
const elements = [
  ...floors
    .flat()
    .filter((room) => room !== 'api')
    .map((room) => ({ type: room, pattern: `src/${room}` })),
  { type: 'api', pattern: 'src' },
];

/** What scripts may use of Node without an import. */
const nodeGlobals = ['Buffer', 'console', 'global', 'performance', 'process', 'setTimeout', 'URL'];

/** What the script of a page uses of a browser. */
const browserGlobals = [
  'addEventListener',
  'document',
  'Element',
  'HTMLElement',
  'localStorage',
  'location',
  'Node',
];

/** Runs in browsers too: what `fluxion/runtime` is made of, and all of the maths. */
const portable = [
  'base',
  'runtime',
  'syntax',
  'graph',
  'oracle',
  'model',
  'calculus',
  'rewrite',
  'solve',
  'diagnosis',
];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'test/cases/', 'test/fixtures/'] },
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  {
    languageOptions: {
      globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // A total table is a mapped type, which must be a type and reads as an index.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      // An assertion costs nothing at run time where an index is known to be in range.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': elements,
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export'],
      'import/resolver': { node: { extensions: ['.ts'] } },
    },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies,
          message:
            '{{from.element.type}} does not import {{to.element.type}}: a room imports lower floors only',
        },
      ],
    },
  },
  {
    files: [`src/{${portable.join(',')}}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:', message: 'This room runs outside Node as well.' }] },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname'],
    },
  },
  {
    files: ['templates/*.js'],
    languageOptions: {
      globals: Object.fromEntries(browserGlobals.map((name) => [name, 'readonly'])),
    },
  },
  { files: ['scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
  { files: ['src/base/codes.ts'], rules: { 'max-lines': 'off' } },
);
