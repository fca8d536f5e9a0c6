/** How tightly a form binds, loosest first. */
export const binding = {
  relation: 0,
  sum: 1,
  total: 2,
  product: 3,
  fraction: 4,
  power: 5,
  atom: 6,
} as const;

export type Binding = (typeof binding)[keyof typeof binding];
