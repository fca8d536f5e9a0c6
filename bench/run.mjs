// The generated gradients beside hand-written ones: node run.mjs [part of a name]. One process a case.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.mjs';

const wanted = process.argv[2] ?? '';
const measure = fileURLToPath(new URL('measure.mjs', import.meta.url));

const microseconds = (seconds) =>
  `${(seconds * 1e6).toLocaleString('en', { maximumSignificantDigits: 3 })} µs`;

/** The median of three processes: where V8 puts things differs from start to start. */
function runCase(index) {
  const results = Array.from({ length: 3 }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--expose-gc', measure, String(index)],
      {
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  });
  return results.toSorted((a, b) => a.ratio - b.ratio)[1];
}

console.log('| model | generated | by hand | ratio | bytes a call |\n|---|---:|---:|---:|---:|');
cases.forEach(({ name }, index) => {
  if (!name.includes(wanted)) return;
  const { generated, hand, ratio, bytes } = runCase(index);
  const cells = [
    name,
    microseconds(generated),
    microseconds(hand),
    ratio.toFixed(2),
    bytes.toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
});
