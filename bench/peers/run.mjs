// The generated gradients beside those of libraries: node peers/run.mjs [part of a case's name]. A process for each two.
import { cases } from '../cases.mjs';
import { digits, microseconds, printHead, printRow, runSorted } from '../report.mjs';
import { peers } from './peers.mjs';

const wanted = process.argv[2] ?? '';
const measure = new URL('measure.mjs', import.meta.url);

const printPeer = ({ peer, ratio }) =>
  ratio === undefined ? '-' : `${microseconds(peer)} (${digits(ratio, 2)}×)`;

printHead(['model', 'generated', ...peers.map(({ name }) => name)]);
cases.forEach(({ name }, index) => {
  if (!name.includes(wanted)) return;
  const results = peers.map((_, peer) => runSorted(3, 'ratio', measure, index, peer)[1]);
  // The least, since the memory of a library may slow what runs beside it.
  const generated = Math.min(...results.map((result) => result.generated ?? Infinity));
  printRow([name, microseconds(generated), ...results.map(printPeer)]);
});
