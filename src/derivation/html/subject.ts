import type { Equation } from '../derivation.ts';
import type { Formula } from '../formula/formula.ts';

/** What an equation is about: `z` where it says what z is, `∂w` where it says a derivative by w. */
export const subjectOf = ({ left }: Equation): string | null => keyOf(left);

/** The key of the derivative by a quantity. */
export const derivativeBy = (quantity: string): string => `∂${quantity}`;

function keyOf(f: Formula): string | null {
  if (f.kind === 'name') return f.name;
  if (f.kind === 'element') return keyOf(f.of);
  const by = f.kind === 'partial' ? keyOf(f.by) : f.kind === 'adjoint' ? keyOf(f.of) : null;
  return by === null ? null : derivativeBy(by);
}

/** What a formula names, where it is but a name. */
export const nameOf = (f: Formula): string | null => (f.kind === 'name' ? f.name : null);
