/**
 * What an expression is: its sign or range, then its shape. `m` is of a size of about 1, so that its
 * exponential is no giant; `b` lies within (−1, 1).
 */
type Sign = 'r' | 'm' | 'b' | 'p' | 'u';
type Shape = '' | '2' | '3' | '23' | '33';

/** `x` is a simplex, `c` a condition. */
export type Kind = `${Sign}${Shape}` | 'x3' | 'c';

type Texts = readonly string[];

const signs: readonly Sign[] = ['r', 'm', 'b', 'p', 'u'];
const shapes: readonly Shape[] = ['', '2', '3', '23', '33'];

/** How each name is declared; only those that a model uses are. */
export const declarations: Readonly<Record<string, readonly [role: string, type: string]>> = {
  a: ['param', 'real'],
  b: ['param', 'real'],
  s: ['param', 'positive'],
  p: ['param', 'unit'],
  g: ['param', 'interval(-1, 2)'],
  u: ['param', 'real[2]'],
  v: ['param', 'real[3]'],
  r: ['param', 'positive[3]'],
  l: ['param', 'unit[2]'],
  o: ['param', 'ordered[3]'],
  th: ['param', 'simplex[3]'],
  W: ['param', 'real[2, 3]'],
  S: ['param', 'real[3, 3]'],
  P: ['param', 'positive[2, 3]'],
  x: ['data', 'real'],
  w: ['data', 'positive'],
  q: ['data', 'unit'],
  i: ['data', 'interval(-1, 2)'],
  y: ['data', 'binary'],
  k: ['data', 'count'],
  c: ['data', 'category(3)'],
  z: ['data', 'real[3]'],
  Y: ['data', 'binary[2]'],
  X: ['data', 'real[2, 3]'],
  n: ['data', 'weight'],
  t: ['hyper', 'positive = 1.3'],
  h: ['hyper', 'real = -0.4'],
};

type Leaves = { readonly [K in Kind]?: Texts };

/** The same for all rows. */
export const unknowns: Leaves = {
  c: ['(a < b)', '(t > 1)'],
  r: ['a', 'b', 'v[1]', 'o[2]', 'W[2, 3]', 'h', '0.625', '3', '-2'],
  m: ['a', 'g', 'u[2]', 'h', '0.5', '0'],
  b: ['(p - 0.5)', '0.25', '-0.75'],
  p: ['s', 'r[2]', 't', 'P[1, 2]', '0.75', '2', 'pi', 'e'],
  u: ['p', 'th[1]', 'l[2]', '0.25'],
  r3: [
    'v',
    'o',
    'S[2, :]',
    '[a, b, 1]',
    '(1:3)',
    '[0, v[1:2]]',
    '[u; a]',
    'reshape(W, 6)[2:2:end]',
  ],
  m3: ['v', '[a, g, 0]'],
  r2: ['u', '[b, g]', 'v[1:2]', 'v[2:end]'],
  m2: ['u'],
  u2: ['l'],
  p3: ['r', '[s, t, 2]', 'ones(3)', '[s; r[2:3]]'],
  x3: ['th'],
  r23: ['W', '[a, 1, b; h, g, 0]', 'zeros(2, 3)', "[v'; S[1:1, :]]", 'reshape([u; g; v], 2, 3)'],
  p23: ['P'],
  r33: ['S', 'identity(3)'],
  m23: ['tanh(W)'],
  m33: ['atan(S)'],
  b2: ['sin(u)'],
  b3: ['tanh(v)'],
  b23: ['sin(W)'],
  b33: ['tanh(S)'],
  p2: ['exp(u)'],
  p33: ['exp(sin(S))'],
  u3: ['th'],
  u23: ['sigmoid(W)'],
  u33: ['sigmoid(S)'],
};

