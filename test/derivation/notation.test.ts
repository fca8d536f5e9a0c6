import { describe, expect, it } from 'vitest';
import { printDerivation } from '../../src/derivation/index.ts';
import { compiled } from './compiled.ts';

/** The text without its layout, so that an equation may be looked for wherever its lines break. */
const derivationOf = (text: string): string =>
  printDerivation(compiled('notation', text).derivation, 'text').replace(/\s+/gu, ' ');

describe('a derivation as text', () => {
  it.each<[string, string, string]>([
    [
      'multiplies elements as numbers',
      'param w: simplex[3], m: real[3]\ndensity mix(y, w, m) = sum(w .* exp(-abs(y - m)))/2\ndata y: real\ny ~ mix(w, m)',
      'p(yᵢ) = (Σⱼ wⱼ·exp(−|yᵢ − mⱼ|))/2',
    ],
    [
      'sums the elements of a matrix under two indices',
      'param W: real[2, 3]\npenalty sum(W.^2)',
      'R = Σⱼₖ Wⱼₖ²',
    ],
    [
      'writes derivatives of functions by the names of the functions',
      'data x: real, y: unit\nparam a: real, f: positive\nm = sigmoid(a*x)\ny ~ beta(m*f, (1 - m)*f)',
      '∂J/∂a = 1/n Σᵢ δ_mᵢ·∂mᵢ/∂a = 1/n Σᵢ δ_mᵢ·xᵢ·mᵢ·(1 − mᵢ)',
    ],
    [
      'writes the elements of ranges',
      'data x: positive\nparam c: real[4]\nloss (1 - sum(c .* x.^(0:3)))^2 + sum(c.^(1:4))',
      'ℓᵢ = rᵢ² + Σⱼ cⱼ^j',
    ],
    [
      'writes equal sums in one order, and leaves out what cancels',
      'data x: real, y: unit\nparam a: real, f: positive\nm = sigmoid(a*x)\ny ~ beta(m*f, (1 - m)*f)',
      '∂J/∂a = f/n Σᵢ (log(1 − yᵢ) − log yᵢ + ψ(a_yᵢ) − ψ(bᵢ))·xᵢ·mᵢ·(1 − mᵢ)',
    ],
    [
      'takes the root of a number that has one, and gathers numbers',
      'data y: real\nparam m: real, s: positive\ny ~ student_t(4, m, s)',
      '∂J/∂m = 1/n Σᵢ ∂ℓᵢ/∂m = 5/(4n·s) Σᵢ (m − yᵢ)/(s·(1 + ((yᵢ − m)/(2s))²))',
    ],
    [
      'writes a product of quotients under one bar',
      'data y: real\nparam m: real, s: positive\ny ~ cauchy(m, s)',
      '1/(n·s²) Σᵢ 2·(m − yᵢ)·(yᵢ − m)/(s·(1 + ((yᵢ − m)/s)²)) + 1/s',
    ],
    [
      'writes products of roots of numbers as one root',
      'data y: binary\nparam z: real\ny ~ bernoulli(0.5*(1 + erf(z/sqrt(2))))',
      '∂J/∂z = δ_h·∂h/∂z = 2δ_h·exp(−½·z²)/√(2π)',
    ],
    [
      'writes quotients of sums as one fraction',
      'data t: positive, d: binary\nparam rate: positive\nloss rate*t - d*log(rate)',
      'rate = (Σᵢ dᵢ)/(Σᵢ tᵢ)',
    ],
    [
      'writes what stands at single places of a vector as the vector',
      'data x: real, y: real\nparam b: real[3]\ny ~ normal(b[1] + b[3]*x, 1)',
      '∂J/∂b = 1/n Σᵢ (∂μᵢ/∂b)ᵀ·δ_μᵢ = [1/n Σᵢ δ_μᵢ, 0, 1/n Σᵢ δ_μᵢ·xᵢ]',
    ],
  ])('%s', (_title, text, line) => {
    expect(derivationOf(text)).toContain(line);
  });
});
