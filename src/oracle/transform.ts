import { present } from '../base/invariant.ts';
import { rowOf, type Domain } from '../runtime/domain.ts';
import { argumentsOf, syntaxOf } from '../runtime/domain-syntax.ts';
import { parseExpression } from '../syntax/index.ts';
import * as R from './real/index.ts';
import type { Precision, Real } from './real/index.ts';
import { inputTerm, termOf, type Term } from './term.ts';
import { translate } from './translate.ts';
import { array, scalar, type Value } from './value.ts';
import { volume } from '../base/shape.ts';

/** Makes a parameter, row-major, from its unconstrained numbers. */
export interface Transform {
  /** How many unconstrained numbers there are. */
  readonly size: number;
  readonly constrain: (p: Precision, theta: readonly Real[]) => readonly Real[];
}

/** The transform of a domain, by its text: a block of the last axes at a time. */
export function transformOf(domain: Domain, shape: readonly number[]): Transform {
  const { rank, free } = present(rowOf(domain).transform, 'a parameter has a transform');
  const { text } = present(syntaxOf(domain).transform);
  const block = shape.slice(shape.length - rank);
  const theta = free(block);
  const [length, blocks] = [volume(theta), volume(shape) / volume(block)];
  const term = translate(parseExpression({ name: 'transform', text: text(block) }), {
    terms: new Map([['t', inputTerm('t', 'fixed')], ...numbersOf(domain, block)]),
    globals: new Map(),
    functions: new Map(),
    end: null,
  });
  return {
    size: blocks * length,
    constrain: (p, numbers) =>
      Array.from({ length: blocks }, (_, k) => {
        const part = array(theta, numbers.slice(k * length, (k + 1) * length));
        return valueOf(term, p, part).numbers;
      }).flat(),
  };
}

/** What else the text speaks of: the arguments of the domain and the sizes of a block. */
const numbersOf = (domain: Domain, block: readonly number[]): [string, Term][] => {
  const [a, b] = argumentsOf(domain);
  const [n, m] = block;
  return Object.entries({ a, b, n, m }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, termOf([], (p) => scalar(R.fromNumber(p, value)))]],
  );
};

const valueOf = (term: Term, p: Precision, t: Value): Value =>
  term.apply(p, () => t, ...term.args.map((arg) => valueOf(arg, p, t)));
