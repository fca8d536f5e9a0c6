// The generated gradients beside hand-written ones: node run.mjs [part of a name]. One process a case.
import { cases } from './cases.mjs';
import { microseconds, printHead, printRow, runSorted } from './report.mjs';

const wanted = process.argv[2] ?? '';
const measure = new URL('measure.mjs', import.meta.url);

printHead(['model', 'generated', 'by hand', 'ratio', 'bytes a call']);
cases.forEach(({ name }, index) => {
  if (!name.includes(wanted)) return;
  const [, { generated, hand, ratio, bytes }] = runSorted(3, 'ratio', measure, index);
  const times = [generated, hand].map(microseconds);
  printRow([name, ...times, ratio.toFixed(2), bytes.toFixed(0)]);
});
