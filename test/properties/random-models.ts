import fc, { type Arbitrary } from 'fast-check';
import type { Data, Model } from '../../src/runtime/index.ts';

/** What an expression is: its shape, and what is known of its sign or range. */
type Expressions = {
  readonly real: string;
  /** Of size 1 roughly, so that its exponential is no giant. */
  readonly mild: string;
  readonly positive: string;
  readonly unit: string;
  readonly condition: string;
  readonly vector: string;
  readonly pair: string;
  readonly positives: string;
  readonly simplex: string;
  readonly matrix: string;
  readonly square: string;
};

type Kind = keyof Expressions;
type Leaves = { readonly [K in Kind]?: readonly string[] };

/** How each name is declared; only those that a model uses are. */
const declarations: Readonly<Record<string, readonly ['param' | 'data' | 'hyper', string]>> = {
  a: ['param', 'real'],
  b: ['param', 'real'],
  s: ['param', 'positive'],
  p: ['param', 'unit'],
  g: ['param', 'interval(-1, 2)'],
  v: ['param', 'real[3]'],
  u: ['param', 'real[2]'],
  r: ['param', 'positive[3]'],
  o: ['param', 'ordered[3]'],
  th: ['param', 'simplex[3]'],
  W: ['param', 'real[2, 3]'],
  S: ['param', 'real[3, 3]'],
  x: ['data', 'real'],
  w: ['data', 'positive'],
  q: ['data', 'unit'],
  y: ['data', 'binary'],
  k: ['data', 'count'],
  c: ['data', 'category(3)'],
  z: ['data', 'real[3]'],
  X: ['data', 'real[2, 3]'],
  n: ['data', 'weight'],
  t: ['hyper', 'positive = 1.3'],
  h: ['hyper', 'real = -0.4'],
};

const unknowns: Leaves = {
  condition: ['(a < b)', '(t > 1)'],
  real: ['a', 'b', 'v[1]', 'o[2]', 'W[2, 3]', 'h', '0.625', '3'],
  mild: ['a', 'b', 'g', 'u[2]', 'h', 'log(s)'],
  positive: ['s', 'r[2]', 't', '0.75', '2', 'pi'],
  unit: ['p', 'th[1]', '0.25'],
  vector: ['v', 'o', 'S[2, :]', '[a, b, 1]'],
  pair: ['u', '[b, g]', 'v[1:2]'],
  positives: ['r', '[s, t, 2]'],
  simplex: ['th'],
  matrix: ['W', '[a, 1, b; h, g, 0]'],
  square: ['S', 'identity(3)'],
};

const perRow: Leaves = {
  real: ['x', 'y', 'k', 'z[2]', 'v[c]'],
  mild: ['x', 'y', 'z[3]', 'o[c]'],
  condition: ['(y == 1)', '(x > 0.25)'],
  positive: ['w', 'r[c]'],
  unit: ['q', 'th[c]'],
  vector: ['z', 'S[c, :]', 'S[:, c]', 'X[1, :]'],
  pair: ['W[:, c]', '[x, a]'],
  positives: ['w*r'],
  matrix: ['X'],
};

const bounded = ['sin', 'cos', 'tanh', 'atan', 'erf', 'sigmoid', 'sech'];
const smooth = [...bounded, 'asinh', 'cbrt', 'abs', 'relu', 'softplus', 'erfc', 'sign'];

