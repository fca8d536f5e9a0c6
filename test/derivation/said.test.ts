import { describe, expect, it } from 'vitest';
import { printDerivation } from '../../src/derivation/index.ts';
import { compiled } from './compiled.ts';

interface Said {
  readonly model: string;
  /** Lines that the derivation has; how it breaks and aligns them is left open. */
  readonly lines: readonly string[];
}

/** What matters in the derivation of a model: density, log-likelihood, δ, gradient, and its end. */
const said: Readonly<Record<string, Said>> = {
  'least squares': {
    model: 'data x: real, y: real\nparam m: real, b: real\nloss (m*x + b - y)^2',
    lines: [
      'J = 1/n Σᵢ ℓᵢ',
      'δ_rᵢ = ∂ℓᵢ/∂rᵢ = 2rᵢ',
      '∂J/∂m = 1/n Σᵢ δ_rᵢ·∂rᵢ/∂m = 1/n Σᵢ δ_rᵢ·xᵢ',
      '∂J/∂b = 2/n Σᵢ (m·xᵢ + b − yᵢ)',
      'the normal equations',
      'It is the minimum: the second derivative of J is nowhere negative.',
      'no column is a combination of others.',
    ],
  },
  'normal, of its own parameters': {
    model: 'data y: real\nparam mu: real, sigma: positive\ny ~ normal(mu, sigma)',
    lines: [
      'L(μ, σ) = ∏ᵢ p(yᵢ) = ∏ᵢ 1/√(2πσ²)·exp(−(yᵢ − μ)²/(2σ²))',
      'log p(yᵢ) = log(1/√(2πσ²)·exp(−(yᵢ − μ)²/(2σ²))) = −(yᵢ − μ)²/(2σ²) − log σ − ½·log(2π)',
      'J = 1/(2σ²)·MSE(μ) + log σ + ½·log(2π)',
      '−1/n·log L → H(p*, p_θ) = h(p*) + KL(p* ‖ p_θ)',
      '∂J/∂μ = 1/n Σᵢ ∂ℓᵢ/∂μ = 1/(n·σ²) Σᵢ (μ − yᵢ)',
      '∂J/∂σ = 1/n Σᵢ ∂ℓᵢ/∂σ = 1/σ − 1/(n·σ³) Σᵢ (yᵢ − μ)²',
      '∂J/∂θ_σ = σ·∂J/∂σ',
      'The estimate of μ is the sample mean of yᵢ.',
      'σ = √(1/n Σᵢ (yᵢ − μ)²)',
      'It is the minimum: J falls before the solution and rises after it',
    ],
  },
  gamma: {
    model: 'data y: positive\nparam a: positive, b: positive\ny ~ gamma(a, b)',
    lines: [
      'p(yᵢ) = b^a/Γ(a)·yᵢ^(a − 1)·exp(−b·yᵢ)',
      'log L = (a − 1) Σᵢ log yᵢ − b Σᵢ yᵢ + n·a·log b − n·log Γ(a)',
      '∂J/∂a = 1/n Σᵢ ∂ℓᵢ/∂a = ψ(a) − 1/n Σᵢ log yᵢ − log b',
      '∂J/∂b = 1/n Σᵢ ∂ℓᵢ/∂b = 1/n Σᵢ yᵢ − a/b',
      'b = n·a/(Σᵢ yᵢ)',
      '∇J = 0 is not solved by algebra for b: its solution needs a',
    ],
  },
  'Poisson with a gamma prior': {
    model: 'data y: count\nparam lambda: positive\ny ~ poisson(lambda)\nlambda ~ gamma(2, 1)',
    lines: [
      'its mode is the maximum a posteriori (MAP) estimate',
      'L(λ) = ∏ᵢ p(yᵢ) = ∏ᵢ λ^yᵢ·exp(−λ)/(yᵢ!)',
      'log p(yᵢ) = log(λ^yᵢ·exp(−λ)/(yᵢ!)) = yᵢ·log λ − log Γ(yᵢ + 1) − λ',
      'log p(λ) = log(1/Γ(2)·λ·exp(−λ)) = log λ − λ',
      'J = −1/n·log L − 1/n·log p(λ) = 1/n Σᵢ ℓᵢ − 1/n·log p(λ)',
      '∂J/∂λ = 1/n Σᵢ ∂ℓᵢ/∂λ − 1/n·∂(log p(λ))/∂λ = 1/n − (1/n Σᵢ yᵢ + 1/n)/λ + 1',
      'λ = (1 + Σᵢ yᵢ)/(n + 1)',
    ],
  },
  'shares of categories': {
    model: 'data y: category(3)\nparam p: simplex[3]\ny ~ categorical(p)',
    lines: [
      'L(p) = ∏ᵢ P(yᵢ) = ∏ᵢ p[yᵢ]',
      'J = CCE(p)',
      '∂J/∂pⱼ = 1/n Σᵢ ∂ℓᵢ/∂pⱼ = −1/(n·pⱼ) Σᵢ [j = yᵢ]',
      'p ∝ Σᵢ onehot(yᵢ)',
      'The estimate of p is the share of each category in the counts.',
      'This holds where Σᵢ onehot(yᵢ) > 0.',
    ],
  },
  'logistic regression': {
    model: `data x1: real, x2: real, y: binary\nparam w1: real, w2: real, b: real
y ~ bernoulli(sigmoid(w1*x1 + w2*x2 + b))`,
    lines: [
      'L(w₁, w₂, b) = ∏ᵢ p(yᵢ | x₁ᵢ, x₂ᵢ) = ∏ᵢ pᵢ^yᵢ·(1 − pᵢ)^(1 − yᵢ)',
      'log p(yᵢ | x₁ᵢ, x₂ᵢ) = log(pᵢ^yᵢ·(1 − pᵢ)^(1 − yᵢ)) = yᵢ·zᵢ − softplus(zᵢ)',
      'BCE(w₁, w₂, b) = −1/n Σᵢ (yᵢ·log pᵢ + (1 − yᵢ)·log(1 − pᵢ))',
      'δ_zᵢ = ∂ℓᵢ/∂zᵢ = sigmoid(zᵢ) − yᵢ',
      '∂J/∂w₁ = 1/n Σᵢ δ_zᵢ·∂zᵢ/∂w₁ = 1/n Σᵢ δ_zᵢ·x₁ᵢ',
      '∂J/∂w₂ = 1/n Σᵢ (sigmoid(w₁·x₁ᵢ + w₂·x₂ᵢ + b) − yᵢ)·x₂ᵢ',
      '∂J/∂b = 1/n Σᵢ δ_zᵢ·∂zᵢ/∂b = 1/n Σᵢ δ_zᵢ',
      'An optimizer looks for a minimum.',
    ],
  },
  'a Laplace prior is an L1 penalty': {
    model: `data x: real[3], y: binary\nparam w: real[3], b: real\nhyper s: positive = 1
z = dot(w, x) + b\ny ~ bernoulli(sigmoid(z))\nw ~ laplace(0, s)`,
    lines: [
      'p(wⱼ) = 1/(2s)·exp(−|wⱼ|/s)',
      '−log p(w) is an L1 penalty, as in the lasso, and a constant:',
      'its weight is λ = 1/(n·s).',
      'δ_zᵢ = ∂ℓᵢ/∂zᵢ = sigmoid(zᵢ) − yᵢ',
      '∂J/∂w = sign(w)/(n·s) + 1/n Σᵢ (sigmoid(w·xᵢ + b) − yᵢ)·xᵢ',
    ],
  },
  'a normal prior is an L2 penalty': {
    model: `data x: real[3], y: real\nparam w: real[3], b: real, sigma: positive
hyper tau: positive = 1\ny ~ normal(dot(w, x) + b, sigma)\nw ~ normal(0, tau)`,
    lines: [
      'log p(w) = Σⱼ log(1/√(2πτ²)·exp(−wⱼ²/(2τ²))) = −Σⱼ (wⱼ²/(2τ²) + log τ + ½·log(2π))',
      '−log p(w) is an L2 penalty, as in ridge regression, and a constant:',
      'its weight is λ = 1/(2n·τ²).',
      'δ_μᵢ = ∂ℓᵢ/∂μᵢ = (μᵢ − yᵢ)/σ²',
      '∂J/∂w = w/(n·τ²) + 1/(n·σ²) Σᵢ (μᵢ − yᵢ)·xᵢ',
      '∂J/∂σ = 1/σ − 1/(n·σ³) Σᵢ (yᵢ − μᵢ)²',
      'w and b stand linearly in the equations ∇J = 0, the normal equations',
    ],
  },
  'a graph of a binary and a real variable': {
    model: `data w: binary, t: real\nparam p: unit, alpha: real, beta: real, sigma: positive
w ~ bernoulli(p)\nt ~ normal(alpha + beta*w, sigma)`,
    lines: [
      'P(wᵢ, tᵢ) = P(wᵢ)·P(tᵢ | wᵢ)',
      'L(p, α, β, σ) = ∏ᵢ P(wᵢ)·P(tᵢ | wᵢ)',
      'log P(wᵢ) = log(p^wᵢ·(1 − p)^(1 − wᵢ)) = wᵢ·log p + (1 − wᵢ)·log(1 − p)',
      '−1/n Σᵢ log P(wᵢ) = BCE(p)',
      '−1/n Σᵢ log P(tᵢ | wᵢ) = 1/(2σ²)·MSE(α, β) + log σ + ½·log(2π)',
      'δ_μᵢ = ∂ℓᵢ/∂μᵢ = (μᵢ − tᵢ)/σ²',
      '∂J/∂p = 1/(n·(1 − p)) Σᵢ (1 − wᵢ) − 1/(n·p) Σᵢ wᵢ',
      '∂J/∂β = 1/(n·σ²) Σᵢ (α + β·wᵢ − tᵢ)·wᵢ',
      'p = 1/n Σᵢ wᵢ',
      'σ² = 1/n Σᵢ (tᵢ − α − β·wᵢ)²',
    ],
  },
  'a belief network': {
    model: `data x: binary[8]\nparam W: real[8, 8], b: real[8]
x ~ bernoulli(sigmoid(tril(W, -1)*x + b))`,
    lines: [
      'p(xᵢ) = ∏ⱼ p(xᵢⱼ | xᵢ[<j])',
      'log L = Σᵢⱼ (xᵢⱼ·zᵢⱼ − softplus(zᵢⱼ))',
      'J = BCE(W, b)',
      'zᵢ = tril(W, −1)·xᵢ + b',
      'δ_zᵢ = ∂ℓᵢ/∂zᵢ = sigmoid(zᵢ) − xᵢ',
      '∂J/∂Wⱼₖ = 1/n Σᵢ (∂zᵢ/∂Wⱼₖ)ᵀ·δ_zᵢ = 1/n Σᵢ δ_zᵢⱼ·xᵢₖ·[k < j]',
      '∂J/∂b = 1/n Σᵢ (∂zᵢ/∂b)ᵀ·δ_zᵢ = 1/n Σᵢ δ_zᵢ',
    ],
  },
  'a series that follows from its own past': {
    model: `data y: real[6]\nparam f: real, s: positive\ny[2:6] ~ normal(f*y[1:5], s)`,
    lines: ['p(yᵢ[2:6] | yᵢ₁) = ∏ⱼ p(yᵢ[2:6]ⱼ | yᵢ[≤j])', 'MSE(f) = 1/n Σᵢⱼ (yᵢ[2:6]ⱼ − μᵢⱼ)²'],
  },
  'a series that starts from nothing': {
    model: `data y: real[6]\nparam f: real, s: positive\ny ~ normal([0, f*y[1:end-1]], s)`,
    lines: ['p(yᵢ) = ∏ⱼ p(yᵢⱼ | yᵢ[<j])'],
  },
  'a code after another': {
    model: `data y: category(3)[4]\nparam E: real[3, 3]\ny[2] ~ categorical(softmax(E[y[1], :]))`,
    lines: [
      'p(yᵢ₂ | yᵢ₁) = θᵢ[yᵢ₂]',
      'log p(yᵢ₂ | yᵢ₁) = log θᵢ[yᵢ₂] = E[yᵢ₁, yᵢ₂] − log Σⱼ exp(E[yᵢ₁, j])',
    ],
  },
  'a logit of three categories, the first as the baseline': {
    model: `data x: real, y: category(3)\nparam a: real[2], b: real[2]\nu = a[1] + b[1]*x
v = a[2] + b[2]*x\ny ~ categorical([1, exp(u), exp(v)]/(1 + exp(u) + exp(v)))`,
    lines: [
      'log p(yᵢ | xᵢ) = log θᵢ[yᵢ] = [0, uᵢ, vᵢ][yᵢ] − log Σⱼ exp([0, uᵢ, vᵢ]ⱼ)',
      'J = CCE(a, b)',
      'δ_uᵢ = ∂ℓᵢ/∂uᵢ = softmax([0, uᵢ, vᵢ])₂ − [2 = yᵢ]',
      'δ_vᵢ = ∂ℓᵢ/∂vᵢ = softmax([0, uᵢ, vᵢ])₃ − [3 = yᵢ]',
      '= [1/n Σᵢ δ_uᵢ·xᵢ, 1/n Σᵢ δ_vᵢ·xᵢ]',
    ],
  },
  'a density of the user, with weights': {
    model: `data x: real, v: weight\nparam w: unit, mu1: real, mu2: real, s: positive
bell(x, m, s) = 1/sqrt(2*pi*s^2) * exp(-(x - m)^2/(2*s^2))
density two(x, w, m1, m2, s) = w*bell(x, m1, s) + (1 - w)*bell(x, m2, s)
x ~ two(w, mu1, mu2, s)`,
    lines: [
      'p(xᵢ) = w·bell(xᵢ, μ₁, s) + (1 − w)·bell(xᵢ, μ₂, s)',
      'L(w, μ₁, μ₂, s) = ∏ᵢ p(xᵢ)^vᵢ',
      'log L = Σᵢ vᵢ·log p(xᵢ)',
      'Here n = Σᵢ vᵢ is the sum of the weights.',
      '∂log(exp(u) + exp(v))/∂u = sigmoid(u − v)',
      '∂J/∂μ₁ = 1/n Σᵢ vᵢ·∂ℓᵢ/∂μ₁ =',
    ],
  },
  'definitions of parameters alone, and a penalty': {
    model: `data x: real, y: positive, k: count\nparam a: real, b: real, c: positive
hyper lambda: positive = 0.1\nscale = exp(a) + 1\nrate = exp(b*x)
y ~ exponential(rate/scale)\nk ~ poisson(c*scale)\npenalty lambda*(a^2 + b^2)`,
    lines: [
      'p(yᵢ, kᵢ | xᵢ) = p(yᵢ | xᵢ)·p(kᵢ)',
      'J = −1/n·log L + R = 1/n Σᵢ ℓᵢ + R',
      'R = λ·(a² + b²)',
      'δ_λₖ = ∂J/∂λₖ = 1/n Σᵢ ∂ℓᵢ/∂λₖ = 1 − 1/(n·λₖ) Σᵢ kᵢ',
      'δ_rateᵢ = ∂ℓᵢ/∂rateᵢ = δ_λ_yᵢ·∂λ_yᵢ/∂rateᵢ = δ_λ_yᵢ/scale',
      '∂J/∂a = δ_scale·∂scale/∂a + ∂R/∂a = δ_scale·exp(a) + 2λ·a',
      '∂J/∂b = 1/n Σᵢ δ_rateᵢ·∂rateᵢ/∂b + ∂R/∂b = 1/n Σᵢ δ_rateᵢ·xᵢ·rateᵢ + 2λ·b',
      'c = 1/(n·exp(a) + n) Σᵢ kᵢ',
    ],
  },
  'sums over parts of vectors': {
    model: `data x: real[4], y: binary\nparam w: real[4]
z = sum(w[1:2]) + dot(w[3:4], x[1:2])\ny ~ bernoulli(sigmoid(z))\npenalty sum(w[2:end].^2)`,
    lines: [
      'zᵢ = sum(w[1:2]) + w[3:4]·xᵢ[1:2]',
      'R = Σⱼ₌₁³ w[j + 1]²',
      '∂J/∂wⱼ = 1/n Σᵢ δ_zᵢ·∂zᵢ/∂wⱼ + ∂R/∂wⱼ',
    ],
  },
  'a product where factors may be 0': {
    model: 'param v: real[3] = 1\nloss prod(v) + sum(v.^2)',
    lines: ['J = ℓ', 'ℓ = ∏ⱼ vⱼ + ‖v‖²', '∂J/∂vⱼ = ∂ℓ/∂vⱼ', 'product of the other elements'],
  },
};

const onOneLine = (text: string): string => text.replace(/\s+/gu, ' ');

describe('a derivation says what matters of the model', () => {
  it.each(Object.entries(said))('%s', (name, { model, lines }) => {
    const text = onOneLine(printDerivation(compiled(name, model).derivation, 'text'));
    for (const line of lines) expect(text).toContain(line);
  });
});
