/** c₀ + c₁x + c₂x² + … by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + (coefficients[k] as number);
  return sum;
}

/** c₀ + c₁T₁(t) + c₂T₂(t) + … in Chebyshev polynomials by Clenshaw's recurrence. */
export function chebyshev(coefficients: readonly number[], t: number): number {
  let next = 0;
  let afterNext = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const current = 2 * t * next - afterNext + (coefficients[k] as number);
    afterNext = next;
    next = current;
  }
  return t * next - afterNext + (coefficients[0] as number);
}