/** Of each row its own. */
export const perRow: Leaves = {
  c: ['(y == 1)', '(x > 0.25)'],
  r: ['x', 'y', 'k', 'z[2]', 'v[c]', 'X[2, 1]'],
  m: ['x', 'y', 'i', 'o[c]'],
  p: ['w', 'r[c]', '(k + 1)'],
  u: ['q', 'th[c]'],
  r3: ['z', 'S[c, :]', 'S[:, c]', 'X[1, :]', '[x, u]', '[0, z[1:2]]', '[z[2:3]; v[c]]'],
  r2: ['W[:, c]', '[x, a]', 'Y', 'z[2:3]'],
  p3: ['w*r'],
  r23: ['X', "[z'; v']", "[X[2, :]'; W[2:2, :]]", "reshape(X, 3, 2)'"],
};

/** Functions of one argument by the sign of it and of what they give. */
const scalarFunctions: Readonly<Record<string, string>> = {
  'r b': 'sin cos tanh',
  'r m': 'erf atan sign',
  'r r': 'asinh cbrt abs relu floor ceil round square cube negate',
  'r p': 'softplus',
  'r u': 'sigmoid sech',
  'm p': 'exp cosh erfc',
  'm r': 'sinh expm1 cube',
  'b m': 'asin atanh tan',
  'b p': 'acos sec',
  'p r': 'log log2 log10 log1p lgamma digamma sqrt acot',
  'p p': 'sqrt square cbrt csch acsch coth',
  'u p': 'asech factorial',
  'u r': 'logit',
};

/** Forms of functions that are defined where something is added, or that take two arguments. */
const forms: Readonly<Partial<Record<Sign, Texts>>> = {
  r: [
    ...['{r} + {r}', '{r} - {r}', '{r}⊙{r}', '{r}⊘{p}', '-({r})', '({r})↑2', '({m})↑3'],
    ...['max({r}, {r})', 'min({r}, {r})', '{:c} ? {r} : {r}', 'atan2({r}, {p})'],
    ...['gamma({u} + 0.5)', 'lbeta({p}, {p})', 'acosh(1 + {p})', 'acoth(1 + {p})', '{r} + {:r}'],
    ...['{:r}*({r})', '{:r} - {r}', '{p} - {p}', 'log({p}⊘({p} + 1))', 'sqrt({p})⊙{r}'],
    ...[
      'nthRoot({p}, 3)',
      '{r}⊙exp({m})',
      'log(1 + exp({r}))',
      '{r} mod {:p}',
      'subtract({r}, {r})',
    ],
    ...['add({r}, {r})', 'dotMultiply({r}, {r})', 'dotDivide({r}, {p})', 'choose({p} + 2, 2)'],
  ],
  m: [
    '{m} - {m}',
    '0.5*({m})',
    '{u}⊙{m}',
    '{b}⊙{m}',
    '{:c} ? {m} : {m}',
    'acsc(1 + {p})',
    'log({u} + 0.5)',
  ],
  b: ['{b}⊙{b}', '-({b})', '{u} - {u}', '{r}⊘(1 + abs({r}))', '1 - 2*({u})'],
  p: [
    ...[
      '({r})↑2 + {:p}',
      '{p}⊙{p}',
      '{p}⊘{p}',
      '{p} + {u}',
      '({p})↑({m})',
      '1⊘(1 + {p})',
      'exp({m})',
    ],
    ...[
      'hypot({r}, {p})',
      '{:c} ? {p} : {p}',
      'abs({r}) + 0.25',
      'beta({p}, {u} + 0.25)',
      'dotPow({p}, {m})',
    ],
    ...[
      'asec(1 + {p})',
      'csc({u} + 0.25)',
      'cot({u} + 0.25)',
      '{:p}⊘({p})',
      '{:p}*({p})',
      'max({p}, {r})',
    ],
    ...['sqrt({p})', 'log1p({p})'],
  ],
  u: [
    ...[
      '1 - ({u})',
      '{u}⊙{u}',
      'exp(-({p}))',
      '{p}⊘({p} + 4)',
      '1⊘(1 + exp(-({r})))',
      '{p}⊘({p} + {p})',
    ],
    ...['sigmoid({r})', '0.5*(1 + erf({r}))'],
  ],
};

