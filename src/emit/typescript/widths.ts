import type { Widths } from '../../lower/index.ts';

/** For the registers and caches of a desktop's processor, as V8 uses them. */
export const typescriptWidths: Widths = {
  rows: [
    { upTo: 16, rows: 6 },
    { upTo: 600, rows: 4 },
    { upTo: 1500, rows: 2 },
  ],
  // 4 rows × 2 outputs × 2 inputs for a sum that ends in variables, 4 rows × 4 × 1 for an outer product.
  tile: { least: 256, sum: { outer: 2, inner: 2 }, outerProduct: 4 },
};