/** The forms of each kind; a kind in braces stands for an expression of it. */
const forms: { readonly [K in Kind]: readonly string[] } = {
  real: [
    ...smooth.map((f) => `${f}({real})`),
    ...['{real} + {real}', '{real} - {real}', '{real}*{real}', '{real}/{positive}', '-({real})'],
    ...['({real})^2', '({mild})^3', 'log({positive})', 'lgamma({positive})', 'digamma({positive})'],
    ...['logit({unit})', 'log1p({positive})', 'expm1({mild})', 'atan2({real}, {positive})'],
    ...['max({real}, {real})', 'min({real}, {real})', '{condition} ? {real} : {real}'],
    ...['sum({vector})', 'mean({pair})', 'prod({vector})', 'max({vector})', 'min({pair})'],
    ...['dot({vector}, {vector})', "({pair})' * ({pair})", 'trace({square})'],
    ...["({pair})' * ({matrix}) * ({vector})", 'logsumexp({vector})', '({vector})[2]'],
    ...['({matrix})[1, 3]', 'sum(log_softmax({vector}))', 'lbeta({positive}, {positive})'],
    ...['log(sum(exp({vector}))/4)', 'log(1 + exp({real}))', '{positive} - {positive}'],
  ],
  mild: [
    ...bounded.map((f) => `${f}({real})`),
    ...['{mild} - {mild}', '0.5*({mild})', '{unit}*{mild}', '{mild}*{mild}'],
    ...['max({simplex})', '{condition} ? {mild} : {mild}', 'log(sum({simplex} .^ 2))'],
  ],
  positive: [
    ...['exp({mild})', 'cosh({mild})', 'softplus({real})', '({real})^2 + {positive}'],
    ...[
      '{positive}*{positive}',
      '{positive}/{positive}',
      'sqrt({positive})',
      '{positive} + {unit}',
    ],
    ...['({positive})^({mild})', 'norm({vector}) + 0.125', 'sum({positives})', 'prod({positives})'],
    ...['1/(1 + {positive})', 'log1p({positive})', 'hypot({real}, {positive})'],
    ...['{condition} ? {positive} : {positive}', 'sum(exp({vector}))', 'abs({real}) + 0.25'],
  ],
  unit: [
    ...['sigmoid({real})', 'exp(-({positive}))', '1 - ({unit})', '{unit}*{unit}', '({simplex})[3]'],
    ...['{positive}/({positive} + 4)', '1/(1 + exp(-({real})))', 'dot({simplex}, {simplex})'],
  ],
  condition: [
    ...['({real} < {real})', '({positive} >= {positive})', '({mild} > 0.125)'],
    ...['({condition} and {condition})', '(not {condition})', '({condition} or {condition})'],
  ],
  vector: [
    ...[
      '{vector} + {vector}',
      '{vector} - {real}',
      '{real}*({vector})',
      '({vector}) .* ({vector})',
    ],
    ...['({vector}) ./ ({positives})', "({matrix})' * ({pair})", '({square}) * ({vector})'],
    ...['tanh({vector})', 'log({positives})', 'log_softmax({vector})', 'diag({square})'],
    ...['({square})[:, 1]', '({matrix})[2, :]', '({vector}) .^ 2', 'max({vector}, {real})'],
  ],
  pair: [
    ...['({matrix}) * ({vector})', '{pair} + {pair}', '({vector})[2:3]', '[{real}, {real}]'],
    ...['{real}*({pair})', 'sin({pair})', '({matrix})[:, 2]'],
  ],
  positives: [
    ...['exp(tanh({vector}))', '({positives}) .* ({positives})', '{positive}*({positives})'],
    ...[
      '({vector}) .^ 2 + {positive}',
      'sqrt({positives})',
      '{simplex} + 0.125',
      '{positive} ./ ({positives})',
    ],
  ],
  simplex: ['softmax({vector})', '({positives})/sum({positives})', 'softmax(log({positives}))'],
  matrix: [
    ...['{matrix} + {matrix}', '({matrix}) .* ({matrix})', 'outer({pair}, {vector})'],
    ...['({matrix}) * ({square})', '{real}*({matrix})', 'tanh({matrix})', "({pair}) * ({vector})'"],
  ],
  square: [
    ...["({matrix})' * ({matrix})", 'outer({vector}, {vector})', 'tril({square})', "({square})'"],
    ...['triu({square}, 1)', 'diag({vector})', '({square}) * ({square})', '{square} - {square}'],
  ],
};

const kinds = Object.keys(forms) as Kind[];
type ByKind<T> = { readonly [K in Kind]: T };

const byKind = <T>(make: (kind: Kind) => T): ByKind<T> =>
  Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as ByKind<T>;

/** Fills the gaps of a form. */
const filled = (text: string, gap: (kind: Kind) => Arbitrary<string>): Arbitrary<string> =>
  fc
    .tuple(
      ...text.split(/[{}]/).map((piece) => {
        const kind = kinds.find((each) => each === piece);
        return kind === undefined ? fc.constant(piece) : gap(kind);
      }),
    )
    .map((pieces) => pieces.join(''));

/** Expressions of every kind, with some leaves of each. */
function grammar(...leaves: readonly Leaves[]): ByKind<Arbitrary<string>> {
  const depthIdentifier = fc.createDepthIdentifier();
  return fc.letrec<Expressions>((tie) =>
    byKind((kind) =>
      fc.oneof(
        { maxDepth: 3, depthIdentifier, withCrossShrink: true },
        fc.constantFrom(...leaves.flatMap((each) => each[kind] ?? [])),
        ...forms[kind].map((text) => filled(text, tie).map((inner) => `(${inner})`)),
      ),
    ),
  );
}

/** Expressions of what is the same for all rows, of what is not, and of what was given a name. */
const fixed = grammar(unknowns);
const varying = grammar(unknowns, perRow);
const named = grammar(unknowns, perRow, {
  real: ['d', 'd'],
  positive: ['f', 'f'],
  vector: ['m', 'm'],
});

const likelihoods = [
  ...['x ~ normal({real}, {positive})', 'x ~ student_t({positive}, {real}, {positive})'],
  ...['x ~ cauchy({real}, {positive})', 'x ~ laplace({real}, {positive})'],
  ...['x ~ logistic({real}, {positive})', 'w ~ lognormal({real}, {positive})'],
  ...['w ~ exponential({positive})', 'w ~ gamma({positive}, {positive})'],
  ...['w ~ inv_gamma({positive}, {positive})', 'w ~ weibull({positive}, {positive})'],
  ...['w ~ chi_square({positive})', 'q ~ beta({positive}, {positive})', 'y ~ bernoulli({unit})'],
  ...['y ~ bernoulli(sigmoid({real}))', 'k ~ binomial(9, {unit})', 'k ~ poisson({positive})'],
  ...['k ~ poisson(exp({mild}))', 'k ~ geometric({unit})', 'k ~ neg_binomial({positive}, {unit})'],
  ...['k ~ neg_binomial_2({positive}, {positive})', 'c ~ categorical({simplex})'],
  ...['c ~ categorical(softmax({vector}))', 'z ~ normal({vector}, {positive})'],
];

