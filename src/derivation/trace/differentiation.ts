import { present } from '../../base/invariant.ts';
import {
  dispatch,
  type ByKind,
  type Contract,
  type Map as MapNode,
  type Node,
  type Reduce,
} from '../../graph/index.ts';
import { readFormula } from '../../syntax/index.ts';
import type { Sentence } from '../derivation.ts';
import { call, equals, name, one, partial, power } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOfExpression } from '../formula/from-expression.ts';
import type { Writer } from './writer.ts';

/** The rule by which a node is differentiated. */
export interface DifferentiationRule {
  readonly rule: string;
  readonly sentence: Sentence;
  /** It only repeats, permutes or adds. */
  readonly minor: boolean;
}

export const ruleAt = (w: Writer, node: Node): DifferentiationRule => dispatch(rules, node, w);

const plain = (rule: string, ...sentence: Sentence): DifferentiationRule => ({
  rule,
  sentence,
  minor: false,
});

const leaf = (): DifferentiationRule => plain('constant', 'Nothing lies below it.');

const rules: ByKind<[Writer], DifferentiationRule> = {
  constant: leaf,
  symbol: leaf,
  ramp: leaf,
  map: (n) => (n.fn === 'add' ? sumRule : partialsOf(n)),
  contract: (n) => contraction(n),
  reduce: (n) => reductions[n.op],
  stack: () =>
    plain('parts of an array', 'Each part gets the part of the derivative at its place.'),
};

const sumRule: DifferentiationRule = {
  rule: 'sum rule',
  sentence: ['Each term of a sum gets the derivative of the sum.'],
  minor: true,
};

function contraction(n: Contract): DifferentiationRule {
  if (n.args.length > 1)
    return plain(
      'product rule',
      'Each factor gets the derivative times the other factors, summed over the indices that it does not have.',
    );
  if (n.brackets.some((b) => b.kind !== 'below'))
    return plain('element', 'What is taken gets the derivative at its place, and all else gets 0.');
  return {
    rule: 'linearity',
    sentence: ['What is added up or repeated gets the derivative at each of its places.'],
    minor: true,
  };
}

const letters = ['a', 'b', 'c'] as const;

/** ∂f(a, b)/∂a = …, for each argument that the value varies with. */
function partialsOf({ fn, rule, args }: MapNode): DifferentiationRule {
  const names = args.map((_, k) => name(present(letters[k])));
  const value = valueOf(fn, names);
  const equations = rule.partials.flatMap((text, k): Formula[] => {
    const by = names[k];
    if (text === '0' || !by) return [];
    return [equals(partial(value, by), partialFormula(text, value))];
  });
  const sentence = equations.flatMap((equation, k) => (k > 0 ? [', ', equation] : [equation]));
  return { rule: ruleNames[fn] ?? `derivative of ${fn}`, sentence, minor: false };
}

const ruleNames: { readonly [fn: string]: string } = {
  pow: 'power rule',
  where: 'derivative of cases',
};

const valueOf = (fn: string, args: readonly Formula[]): Formula => {
  const [a = one, b = one] = args;
  return fn === 'pow' ? power(a, b) : call(fn, ...args);
};

const partialFormula = (text: string, value: Formula): Formula =>
  formulaOfExpression(readFormula(text), {
    lookup: (each) => (each === 'f' ? { formula: value, rank: 0 } : undefined),
    axes: [],
  });

const reductions: { readonly [K in Reduce['op']]: DifferentiationRule } = {
  max: plain('derivative of a maximum', 'What attains the maximum gets the derivative.'),
  min: plain('derivative of a minimum', 'What attains the minimum gets the derivative.'),
  logsumexp: plain('derivative of log Σ exp', 'The derivative of log Σ exp a is the softmax of a.'),
  prod: plain('derivative of a product', 'Each factor gets the product of the others.'),
};
