import type { Precision } from './precision.ts';
import { fromFraction, type Real } from './real.ts';

/**
 * B₂, B₄, … from the tangent numbers T₁, T₂, …: B₂ₖ = (−1)ᵏ⁻¹ 2k Tₖ / (4ᵏ(4ᵏ − 1)).
 * Source: Brent and Harvey, Fast computation of Bernoulli, tangent and secant numbers (2011).
 */
export const bernoulliNumbers = (p: Precision): readonly Real[] =>
  p.bernoulli((count) =>
    tangentNumbers(count).map((tangent, i) => {
      const four = 4n ** BigInt(i + 1);
      const numerator = 2n * BigInt(i + 1) * tangent;
      return fromFraction(p, i % 2 === 0 ? numerator : -numerator, four * (four - 1n));
    }),
  );

function tangentNumbers(count: number): bigint[] {
  const t = [1n];
  for (let k = 1; k < count; k++) t.push(BigInt(k) * t[k - 1]!);
  for (let k = 1; k < count; k++) {
    for (let j = k; j < count; j++) {
      t[j] = BigInt(j - k) * t[j - 1]! + BigInt(j - k + 2) * t[j]!;
    }
  }
  return t;
}
