import type { Node, Symbol } from '../../graph/index.ts';
import type { Sentence } from '../derivation.ts';
import { call, equals, name, partial, total } from '../formula/build.ts';
import { axisIndex } from '../formula/notation.ts';
import { write, writeName, type Maths } from '../maths/maths.ts';
import { rulesOf, type DifferentiationRule, type NamedRule } from '../maths/rules.ts';

/** The rules by which nodes are differentiated with respect to a symbol, as they are told. */
export const rulesFor = (maths: Maths, roots: readonly Node[], symbol: Symbol): Sentence[] =>
  rulesOf(maths.symbolic.model.graph, maths.symbolic.simplify, roots, symbol).map((rule) =>
    (writers[rule.kind] as (rule: DifferentiationRule, maths: Maths) => Sentence)(rule, maths),
  );

type RuleOf<K extends DifferentiationRule['kind']> = Extract<DifferentiationRule, { kind: K }>;

const writers: {
  readonly [K in DifferentiationRule['kind']]: (rule: RuleOf<K>, maths: Maths) => Sentence;
} = {
  named: ({ name: rule }, maths) => names[rule](maths),
  linear: ({ in: symbol }, maths) =>
    symbol ? ['linear in ', writeName(maths, symbol.name)] : ['linear'],
  function: ({ of, by, is }, maths) => [
    equals(partial(write(maths, of).formula, name(by.name)), write(maths, is).formula),
  ],
};

const names: { readonly [R in NamedRule]: (maths: Maths) => Sentence } = {
  sum: () => ['sum rule'],
  'constant factor': () => ['constant factor'],
  product: () => ['product rule'],
  cases: () => ['the case that holds'],
  element: () => ['a picked element gives onehot'],
  array: () => ['element by element'],
  logsumexp: ({ notation }) => {
    const index = axisIndex(notation, 0);
    const of = call('log', total('sum', [index], call('exp', name('u', index))));
    return [equals(partial(of, name('u')), call('softmax', name('u')))];
  },
  extremum: () => ['the element that is greatest or least'],
  'product of elements': () => ['product of the other elements'],
};