const scalars: { readonly [K in Kind]?: Texts } = {
  r: [
    ...['sum({r3})', 'mean({r2})', 'prod({r3})', 'max({r3})', 'min({r2})', 'dot({r3}, {r3})'],
    ...["({r2})' * ({r2})", 'trace({r33})', "({r2})' * ({r23}) * ({r3})", 'logsumexp({r3})'],
    ...['({r3})[2]', '({r23})[1, 3]', 'sum(log_softmax({r3}))', 'log(sum(exp({r3}))/4)'],
    ...['sum({r23})', 'max({r33})', 'fn({m})', 'std({r3})', 'sum(({r3})[2:3])', 'det2({r2}, {r2})'],
  ],
  m: ['max({x3})', 'log(sum(({x3}) .^ 2))', 'dot({x3}, tanh({r3}))'],
  p: ['pow({p}, 2)', 'norm({r3}) + 0.125', 'sum({p3})', 'prod({p3})', 'sum(exp({m3}))'],
  u: ['({x3})[3]', 'dot({x3}, {x3})'],
  c: [
    ...[
      '({r} < {r})',
      '({p} >= {p})',
      '({m} > 0.125)',
      '({r} <= {m})',
      '({c} and {c})',
      '(not {c})',
    ],
    ...['({c} or {c})', '({r} != {m})', '({c} xor {c})'],
  ],
};

const arrays: { readonly [K in Kind]?: Texts } = {
  r3: [
    ...[
      "({r23})' * ({r2})",
      '({r33}) * ({r3})',
      'log_softmax({r3})',
      'diag({r33})',
      '({r33})[:, 1]',
    ],
    ...['({r23})[2, :]', '[{r}, {r}, {r}]', 'log({x3})'],
  ],
  r2: ['({r23}) * ({r3})', '({r3})[2:3]', '[{r}, {r}]', '({r23})[:, 2]', '({r3})[1:2]'],
  p3: ['{x3} + 0.125', '[{p}, {p}, {p}]'],
  u3: ['{x3}', '[{u}, {u}, {u}]'],
  x3: ['softmax({r3})', '({p3})/sum({p3})', 'softmax(log({p3}))', '[{u}, {u}, {p}]/4'],
  r23: [
    ...[
      'outer({r2}, {r3})',
      '({r23}) * ({r33})',
      "({r2}) * ({r3})'",
      '[{r}, {r}, {r}; {r}, {r}, {r}]',
    ],
    ...['({r33})[1:2, :]', 'transpose(({r33})[:, 2:3])'],
  ],
  r33: [
    ...["({r23})' * ({r23})", 'outer({r3}, {r3})', 'tril({r33})', "({r33})'", 'triu({r33}, 1)'],
    ...['diag({r3})', '({r33}) * ({r33})', 'tril({r33}, -1)', 'multiply({r33}, {r33})'],
  ],
};

/** A form of one shape: products, quotients and powers of its elements, and gaps of its shape or `:` of none. */
const shaped = (text: string, shape: Shape): string =>
  text
    .replaceAll('⊙', shape ? ' .* ' : '*')
    .replaceAll('⊘', shape ? ' ./ ' : '/')
    .replaceAll('↑', shape ? ' .^ ' : '^')
    .replaceAll(/\{(:?)(\w)\}/g, (_, scalar: string, sign: string) =>
      sign === 'c' || scalar ? `{${sign}}` : `{${sign}${shape}}`,
    );

const applied = (sign: Sign): string[] =>
  Object.entries(scalarFunctions).flatMap(([signature, names]) => {
    const [from, to] = signature.split(' ');
    return to === sign ? names.split(' ').map((name) => `${name}({${from}})`) : [];
  });

