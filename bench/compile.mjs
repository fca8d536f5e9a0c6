// The first compile of each example after the modules are loaded: node compile.mjs [part of a name]. One process each.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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

/** The fastest of some processes: the machine's other work only ever adds to it. */
function measure(name) {
  const runs = Array.from({ length: PROCESSES }, () => {
    const args = [fileURLToPath(import.meta.url), '--once', name];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  });
  return runs.toSorted((a, b) => a.all - b.all)[0];
}

function printTable(wanted) {
  console.log('| first compile of | analysis, ms | loops, ms | both, ms |\n|---|---:|---:|---:|');
  for (const name of readdirSync(examples).filter((example) => example.includes(wanted))) {
    const { analysis, loops, all } = measure(name);
    const cells = [name, ...[analysis, loops, all].map((ms) => ms.toFixed(0))];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

if (process.argv[2] === '--once') console.log(JSON.stringify(await compileOnce(process.argv[3])));
else printTable(process.argv[2] ?? '');
