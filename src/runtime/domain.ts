import { binary, type Binary } from './domains/binary.ts';
import { category, type Category } from './domains/category.ts';
import { count, type Count } from './domains/count.ts';
import { interval, type Interval } from './domains/interval.ts';
import { ordered, type Ordered } from './domains/ordered.ts';
import { positive, type Positive } from './domains/positive.ts';
import { real, type Real } from './domains/real.ts';
import type { DomainRow } from './domains/row.ts';
import { simplex, type Simplex } from './domains/simplex.ts';
import { unit, type Unit } from './domains/unit.ts';
import { weight, type Weight } from './domains/weight.ts';

export type { Bounds, DomainRow, Role } from './domains/row.ts';

/**
 * The set a number belongs to. A parameter's domain is its constraint; a column's is checked on
 * load.
 */
export type Domain =
  Real | Positive | Unit | Interval | Simplex | Ordered | Binary | Count | Category | Weight;

export type DomainKind = Domain['kind'];

/** The table: a new domain is one file, with a line here and in `domain-syntax.ts`. */
const domains = {
  real,
  positive,
  unit,
  interval,
  simplex,
  ordered,
  binary,
  count,
  category,
  weight,
} satisfies { readonly [K in DomainKind]: DomainRow<Extract<Domain, { kind: K }>> };

/** A domain that is none of the table carries its row. */
interface Carrier {
  readonly row?: DomainRow<Domain>;
}

/** What is known of a domain where a model runs. */
export const rowOf = (domain: Domain): DomainRow<Domain> =>
  (domain as Carrier).row ?? domains[domain.kind];
