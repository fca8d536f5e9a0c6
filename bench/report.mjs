import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a script prints as JSON in a process of its own. */
function runAlone(script, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', fileURLToPath(script), ...args.map(String)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What some processes print, sorted by one of the numbers: V8 puts things elsewhere at each start. */
export function runSorted(processes, key, script, ...args) {
  const results = Array.from({ length: processes }, () => runAlone(script, ...args));
  return results.toSorted((a, b) => a[key] - b[key]);
}

export const digits = (value, maximumSignificantDigits) =>
  value.toLocaleString('en', { maximumSignificantDigits });

export const microseconds = (seconds) => `${digits(seconds * 1e6, 3)} µs`;

export const printRow = (cells) => console.log(`| ${cells.join(' | ')} |`);

/** The head of a table whose first column is text and whose others are numbers. */
export function printHead(columns) {
  printRow(columns);
  printRow(columns.map((_, i) => (i === 0 ? '---' : '---:')));
}
