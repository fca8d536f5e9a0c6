/** The number of elements of a shape. */
export const volume = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1);
