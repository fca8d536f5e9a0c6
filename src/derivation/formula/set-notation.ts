import type { Domain } from '../../runtime/domain.ts';
import { argumentsOf } from '../../runtime/domain-syntax.ts';

/** How the parts of the notation of a set are written. */
interface Style {
  readonly power: (sizes: readonly number[]) => string;
  readonly index: (size: number) => string;
  readonly number: (value: number) => string;
  readonly set: (items: readonly string[]) => string;
  readonly dots: string;
}

/** The pattern of a set filled in for a domain and a shape. */
export function fillSet(
  pattern: string,
  domain: Domain,
  shape: readonly number[],
  style: Style,
): string {
  const [a = NaN, b = NaN] = argumentsOf(domain);
  const parts: Readonly<Record<string, () => string>> = {
    shape: () => style.power(shape),
    rest: () => style.power(shape.slice(0, -1)),
    last: () => style.index(shape.at(-1) ?? NaN),
    a: () => style.number(a),
    b: () => style.number(b),
    codes: () => style.set(codes(a, style.dots)),
  };
  return pattern.replace(/\$(\w+)/g, (whole, part: string) => parts[part]?.() ?? whole);
}

/** So many categories, which count from 1 on paper. */
const codes = (size: number, dots: string): string[] =>
  size <= 3 ? Array.from({ length: size }, (_, k) => String(k + 1)) : ['1', dots, String(size)];
