import { present } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import { rowOf, type Domain } from '../runtime/domain.ts';
import { argumentsOf, syntaxOf } from '../runtime/domain-syntax.ts';
import type { DeclaredType, Draft } from './draft.ts';
import { elaborateText } from './language-text.ts';
import { quantity, type Quantity } from './quantity.ts';
import { vectorize } from './vectorize.ts';

const transformOf = (domain: Domain) =>
  present(rowOf(domain).transform, `a parameter can be ${domain.kind}`);

/** The shape of the unconstrained numbers of a parameter. */
export function thetaShape({ domain, shape }: DeclaredType): readonly number[] {
  const { rank, free } = transformOf(domain);
  const leading = shape.length - rank;
  return [...shape.slice(0, leading), ...free(shape.slice(leading))];
}

/** A parameter as a function of its unconstrained numbers: each block by the text of the domain. */
export function constrain(
  draft: Draft,
  name: string,
  theta: Node,
  { domain, shape }: DeclaredType,
): Node {
  const { g } = draft;
  const { rank, free } = transformOf(domain);
  const { transform } = syntaxOf(domain);
  const leading = shape.slice(0, shape.length - rank);
  const block = shape.slice(leading.length);
  const isOne = rank === 0 || leading.length === 0;
  const formal = isOne ? theta : g.symbol(`${name}@block`, 'theta', free(block), { kind: 'real' });
  const [a, b] = argumentsOf(domain);
  const [n, m] = block;
  const numbers = Object.entries({ a, b, n, m }).flatMap(([each, value]): [string, Quantity][] =>
    value === undefined ? [] : [[each, quantity(g.constant(value))]],
  );
  const values = new Map([['t', quantity(formal)], ...numbers]);
  const { node } = elaborateText(draft, domain.kind, present(transform).text(block), values);
  return isOne ? node : vectorize(g, node, new Map([[formal, theta]]), leading);
}