/** What is of a narrower kind is of this one too. */
const narrower: Readonly<Record<Sign, readonly Sign[]>> = {
  r: ['m', 'p'],
  m: ['b', 'u'],
  b: [],
  p: ['u'],
  u: [],
};

/** The forms of each kind; a kind in braces stands for an expression of it. */
export const formsOf: { readonly [K in Kind]: Texts } = Object.fromEntries<Texts>([
  ...signs.flatMap((sign) =>
    shapes.map((shape): [Kind, Texts] => {
      const kind: Kind = `${sign}${shape}`;
      const elementwise = [...applied(sign), ...(forms[sign] ?? [])];
      const own = [...(scalars[kind] ?? []), ...(arrays[kind] ?? [])];
      const wider = narrower[sign].map((each) => `{${each}${shape}}`);
      return [kind, [...elementwise.map((text) => shaped(text, shape)), ...own, ...own, ...wider]];
    }),
  ),
  ['x3', arrays.x3 ?? []],
  ['c', scalars.c ?? []],
]) as { readonly [K in Kind]: Texts };

/** What each function of the model's own is. */
export const ownFunctions: Readonly<Record<string, string>> = {
  fn: 'fn(d1) = d1^2/(1 + d1^2) + 0.5*d1',
  std: 'std(d1) = sqrt(sum((d1 - mean(d1)).^2) + 0.25)',
  det2: 'det2(d1, d2) = d1[1]*d2[2] - d1[2]*d2[1]',
  bump: 'density bump(d1, d2, d3) = exp(-(d1 - d2)^2/(2*d3^2))/(d3*sqrt(2*pi))',
};

/** Factors of each row. */
export const likelihoods: Texts = [
  ...['x ~ normal({r}, {p})', 'x ~ student_t({p}, {r}, {p})', 'x ~ cauchy({r}, {p})'],
  ...['x ~ laplace({r}, {p})', 'x ~ logistic({r}, {p})', 'w ~ lognormal({r}, {p})'],
  ...[
    'w ~ exponential({p})',
    'w ~ gamma({p}, {p})',
    'w ~ inv_gamma({p}, {p})',
    'w ~ weibull({p}, {p})',
  ],
  ...[
    'w ~ chi_square({p})',
    'q ~ beta({p}, {p})',
    'i ~ uniform(-2 - {p}, 3 + {p})',
    'y ~ bernoulli({u})',
  ],
  ...[
    'y ~ bernoulli(sigmoid({r}))',
    'k ~ binomial(30, {u})',
    'k ~ poisson({p})',
    'k ~ poisson(exp({m}))',
  ],
  ...['k ~ geometric({u})', 'k ~ neg_binomial({p}, {u})', 'k ~ neg_binomial_2({p}, {p})'],
  ...['c ~ categorical({x3})', 'c ~ categorical(softmax({r3}))', 'z ~ normal({r3}, {p})'],
  ...[
    'Y ~ bernoulli({u2})',
    'z ~ student_t(3, {r}, {p3})',
    'x ~ bump({r}, {p})',
    'X ~ normal({r23}, {p})',
  ],
  ...[
    'z[1:2] ~ normal({r2}, {p})',
    'z[3] ~ laplace({r}, {p})',
    'loss {r}',
    'loss ({r})^2',
    'loss {p}',
  ],
];

/** Terms that are there once. */
export const priors: Texts = [
  ...['a ~ normal({r}, {p})', 's ~ gamma({p}, {p})', 'p ~ beta(2, 3)', 'v ~ normal(0, {p})'],
  ...['th ~ dirichlet({p3})', 'W ~ normal(0, t)', 's ~ lognormal({r}, t)', 'r ~ exponential({p})'],
  ...['penalty {r}', 'penalty sum(({r23}) .^ 2)', 'penalty norm({r3})', 'l ~ beta({p}, 2)'],
];
