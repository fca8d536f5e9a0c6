import type { Formula, FormulaKind, FormulaOf } from './formula.ts';

const parts: { readonly [K in FormulaKind]: (f: FormulaOf<K>) => readonly Formula[] } = {
  number: () => [],
  name: (f) => f.indices,
  sum: (f) => f.terms.map((term) => term.formula),
  product: (f) => f.factors,
  dot: (f) => [f.left, f.right],
  fraction: (f) => [f.numerator, f.denominator],
  power: (f) => [f.base, f.exponent],
  root: (f) => [f.radicand],
  call: (f) => f.args,
  distribution: (f) => f.args,
  element: (f) => [f.of, ...f.indices],
  transpose: (f) => [f.of],
  norm: (f) => [f.of],
  relation: (f) => [f.left, f.right],
  not: (f) => [f.of],
  indicator: (f) => [f.condition],
  cases: (f) => [...f.cases.flatMap((c) => [c.value, c.when]), f.otherwise],
  total: (f) => [...f.indices, ...(f.to ? [f.to] : []), f.body],
  array: (f) => f.items,
  partial: (f) => [f.of, f.by],
  adjoint: (f) => [f.of],
  probability: (f) => [...f.of, ...f.given],
  domain: () => [],
};

/** The formulas that a formula is made of. */
export const partsOf = (f: Formula): readonly Formula[] =>
  (parts[f.kind] as (f: Formula) => readonly Formula[])(f);

/** How many names and numbers a formula has; a name with its indices is one. */
export const atomsOf = (f: Formula): number =>
  f.kind === 'name'
    ? 1
    : Math.max(
        1,
        partsOf(f).reduce((sum, part) => sum + atomsOf(part), 0),
      );
