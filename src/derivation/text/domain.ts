import type { Domain, DomainKind } from '../../runtime/domain.ts';
import { subscript, superscript } from './letters.ts';

const up = (text: string): string => superscript(text) ?? `^${text}`;

/** ℝ⁵ˣ⁴: the sizes of the axes above the line. */
const power = (shape: readonly number[]): string => shape.map((size) => up(String(size))).join('ˣ');

type Print = (domain: Domain, shape: readonly number[]) => string;

const over =
  (set: string): Print =>
  (_domain, shape) =>
    set + power(shape);

/** The set that the values of a domain lie in. */
const sets: { readonly [K in DomainKind]: Print } = {
  real: over('ℝ'),
  positive: over('(0, ∞)'),
  unit: over('(0, 1)'),
  interval: (d, shape) =>
    d.kind === 'interval' ? `(${d.lower}, ${d.upper})${power(shape)}`.replaceAll('-', '−') : '',
  simplex: (_d, shape) => `Δ${subscript(String(shape.at(-1))) ?? ''}${power(shape.slice(0, -1))}`,
  ordered: (_d, shape) => `ℝ${power(shape)}, increasing`,
  binary: over('{0, 1}'),
  count: over('{0, 1, 2, …}'),
  category: (d, shape) => (d.kind === 'category' ? categories(d.size) + power(shape) : ''),
  weight: over('[0, ∞)'),
};

/** So many categories, which count from 1 on paper. */
const categories = (size: number): string =>
  size <= 3 ? `{${[...Array(size).keys()].map((k) => k + 1).join(', ')}}` : `{1, …, ${size}}`;

export const printDomain = (domain: Domain, shape: readonly number[]): string =>
  sets[domain.kind](domain, shape);
