/** What is timed: a model of models/, the hand-written gradient of hand/, and its data. */
export const cases = [
  { name: 'linear regression, 1,000 rows', model: 'linear-regression', rows: 1_000 },
  { name: 'linear regression, 100,000 rows', model: 'linear-regression', rows: 100_000 },
  {
    name: 'logistic regression, 20 features, 10,000 rows',
    model: 'logistic-regression',
    rows: 10_000,
  },
  { name: 'logistic regression, batch of 64', model: 'logistic-regression', rows: 64 },
  { name: 'two-node model, 10,000 rows', model: 'two-node', rows: 10_000 },
  { name: 'softmax network 2-8-3, batch of 50', model: 'softmax-small', rows: 50 },
  { name: 'softmax network 784-128-10, batch of 64', model: 'softmax-large', rows: 64 },
];

/** Columns of pseudo-random numbers that suit a layout; the same for every run with a seed. */
export function makeData(layout, rows, seed) {
  const random = generator(seed);
  const data = { rows, totalWeight: rows };
  for (const { name, shape, domain } of layout.columns) {
    const size = rows * shape.reduce((n, s) => n * s, 1);
    const column = domain.kind === 'category' ? new Int32Array(size) : new Float64Array(size);
    for (let i = 0; i < size; i++) column[i] = draw[domain.kind](random, domain);
    data[name] = column;
  }
  return data;
}

const draw = {
  real: (random) => random() * 2 - 1,
  binary: (random) => (random() < 0.4 ? 1 : 0),
  category: (random, { size }) => Math.floor(random() * size),
};

/** A point near the start, away from 0. */
export function makeTheta(layout) {
  const random = generator(7);
  const scale = 1 / Math.sqrt(Math.max(4, ...layout.parameters.map((p) => p.shape.at(-1) ?? 1)));
  return Float64Array.from({ length: layout.size }, () => (random() * 2 - 1) * scale);
}

/** Park and Miller's multiplicative generator: enough for test data. */
function generator(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
