// Times one case beside its hand-written gradient, in a process of its own: node measure.mjs INDEX. Prints a line of JSON.
import { checkAgreement, prepare, warmUp } from './prepare.mjs';
import { time, timeInTurn } from './timing.mjs';

const { name, model, rows, sets, theta, generated, gradient } = await prepare(
  Number(process.argv[2]),
);
const module = await import(`./hand/${model}.mjs`);
const handGradient = new Float64Array(theta.length);
const hand = (k, span = null) =>
  module.objectiveAndGradient(theta, sets[k & 1], span?.to ?? rows, handGradient);

/**
 * Bytes that a call leaves behind: growth of the heap over many calls without a collection. The least of
 * some rounds, since V8 itself allocates now and then.
 */
function allocation(f) {
  const calls = Math.max(50, Math.min(20_000, Math.round(0.1 / time(f, 5))));
  const rounds = Array.from({ length: 5 }, () => {
    global.gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < calls; i++) f(i);
    return Math.max(0, process.memoryUsage().heapUsed - before) / calls;
  });
  return Math.min(...rounds);
}

for (const f of [generated, hand]) warmUp(f, rows);
for (const k of [0, 1]) {
  checkAgreement(name, [generated(k), gradient], [hand(k), handGradient], 1e-9);
}
const { first, second, ratio } = timeInTurn(generated, hand);
// A number that a function returns may itself be on the heap: that of the hand-written one is taken off.
const bytes = Math.max(0, allocation(generated) - allocation(hand));
console.log(JSON.stringify({ generated: first, hand: second, ratio, bytes }));
