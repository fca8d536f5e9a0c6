import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const filesIn = (path: string): string[] =>
  readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    if (statSync(file).isDirectory()) return filesIn(file);
    return name.endsWith('.fx') ? [file] : [];
  });

/** The same formulas, in less time. */
const withShortAxes = (text: string): string =>
  text.replace(
    /^(dim\s+\w+\s*=\s*)(\d+)/gm,
    (_, start: string, size: string) => `${start}${Math.min(5, Number(size))}`,
  );

/** The names of the example models. */
export const examples: readonly string[] = filesIn(folder('examples')).map((file) =>
  basename(file),
);

/** Models that are in the repository for other reasons. */
const files = [...filesIn(folder('examples')), ...filesIn(folder('test/fixtures/models'))]
  .toSorted()
  .map((file): [string, string] => [basename(file), withShortAxes(readFileSync(file, 'utf8'))]);

const observed = 'data x: real, y: real\n';

/** One model for each notation that formulas need. */
const small: readonly (readonly [string, string])[] = [
  ['plain minimisation', 'param a: real, b: positive\nloss (1 - a)^2 + 100*(b - a^2)^2'],
  ['density without data', 'param a: real[3]\nhyper s: positive = 2\na ~ cauchy(0, s)'],
  ['weights', `${observed}data v: weight\nparam m: real\nloss exp(m*x) - y*m`],
  [
    'prior and penalty',
    `${observed}param m: real, k: positive\nhyper c: positive = 1
y ~ laplace(m*x, k)\nk ~ gamma(2, 3)\nm ~ normal(1, c)\npenalty c*abs(m)`,
  ],
  [
    'several losses',
    `${observed}param a: real, b: real\nloss (a - x)^2\nloss log(1 + exp(b*y + a))`,
  ],
  [
    'textbook cross-entropy',
    `data x: real[3], y: binary\nparam w: real[3], b: real
loss -(y*log(sigmoid(dot(w, x) + b)) + (1 - y)*log(1 - sigmoid(dot(w, x) + b)))`,
  ],
  [
    'textbook sigmoid',
    `data x: real, y: binary\nparam w: real\np = 1/(1 + exp(-w*x))
loss -(y*log(p) + (1 - y)*log(1 - p))`,
  ],
  [
    'two hidden layers',
    `data x: real[4], y: real
param A: real[5, 4], a: real[5], B: real[3, 5], b: real[3], c: real[3], d: real
y ~ normal(dot(c, tanh(B*sigmoid(A*x + a) + b)) + d, 1)`,
  ],
  [
    'matrix of outputs',
    `data x: real[3], y: real[2]\nparam W: real[2, 3], s: positive
y ~ normal(W*x, s)`,
  ],
  [
    'one scale for each element',
    `data x: real[3]\nparam m: real[3], s: positive[3]\nx ~ normal(m, s)`,
  ],
  ['quadratic form', `data x: real[3]\nparam A: real[3, 3], b: real[3]\nloss x'*A*x + (A*b)'*x`],
  [
    'groups',
    `data g: category(3), y: real\nparam alpha: real[3], mu: real, tau: positive, sigma: positive
y ~ normal(alpha[g], sigma)\nalpha ~ normal(mu, tau)`,
  ],
  [
    'embedding',
    `data s: category(4), t: category(3)\nparam E: real[4, 2], U: real[3, 2]
t ~ categorical(softmax(U*E[s]))`,
  ],
  [
    'simplex',
    `data y: category(3)\nparam q: simplex[3]\ny ~ categorical(q)\nq ~ dirichlet([2, 3, 4])`,
  ],
  [
    'ordinal regression',
    `data x: real[2], y: category(4)\nparam w: real[2], c: ordered[3]\nq = sigmoid(c - dot(w, x))
y ~ categorical([q[1], q[2] - q[1], q[3] - q[2], 1 - q[3]])`,
  ],
  [
    'conditions',
    `${observed}param a: real, b: real\nloss x > 0 and y < 1 ? (a - y)^2 : abs(b - x)`,
  ],
  [
    'positions',
    `data x: real[4]\nparam w: real[4]\nloss (w[1]*x[2] + sum(w[2:3] .* x[3:4]))^2 + w[end]^2`,
  ],
  [
    'functions',
    `${observed}param a: real, k: positive\nf(u, c) = u^2/(c + u^2)\nloss (y - a*f(x, k))^2`,
  ],
  [
    'powers',
    `data x: positive, y: positive\nparam a: real, b: positive, c: real\ny ~ weibull(b, a^2 + x^c + 1)`,
  ],
  [
    'Greek names',
    `data x: count\nparam lambda: positive, beta_0: real\nx ~ poisson(lambda*exp(beta_0))`,
  ],
  [
    'letters that are taken',
    `data i: real, n: real, p: real\nparam J: real, L: positive\np ~ normal(J*i + n, L)`,
  ],
  [
    'counts',
    `data k: count, m: count\nparam q: unit, r: positive\nk ~ binomial(10, q)\nm ~ neg_binomial(r, q)`,
  ],
  [
    'chain of three',
    `data a: binary, b: binary, c: real
param p: unit, q1: unit, q0: unit, u: real, v: real, s: positive
a ~ bernoulli(p)\nb ~ bernoulli(a ? q1 : q0)\nc ~ normal(u*a + v*b, s)`,
  ],
  [
    'student and logistic',
    `${observed}param m: real, s: positive, nu: positive
y ~ student_t(nu, m*x, s)\nx ~ logistic(m, s)`,
  ],
  ['student with a number', `${observed}param m: real, s: positive\ny ~ student_t(4, m*x, s)`],
  ['bounded', `data x: real\nparam m: interval(-2, 3), s: positive\nx ~ normal(m, s)`],
  [
    'interval of data',
    `data x: interval(-1, 1), y: unit\nparam a: positive, b: positive\nx ~ uniform(-a - 1, b + 1)\ny ~ beta(a, b)`,
  ],
  [
    'own density',
    `data x: unit\nparam a: unit\ndensity triangle(y, a) = y < a ? 2*y/a : 2*(1 - y)/(1 - a)\nx ~ triangle(a)`,
  ],
  [
    'residuals of a vector',
    `data x: real[3], y: real[3]\nparam W: real[3, 3]\nloss sum((W*x - y).^2)`,
  ],
  [
    'definitions of data',
    `${observed}param a: real, b: real\nz = (x - 5)/2\ny ~ normal(a*z + b*z^2, 1)`,
  ],
  [
    'definition of parameters',
    `${observed}param r: real, s: positive\nscale = exp(r) + 1\ny ~ normal(scale*x, s*scale)`,
  ],
  [
    'trigonometry',
    `${observed}param a: real, b: real\nloss (y - a*sin(b*x) - atan2(a, b))^2 + cosh(a)`,
  ],
  [
    'log-sum-exp',
    `data x: real[3]\nparam w: real[3], c: real\nloss logsumexp(w .* x) - max(c, x[1]) + max(w)`,
  ],
  [
    'elements of a vector',
    `${observed}param c: real[3], s: positive\ny ~ normal(c[1] + c[2]*x + c[3]*x^2, s)\nc ~ normal(0, 2)`,
  ],
  [
    'polynomial',
    `dim P = 3\ndata x: positive, y: real\nparam c: real[P], s: positive\ny ~ normal(sum(c .* x.^(0:P-1)), s)`,
  ],
  [
    'quadratic form',
    `param x: real[3], A: real[3, 3], b: real[3]\nloss x'*A*x/2 - b'*x + sum(A.^2) + dot(b, b)`,
  ],
  [
    'mixture with simplex weights',
    `data y: real\nparam w: simplex[3], m: ordered[3], s: positive
density mix(y, w, m, s) = sum(w .* exp(-(y - m).^2/(2*s^2)))/(s*sqrt(2*pi))\ny ~ mix(w, m, s)`,
  ],
];

export const models: readonly (readonly [string, string])[] = [...files, ...small];
