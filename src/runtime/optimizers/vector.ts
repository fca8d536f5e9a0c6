/** aᵀb over the n numbers of b that begin at `offset`. */
export function dot(a: Float64Array, b: Float64Array, offset = 0): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[offset + i] as number);
  return sum;
}

/** y ← y + factor·x over the n numbers of x that begin at `offset`. */
export function addScaled(y: Float64Array, factor: number, x: Float64Array, offset = 0): void {
  for (let i = 0; i < y.length; i++) {
    y[i] = (y[i] as number) + factor * (x[offset + i] as number);
  }
}