const priors = [
  ...['a ~ normal({real}, {positive})', 's ~ gamma({positive}, {positive})', 'p ~ beta(2, 3)'],
  ...['v ~ normal(0, {positive})', 'th ~ dirichlet({positives})', 'W ~ normal(0, t)'],
  ...['s ~ lognormal({real}, t)', 'r ~ exponential({positive})', 'penalty {real}'],
  ...['penalty sum(({matrix}) .^ 2)', 'penalty norm({vector})'],
];

/** Statements of some forms, their gaps filled by expressions of a grammar. */
const statements = (texts: readonly string[], from: ByKind<Arbitrary<string>>): Arbitrary<string> =>
  fc.oneof(...texts.map((text) => filled(text, (kind) => from[kind])));

const namesIn = (text: string): Set<string> => new Set(text.match(/\p{L}[\p{L}\d]*/gu));

/** The declarations of the names that the statements use, then the statements. */
function modelOf(lines: readonly string[], isWeighted: boolean): string {
  const used = namesIn(lines.join('\n'));
  const declared = Object.entries(declarations).filter(([name]) => used.has(name));
  const has = (role: string): boolean => declared.some(([, [own]]) => own === role);
  return [
    ...declared.map(([name, [role, type]]) => `${role} ${name}: ${type}`),
    ...(isWeighted && has('data') ? ['data n: weight'] : []),
    ...lines,
    ...(has('param') ? [] : ['param a: real', 'penalty a^2']),
  ].join('\n');
}

/**
 * Random models that are well typed: every function, operator and distribution of the language, with
 * arguments in the domain of each, so that J has a value wherever it is no giant.
 */
export const randomModels: Arbitrary<string> = fc
  .record({
    definitions: fc.record({ d: varying.real, f: varying.positive, m: varying.vector }),
    perRow: fc.array(
      fc.oneof(
        named.real.map((text) => `loss ${text}`),
        statements(likelihoods, named),
      ),
      { minLength: 1, maxLength: 2 },
    ),
    once: fc.array(statements(priors, fixed), { maxLength: 1 }),
    isWeighted: fc.boolean(),
  })
  .map(({ definitions, perRow: rows, once, isWeighted }) => {
    const used = namesIn(rows.join('\n'));
    const defined = Object.entries(definitions)
      .filter(([name]) => used.has(name))
      .map(([name, value]) => `${name} = ${value}`);
    return modelOf([...defined, ...rows, ...once], isWeighted);
  });

/** How many rows the data of random models have. */
export const rowsOfModels = 3;

/** Numbers that follow no rule that a model could know. */
const spread = (k: number): number => Math.sin(7.3 * k + 1) * 1.1;

const cells: Readonly<Record<string, (k: number) => number>> = {
  w: (k) => 0.4 + spread(k) ** 2,
  q: (k) => 0.5 + 0.4 * spread(k),
  y: (k) => (k + 1) % 2,
  k: (k) => 4 * k - 3 * (k % 2),
  c: (k) => (k + 2) % 3,
  n: (k) => 0.5 + k,
};

const widths: Readonly<Record<string, number>> = { z: 3, X: 6 };

/** The columns that a random model may use, and its settings at their values. */
export function dataOf(model: Pick<Model, 'layout'>): Data {
  const columns = model.layout.columns.map(({ name, domain }): [string, Column] => {
    const length = rowsOfModels * (widths[name] ?? 1);
    const values = Array.from({ length }, (_, k) => (cells[name] ?? spread)(k));
    return [name, domain.kind === 'category' ? Int32Array.from(values) : Float64Array.from(values)];
  });
  const weights = columns.filter(([name]) => name === 'n').flatMap(([, column]) => [...column]);
  const settings = model.layout.hypers.map(({ name, value }): [string, number] => [
    name,
    value[0] ?? NaN,
  ]);
  return {
    ...Object.fromEntries<Column | number>([...columns, ...settings]),
    rows: rowsOfModels,
    totalWeight: weights.length > 0 ? weights.reduce((sum, x) => sum + x, 0) : rowsOfModels,
  };
}

type Column = Float64Array | Int32Array;

/** A θ of a size of about 1, away from 0. */
export const thetaOf = ({ layout }: Pick<Model, 'layout'>, seed: number): Float64Array =>
  Float64Array.from({ length: layout.size }, (_, k) => 1.2 * Math.sin(3.7 * k + seed + 0.5));
