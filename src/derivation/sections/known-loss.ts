import { constantOf, divide, Interval, type Node } from '../../graph/index.ts';
import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Section,
  type Sentence,
} from '../derivation.ts';
import { call, equals, name, negate, plus, times } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { atomsOf } from '../formula/parts.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { parametersIn } from '../maths/factors.ts';
import { equivalences, type Equivalence } from '../maths/equivalence.ts';
import { write, writeElement, writeName, type Maths } from '../maths/maths.ts';
import {
  fixed,
  indicesOf,
  isExact,
  knownFormula,
  meanEquation,
  predictedOf,
  restOf,
  shareEquation,
  writtenOut,
} from './known-formulas.ts';
import { countName, lossName, objectiveName } from './names.ts';
import { isAveraged, sumOverRows } from './rows.ts';

/** The names under which the parts of the objective are known, and what is left out of them. */
export function knownLossSection(maths: Maths, factors: readonly WrittenFactor[]): Section | null {
  const found = equivalences(maths, factors);
  if (found.length === 0) return null;
  const title = found.some((e) => e.kind !== 'prior') ? 'The loss by its name' : 'The penalty';
  return { id: 'known-loss', title, blocks: found.flatMap((e) => writers[e.kind](maths, e)) };
}

const writers: {
  readonly [K in Equivalence['kind']]: (maths: Maths, e: Equivalence) => Block[];
} = { likelihood: likelihoodBlocks, prior: priorBlocks, loss: lossBlocks };

/** A `loss` statement that the model writes out itself. */
function lossBlocks(maths: Maths, e: Equivalence): Block[] {
  const [predicted = '', observed = ''] = [e.predicted, e.observed].map(
    (n) => write(maths, n).formula,
  );
  const isAll = maths.symbolic.model.losses.length === 1 && maths.objective.factors.length === 0;
  const whole: Sentence =
    isAll && isExact(e) && isAveraged(maths) && !maths.objective.penalty
      ? [', and ', objectiveName(maths), ` the ${e.known.mean.name}`]
      : [];
  const start = [lossName(maths), ` is the ${e.known.name} of `, predicted];
  return [text(...start, ' as a prediction of ', observed, ...whole, '.')];
}

function likelihoodBlocks(maths: Maths, e: Equivalence): Block[] {
  const factor = fixed(maths, e.multiple.factor);
  if (!factor) return [text(...ofOneRow(maths, e))];
  const own = ownParameters(maths, e);
  const isMinimised = own.length > 0 && Interval.isPositive(factor.range);
  return [
    text(`The ${e.known.mean.name} of the data set:`),
    equations([meanEquation(maths, e)], true),
    text(...shareSentence(e)),
    equations([shareEquation(maths, e, factor)]),
    ...(isMinimised ? [text(...sameAs(maths, e, factor, own))] : []),
  ];
}

const shareSentence = (e: Equivalence): Sentence =>
  isExact(e)
    ? ['The average negative log-likelihood is just that:']
    : [
        'The average negative log-likelihood is a multiple of it, and what ',
        predictedOf(e),
        ' is not in:',
      ];

/** Where the factor is not the same for all rows and elements, it belongs to each. */
function ofOneRow(maths: Maths, e: Equivalence): Sentence {
  const predicted = predictedOf(e);
  const loss = negate(call('log', e.factor?.probability ?? name('p')));
  const known = knownFormula(maths, e, undefined, factorOfElement(maths, e));
  const start = ['As a function of ', predicted, ', ', loss, ` is the ${e.known.name} `];
  return [...start, 'under a factor of its own, ', known, ', up to terms without ', predicted, '.'];
}

/** The parameters that are in the loss alone, and in no other part of the likelihood. */
function ownParameters(maths: Maths, e: Equivalence): string[] {
  const { factor, rest } = e.multiple;
  const others = maths.objective.factors.filter(
    (f) => f.factor.kind === 'likelihood' && f !== e.factor?.log,
  );
  const elsewhere = parametersIn(maths, [factor, rest, ...others.map((f) => f.logDensity)]);
  return parametersIn(maths, [e.observed, e.predicted]).filter((p) => !elsewhere.includes(p));
}

const listOf = (maths: Maths, names: readonly string[]): Sentence =>
  names.flatMap((text, k) => [...(k > 0 ? [', '] : []), writeName(maths, text)]);

/** Over which parameters the likelihood is greatest where the loss is least, and why. */
function sameAs(maths: Maths, e: Equivalence, factor: Node, own: readonly string[]): Sentence {
  const { known } = e;
  const names = listOf(maths, own);
  if (isExact(e)) {
    return ['Maximising the likelihood over ', ...names, ` is minimising the ${known.mean.name}.`];
  }
  const sum = sumOverRows(maths, writtenOut(maths, e) ?? knownFormula(maths, e));
  const reasons = joined([multiplies(maths, factor), dropped(maths, e, names)]);
  const method = known.method === undefined ? '' : `: ${known.method}`;
  return [
    ...reasons,
    ', so that the likelihood is greatest over ',
    ...names,
    ' where ',
    sum,
    ` is least${method}.`,
  ];
}

/** The proportionality constant. */
const multiplies = (maths: Maths, factor: Node): Sentence =>
  constantOf(factor) === 1 ? [] : ['The factor ', write(maths, factor).formula, ' is positive'];

/** A constant of more atoms is not said again after its equation. */
const mostAtoms = 8;

/** The constant that is dropped. */
function dropped(maths: Maths, e: Equivalence, names: Sentence): Sentence {
  const [rest] = restOf(maths, e);
  if (!rest) return [];
  return atomsOf(rest) <= mostAtoms
    ? ['the constant ', rest, ' has no ', ...names, ' in it']
    : ['the terms beside it have no ', ...names, ' in them'];
}

function joined(parts: readonly Sentence[]): Sentence {
  const [first = '', ...others] = parts
    .filter((part) => part.length > 0)
    .flatMap((part, k) => (k > 0 ? [' and ', ...part] : part));
  return typeof first === 'string' ? [capital(first), ...others] : [first, ...others];
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** −log p(w) = λ Σⱼ wⱼ² + constant. */
function priorBlocks(maths: Maths, e: Equivalence): Block[] {
  const prior = negate(call('log', e.factor?.probability ?? name('p')));
  const what = e.known.penalty ?? `the ${e.known.name}`;
  return [
    text(prior, ` is ${what}, and a constant:`),
    equations([equation(prior, is(penalty(maths, e)))]),
    ...weight(maths, e),
  ];
}

function penalty(maths: Maths, e: Equivalence): Formula {
  const factor = fixed(maths, e.multiple.factor);
  const known = factor
    ? times(write(maths, factor).formula, knownFormula(maths, e))
    : knownFormula(maths, e, undefined, factorOfElement(maths, e));
  return plus(known, ...restOf(maths, e));
}

const factorOfElement = (maths: Maths, e: Equivalence): Formula =>
  writeElement(maths, e.multiple.factor, indicesOf(maths, e));

/** The weight of the penalty beside the average loss. */
function weight(maths: Maths, e: Equivalence): Block[] {
  const { model, simplify } = maths.symbolic;
  const { count } = maths.objective;
  const factor = fixed(maths, e.multiple.factor);
  if (!count || !factor) return [];
  const share = write(maths, simplify(divide(model.graph, factor, count))).formula;
  const lambda = equals(name(maths.notation.word('lambda')), share);
  return [
    text(
      'Beside the average loss, which is divided by ',
      countName(maths),
      ', its weight is ',
      lambda,
      '.',
    ),
  ];
}
