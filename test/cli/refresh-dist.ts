import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

/**
 * Brings `dist` up to date before the command is tested: what is older than its source is compiled
 * again, file by file and without types, which `npm run typecheck` looks after.
 */
export default async function refreshDist(): Promise<void> {
  const stale = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && isStale(name),
  );
  if (stale.length > 0) await compile(stale);
  chmodSync(join(dist, 'cli', 'main.js'), 0o755);
}

const outputOf = (name: string): string => join(dist, name.replace(/\.ts$/, '.js'));

function isStale(name: string): boolean {
  const output = statSync(outputOf(name), { throwIfNoEntry: false });
  return !output || output.mtimeMs < statSync(join(root, 'src', name)).mtimeMs;
}

async function compile(names: readonly string[]): Promise<void> {
  const { default: ts } = await import('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true,
  };
  for (const name of names) {
    const text = readFileSync(join(root, 'src', name), 'utf8');
    mkdirSync(dirname(outputOf(name)), { recursive: true });
    writeFileSync(outputOf(name), ts.transpileModule(text, { compilerOptions }).outputText);
  }
}
