// The first compile of each example after the modules are loaded: node compile.mjs [part of a name]. One process each.
import { readdirSync, readFileSync } from 'node:fs';
import { printHead, printRow, runSorted } from './report.mjs';

const PROCESSES = 9;
const examples = new URL('../examples/', import.meta.url);

/** Milliseconds of the import and of one compile in this process, which has compiled nothing before. */
async function compileOnce(name) {
  const source = {
    name: `${name}.fx`,
    text: readFileSync(new URL(`${name}/${name}.fx`, examples), 'utf8'),
  };
  const start = performance.now();
  const { compile } = await import('../dist/index.js');
  const imported = performance.now();
  compile(source);
  return { imports: imported - start, compile: performance.now() - imported };
}

function printTable(wanted) {
  printHead(['first compile of', 'import, ms', 'compile, ms']);
  for (const name of readdirSync(examples).filter((example) => example.includes(wanted))) {
    // The fastest of some processes: the machine's other work only ever adds to it.
    const [{ imports, compile }] = runSorted(PROCESSES, 'compile', import.meta.url, '--once', name);
    printRow([name, imports.toFixed(0), compile.toFixed(0)]);
  }
}

if (process.argv[2] === '--once') console.log(JSON.stringify(await compileOnce(process.argv[3])));
else printTable(process.argv[2] ?? '');
