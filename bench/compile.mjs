// The first compile of each example after the modules are loaded: node compile.mjs [part of a name]. One process each.
import { readdirSync, readFileSync } from 'node:fs';
import { printHead, printRow, runSorted } from './report.mjs';

const PROCESSES = 5;
const examples = new URL('../examples/', import.meta.url);

/** Milliseconds of one compile in this process, which has compiled nothing before. */
async function compileOnce(name) {
  const source = {
    name: `${name}.fx`,
    text: readFileSync(new URL(`${name}/${name}.fx`, examples), 'utf8'),
  };
  const { analyse } = await import('../dist/compile.js');
  const { lower } = await import('../dist/lower/index.js');
  const start = performance.now();
  const analysis = analyse(source);
  const analysed = performance.now();
  lower(analysis.program);
  const lowered = performance.now();
  return { analysis: analysed - start, loops: lowered - analysed, all: lowered - start };
}

function printTable(wanted) {
  printHead(['first compile of', 'analysis, ms', 'loops, ms', 'both, ms']);
  for (const name of readdirSync(examples).filter((example) => example.includes(wanted))) {
    // The fastest of some processes: the machine's other work only ever adds to it.
    const [{ analysis, loops, all }] = runSorted(PROCESSES, 'all', import.meta.url, '--once', name);
    printRow([name, ...[analysis, loops, all].map((ms) => ms.toFixed(0))]);
  }
}

if (process.argv[2] === '--once') console.log(JSON.stringify(await compileOnce(process.argv[3])));
else printTable(process.argv[2] ?? '');
