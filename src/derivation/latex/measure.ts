import type { Formula, FormulaKind, FormulaOf } from '../formula/formula.ts';
import { partsOf } from '../formula/parts.ts';
import { printName } from '../text/letters.ts';
import { width } from '../text/pieces.ts';

/** Widths in ems of a letter, a script against its line, brackets, and signs with the space about them. */
const em = { letter: 0.52, script: 0.72, brackets: 0.85, sign: 1.25, dot: 0.75, big: 1.6 } as const;

const letters = (text: string): number => em.letter * width(text);
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const together = (list: readonly Formula[], between: number): number =>
  sum(list.map(measure)) + between * Math.max(0, list.length - 1);
const bracketed = (list: readonly Formula[]): number => em.brackets + together(list, em.letter);

const measures: { readonly [K in FormulaKind]: (f: FormulaOf<K>) => number } = {
  number: (f) => letters(String(f.value)),
  name: (f) => letters(printName(f.name)) + em.script * sum(f.indices.map(measure)),
  sum: (f) =>
    together(
      f.terms.map((term) => term.formula),
      em.sign,
    ),
  product: (f) => together(f.factors, em.dot / 2) + sum(f.factors.map(roomOfBrackets)),
  dot: (f) => together([f.left, f.right], em.dot),
  fraction: (f) => 0.3 + Math.max(measure(f.numerator), measure(f.denominator)),
  power: (f) => measure(f.base) + em.script * measure(f.exponent) + roomOfBrackets(f.base),
  root: (f) => 0.9 + measure(f.radicand),
  call: (f) => letters(f.fn) + bracketed(f.args),
  distribution: (f) => letters(f.name) + bracketed(f.args),
  element: (f) => measure(f.of) + em.script * sum(f.indices.map(measure)),
  transpose: (f) => 0.6 + measure(f.of),
  norm: (f) => 1 + measure(f.of),
  relation: (f) => together([f.left, f.right], em.sign),
  not: (f) => 0.7 + measure(f.of),
  indicator: (f) => bracketed([f.condition]),
  cases: (f) =>
    4 + Math.max(...partsOf(f).map(measure)) + Math.max(...f.cases.map((c) => measure(c.when))),
  total: (f) =>
    Math.max(em.big, em.script * sum(f.indices.map(measure))) +
    measure(f.body) +
    roomOfBrackets(f.body),
  array: (f) => bracketed(f.items),
  partial: (f) => 1 + Math.max(measure(f.of), measure(f.by)),
  adjoint: (f) => em.letter + em.script * measure(f.of),
  probability: (f) => em.letter + bracketed([...f.of, ...f.given]) + em.dot,
  domain: () => 3,
};

/** About how wide a formula is in ems, when it is set in display style. */
export function measure(f: Formula): number {
  return (measures[f.kind] as (f: Formula) => number)(f);
}

/** Sums get brackets in what binds tighter. */
const roomOfBrackets = (f: Formula): number => (f.kind === 'sum' ? em.brackets : 0);
