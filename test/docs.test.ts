import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { codes } from '../src/base/codes.ts';
import { compile } from '../src/index.ts';
import { fluxion, type Outcome } from './cli/run-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readmes = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/README.md`);
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  ...readmes,
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The fenced blocks of a page in one language. */
const blocks = (page: string, language: string): string[] =>
  [...textOf(page).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text = '']) => text);

const each = (language: string): [string, string][] =>
  pages.flatMap((page) => blocks(page, language).map((text): [string, string] => [page, text]));

/** The lines that a page quotes in one language, but for what it leaves out. */
const linesOf = (page: string, language: string): string[] =>
  blocks(page, language).flatMap((text) => text.split('\n').filter((l) => !/^(…|)$/.test(l)));

describe('a model in the documentation', () => {
  it.each(each('fx'))('of %s compiles', (page, text) => {
    expect(compile(text, { name: page }).program.layout.size).toBeGreaterThan(0);
  });
});

/** Commands in a page: what starts with `npx fluxion`, in a block or indented. */
const commands = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^\s*npx fluxion (.+)$/gm)].map(([, line = '']): [string, string] => [
    page,
    line,
  ]),
);

/** Each once, with the first page that has it. */
const distinct = [...new Map(commands.toReversed().map(([page, line]) => [line, page]))]
  .toReversed()
  .map(([line, page]): [string, string] => [page, line]);

describe('the commands in the documentation', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fluxion-docs-'));
    for (const name of ['examples', 'generated'])
      await cp(join(root, name), join(folder, name), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What a line came to, which is run once however many pages have it. */
  const outcomes = new Map<string, Promise<Outcome>>();
  const outcomeOf = (line: string): Promise<Outcome> => {
    const outcome = outcomes.get(line) ?? fluxion(folder, ...line.trim().split(/\s+/));
    outcomes.set(line, outcome);
    return outcome;
  };

  it.each(distinct)('work, of %s: npx fluxion %s', async (_page, line) => {
    const { status, stderr } = await outcomeOf(line);
    expect(stderr).not.toContain('error');
    expect(status).toBe(0);
  });

  it.each(['README.md', 'docs/checking.md'])('print what %s quotes', async (quoting) => {
    const printed: string[] = [];
    for (const [page, line] of commands) {
      if (page !== quoting || line.includes('--out')) continue;
      printed.push(...(await outcomeOf(line)).stdout.split('\n'));
    }
    expect(linesOf(quoting, 'text').filter((line) => !printed.includes(line))).toEqual([]);
  });
});

it('what the README quotes of the generated module is in it', () => {
  const module = textOf('generated/linear-regression.ts').split('\n');
  expect(linesOf('README.md', 'typescript').filter((line) => !module.includes(line))).toEqual([]);
});

describe('a program in the documentation', () => {
  it.each(each('ts'))('of %s runs', async (_page, text) => {
    const placed = text
      .replaceAll(`'fluxion'`, `'${pathToFileURL(join(root, 'dist/index.js')).href}'`)
      .replaceAll(
        `'fluxion/runtime'`,
        `'${pathToFileURL(join(root, 'dist/runtime/index.js')).href}'`,
      )
      .replace(/'\.\/generated\/([\w-]+)\.ts'/g, (_, name: string) => `'${moduleUrl(name)}'`);
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await import(asUrl(placed));
    expect(log).toHaveBeenCalled();
    log.mockRestore();
  });
});

const asUrl = (text: string): string => {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(text, { compilerOptions: options });
  return `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`;
};

/** A generated module, its import of the runtime made absolute. */
const moduleUrl = (name: string): string =>
  asUrl(
    textOf(`generated/${name}.ts`).replaceAll(
      `'fluxion/runtime'`,
      `'${pathToFileURL(join(root, 'dist/runtime/index.js')).href}'`,
    ),
  );

describe('a path in the documentation', () => {
  const paths = pages.flatMap((page) =>
    [
      ...textOf(page).matchAll(
        /`((?:src|test|docs|examples|generated|bench|templates|scripts)\/[\w./-]*)`/g,
      ),
    ].map(([, path = '']): [string, string] => [page, path]),
  );
  it.each(paths)('of %s exists: %s', (_page, path) => {
    expect(existsSync(join(root, path))).toBe(true);
  });

  const links = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(((?!https?:)[^)]+)\)/g)].map(
      ([, path = '']): [string, string] => [page, path],
    ),
  );
  it.each(links)('linked from %s exists: %s', (page, path) => {
    expect(existsSync(join(root, page, '..', path))).toBe(true);
  });
});

/** `docs/diagnostics.md` as the code table has it. */
function diagnosticsPage(): string {
  const rows = Object.values(codes)
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(({ id, title, cause, remedy }) => `## ${id}: ${title}\n\n${cause}\n\n${remedy}\n`);
  const intro =
    'Every mistake in a model, its data or a command has a code. `UPDATE=1 npx vitest run test/docs.test.ts`\nmakes this page from `src/base/codes.ts`.\n';
  return ['# Diagnostics\n', intro, ...rows].join('\n');
}

it('docs/diagnostics.md is what the codes say', () => {
  const file = join(root, 'docs/diagnostics.md');
  if (process.env['UPDATE'] === '1' && !process.env['CI']) writeFileSync(file, diagnosticsPage());
  expect(readFileSync(file, 'utf8')).toBe(diagnosticsPage());
});
