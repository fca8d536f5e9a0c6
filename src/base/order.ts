/** Compares texts by their code units: the same everywhere, where a locale's order is not. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
