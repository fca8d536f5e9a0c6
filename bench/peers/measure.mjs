// Times one case beside one library, in a process of its own: node measure.mjs CASE PEER. Prints a line of JSON.
import { checkAgreement, prepare, warmUp } from '../prepare.mjs';
import { timeInTurn } from '../timing.mjs';
import { peers } from './peers.mjs';

const [index, peerIndex] = process.argv.slice(2).map(Number);
const { name, module, float, tolerance } = peers[peerIndex];
const library = await import(module);
const subject = await prepare(index);

/** The library's time in the generated gradient's. */
function measure() {
  const { generated, gradient, rows } = subject;
  const peer = library.prepare(subject, float);
  warmUp(generated, rows);
  for (const k of [0, 1]) {
    const [value, parts] = peer.call(k);
    const expected = [generated(k), gradient];
    checkAgreement(`${subject.name}, ${name}`, expected, [value, peer.join(parts)], tolerance);
  }
  const { first, second, ratio } = timeInTurn(peer.call, generated);
  return { peer: first, generated: second, ratio };
}

// A library need not be able to state each model.
console.log(JSON.stringify(subject.model in library.objectives ? measure() : {}));
