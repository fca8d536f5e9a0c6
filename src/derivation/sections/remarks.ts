import { constantOf, divide, hasRows, innerShape, type Node } from '../../graph/index.ts';
import { parseExpression } from '../../syntax/index.ts';
import { text, type Block, type Sentence } from '../derivation.ts';
import { call, equals, name, negate, times, total } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOfExpression } from '../formula/from-expression.ts';
import { axisIndex, rowIndex } from '../formula/notation.ts';
import { equivalences, type Equivalence } from '../maths/equivalence.ts';
import { parametersIn, type WrittenFactor } from '../maths/factors.ts';
import { write, writeElement, writeName, type Maths } from '../maths/maths.ts';
import { lossName } from './names.ts';

/** What the parts of an objective are known as. */
export const remarks = (maths: Maths, factors: readonly WrittenFactor[]): Block[] =>
  equivalences(maths, factors).map((e) => text(...sentences[e.kind](maths, e)));

const sentences: {
  readonly [K in Equivalence['kind']]: (maths: Maths, e: Equivalence) => Sentence;
} = {
  likelihood: likelihoodSentence,
  prior: priorSentence,
  loss: (maths, e) => {
    const [predicted, observed] = [e.predicted, e.observed].map((n) => write(maths, n).formula);
    return [
      lossName(maths),
      ` is the ${e.known.name} of `,
      predicted ?? '',
      ' as a prediction of ',
      observed ?? '',
      '.',
    ];
  },
};

const indicesOf = ({ notation }: Maths, { observed }: Equivalence): Formula[] =>
  innerShape(observed).map((_, k) => axisIndex(notation, k));

/** The predicted value as the density has it. */
const predictedOf = (e: Equivalence): Formula => {
  const k = e.factor?.log.factor.args.indexOf(e.predicted) ?? -1;
  return e.factor?.args[k] ?? name('u');
};

/** The loss with a name, summed over the elements of one row. */
function knownFormula(maths: Maths, e: Equivalence): Formula {
  const names = new Map([
    ['y', { formula: e.factor?.subject ?? name('y'), rank: 0 }],
    ['u', { formula: predictedOf(e), rank: 0 }],
  ]);
  const expression = parseExpression({ name: e.known.name, text: e.known.formula });
  const formula = formulaOfExpression(expression, { lookup: (each) => names.get(each), axes: [] });
  const indices = indicesOf(maths, e);
  return indices.length > 0 ? total('sum', indices, formula) : formula;
}

const isExact = ({ multiple }: Equivalence): boolean =>
  constantOf(multiple.factor) === 1 && constantOf(multiple.rest) === 0;

/** −log p(y | x), or ℓᵢ where that is all of the loss. */
function lossOf(maths: Maths, e: Equivalence): Formula {
  const likelihoods = maths.objective.factors.filter((f) => f.factor.kind === 'likelihood');
  const isAll = likelihoods.length === 1 && maths.symbolic.model.losses.length === 0;
  return isAll && e.factor
    ? lossName(maths)
    : negate(call('log', e.factor?.probability ?? name('p')));
}

function likelihoodSentence(maths: Maths, e: Equivalence): Sentence {
  const [loss, known] = [lossOf(maths, e), knownFormula(maths, e)];
  if (isExact(e)) return [loss, ` is the ${e.known.name} `, known, '.', ...sameAs(maths, e, known)];
  const predicted = predictedOf(e);
  const factor = writeElement(maths, e.multiple.factor, indicesOf(maths, e));
  const start = ['As a function of ', predicted, ', ', loss, ` is the ${e.known.name} `, known];
  const multiple = constantOf(e.multiple.factor) === 1 ? [] : [' times ', factor];
  const end = [...multiple, ', up to terms without ', predicted, '.'];
  return [...start, ...end, ...sameAs(maths, e, known)];
}

/** Which parameters the likelihood is maximised over by minimising the sum of the losses. */
function sameAs(maths: Maths, e: Equivalence, known: Formula): Sentence {
  const { factor, rest } = e.multiple;
  const others = maths.objective.factors.filter(
    (f) => f.factor.kind === 'likelihood' && f !== e.factor?.log,
  );
  const elsewhere = parametersIn(maths, [factor, rest, ...others.map((f) => f.logDensity)]);
  const own = parametersIn(maths, [e.observed, e.predicted]).filter((p) => !elsewhere.includes(p));
  if (own.length === 0 || varies(factor)) return [];
  const { weight } = maths.symbolic.model;
  const weighted = weight ? times(writeName(maths, weight.name), known) : known;
  const sum = total('sum', [rowIndex(maths.notation)], weighted);
  const parameters = own.flatMap((p, k) => [...(k > 0 ? [', '] : []), writeName(maths, p)]);
  const start = [' Maximising the likelihood over ', ...parameters, ' is the same as minimising '];
  return isExact(e) ? [...start, 'it.'] : [...start, `the sum of ${e.known.plural} `, sum, '.'];
}

/** Whether a node is not the same for every row. */
const varies = (node: Node): boolean =>
  hasRows(node) && (node.kind !== 'contract' || node.labels.some((labels) => labels.includes(0)));

function priorSentence(maths: Maths, e: Equivalence): Sentence {
  const { simplify, model } = maths.symbolic;
  const { count } = maths.objective;
  const factor = writeElement(maths, e.multiple.factor, indicesOf(maths, e));
  const prior = negate(call('log', e.factor?.probability ?? name('p')));
  const start = [
    prior,
    ` is ${e.known.penalty ?? `the ${e.known.name}`}: `,
    knownFormula(maths, e),
    ...(constantOf(e.multiple.factor) === 1 ? [] : [' times ', factor]),
    ', up to a constant.',
  ];
  if (!count) return start;
  const weight = simplify(divide(model.graph, e.multiple.factor, count));
  return [
    ...start,
    ' Beside the average loss its weight is ',
    equals(name('λ'), writeElement(maths, weight, indicesOf(maths, e))),
    '.',
  ];
}
