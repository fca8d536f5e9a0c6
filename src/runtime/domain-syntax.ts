import { binarySyntax } from './domains/binary.ts';
import { categorySyntax } from './domains/category.ts';
import { countSyntax } from './domains/count.ts';
import { intervalSyntax } from './domains/interval.ts';
import { orderedSyntax } from './domains/ordered.ts';
import { positiveSyntax } from './domains/positive.ts';
import { realSyntax } from './domains/real.ts';
import { simplexSyntax } from './domains/simplex.ts';
import { unitSyntax } from './domains/unit.ts';
import { weightSyntax } from './domains/weight.ts';
import type { Domain, DomainKind } from './domain.ts';
import type { DomainRow, DomainSyntax } from './domains/row.ts';

export type { DomainSyntax } from './domains/row.ts';

/** How each domain is declared, written and read. */
export const domains = {
  real: realSyntax,
  positive: positiveSyntax,
  unit: unitSyntax,
  interval: intervalSyntax,
  simplex: simplexSyntax,
  ordered: orderedSyntax,
  binary: binarySyntax,
  count: countSyntax,
  category: categorySyntax,
  weight: weightSyntax,
} satisfies { readonly [K in DomainKind]: DomainSyntax<Extract<Domain, { kind: K }>> };

/** Domains by name: those of the table, and others that a language has. */
export type DomainTable = Readonly<Record<string, DomainSyntax<Domain>>>;

/** A domain that is none of the table carries all that is known of it. */
export type OwnDomain = DomainRow<Domain> & DomainSyntax<Domain>;

interface Carrier {
  readonly row?: OwnDomain;
}

/** What is known of a domain where a model is compiled. */
export const syntaxOf = (domain: Domain): DomainSyntax<Domain> =>
  (domain as Carrier).row ?? domains[domain.kind];

/** A domain of a kind that is none of the table. */
export const domainOf = (kind: string, row: OwnDomain): Domain =>
  ({ kind, row }) as unknown as Domain;

/** The arguments that a domain is declared with. */
export const argumentsOf = (domain: Domain): readonly number[] =>
  Object.values(domain).filter((value): value is number => typeof value === 'number');

/** How many arguments a domain is declared with. */
export const arityOf = ({ signature }: Pick<DomainSyntax<Domain>, 'signature'>): number =>
  signature.includes('(') ? signature.split(',').length : 0;

/** A domain as it is declared, `interval(0, 1)`; the half line, which only a support is, as an interval of maths. */
export function declarationOf(domain: Domain): string {
  const { signature } = syntaxOf(domain);
  const numbers = argumentsOf(domain);
  const [lower, upper] = numbers;
  if (lower === undefined) return signature;
  return upper === Infinity
    ? `[${lower}, ∞)`
    : `${signature.replace(/\(.*/, '')}(${numbers.join(', ')})`;
}
