import type { Domain } from '../../runtime/domain.ts';
import { syntaxOf } from '../../runtime/domain-syntax.ts';
import { fillSet } from '../formula/set-notation.ts';
import { subscript, superscript } from './letters.ts';

const up = (text: string): string => superscript(text) ?? `^${text}`;

/** The set that the values of a domain lie in. */
export const printDomain = (domain: Domain, shape: readonly number[]): string =>
  fillSet(syntaxOf(domain).set.unicode, domain, shape, {
    // ℝ⁵ˣ⁴: the sizes of the axes above the line.
    power: (sizes) => sizes.map((size) => up(String(size))).join('ˣ'),
    index: (size) => subscript(String(size)) ?? '',
    number: (value) => String(value).replace('-', '−'),
    set: (items) => `{${items.join(', ')}}`,
    dots: '…',
  });
