const WARM_CALLS = 2_000;
const WARM_SECONDS = 3;
const ROUNDS = 41;
const SAMPLE_SECONDS = 0.02;
/** Where a single call is long there are fewer rounds, but 3 at least. */
const MOST_SECONDS = 10;

const now = () => Number(process.hrtime.bigint()) / 1e9;

/** Seconds a call, over enough calls to be measured. */
export function time(f, calls) {
  const start = now();
  for (let i = 0; i < calls; i++) f(i);
  return (now() - start) / calls;
}

/** Seconds a call, roughly, of calls until V8 has seen enough to compile what a library consists of. */
function warm(f) {
  const start = now();
  let calls = 0;
  do f(calls++);
  while (calls < WARM_CALLS && now() - start < WARM_SECONDS);
  return (now() - start) / calls;
}

const median = (xs) => xs.toSorted((a, b) => a - b)[xs.length >> 1];

/** Two functions in turn, so that what slows the machine slows both: seconds a call, and the first by the second. */
export function timeInTurn(first, second) {
  const functions = [first, second].map((f) => {
    const seconds = warm(f);
    const calls = Math.max(1, Math.round(SAMPLE_SECONDS / seconds));
    return { f, calls, sample: calls * seconds };
  });
  const round = functions[0].sample + functions[1].sample;
  const rounds = Math.min(ROUNDS, Math.max(3, Math.round(MOST_SECONDS / round)));
  const pairs = Array.from({ length: rounds }, () =>
    functions.map(({ f, calls }) => time(f, calls)),
  );
  return {
    first: median(pairs.map(([a]) => a)),
    second: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}
