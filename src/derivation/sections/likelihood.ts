import { plus } from '../../graph/index.ts';
import { equation, equations, is, text, type Block, type Section } from '../derivation.ts';
import { call, name, power, times, total } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { rowIndex } from '../formula/notation.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { logLikelihoodTerms } from '../maths/collect.ts';
import { write, writeName, writeTerms, type Maths } from '../maths/maths.ts';
import { areShort, mostAtoms } from '../maths/shown.ts';
import { likelihoodOf, logLikelihood } from './names.ts';

const isRow = (f: WrittenFactor): boolean => f.log.factor.kind === 'likelihood';

/** The weight of a row as an exponent of its density. */
function weighted({ symbolic, names }: Maths, f: Formula): Formula {
  const { weight } = symbolic.model;
  const exponent = weight && names.lookup(weight.name)?.formula;
  return exponent ? power(f, exponent) : f;
}

/** L = ∏ᵢ p(yᵢ | xᵢ). */
export function likelihoodSection(maths: Maths, factors: readonly WrittenFactor[]): Section | null {
  const rows = factors.filter(isRow);
  const [only] = rows;
  if (!only) return null;
  const row = [rowIndex(maths.notation)];
  const whole = total('product', row, times(...rows.map((f) => weighted(maths, f.probability))));
  const all = [...row, ...only.indices];
  const written = is(total('product', all, weighted(maths, only.density)));
  const steps = [is(whole), ...(rows.length === 1 ? [written] : [])];
  return {
    id: 'likelihood',
    title: 'The likelihood of the data set',
    blocks: [
      text('Rows are independent, so their densities multiply:'),
      equations([{ left: likelihoodOf(maths), steps }], true),
      ...posterior(maths, factors),
    ],
  };
}

/** Likelihood times prior. */
function posterior(maths: Maths, factors: readonly WrittenFactor[]): Block[] {
  const priors = factors.filter((f) => !isRow(f));
  if (priors.length === 0) return [];
  const parameters = maths.symbolic.model.parameters.map((p) => writeName(maths, p.name));
  const left: Formula = {
    kind: 'probability',
    letter: maths.notation.density,
    of: parameters,
    given: [name('data')],
  };
  const product = times(likelihoodOf(maths), ...priors.map((f) => f.probability));
  return [
    text(
      'The density of the parameters given the data is proportional to the likelihood times the prior; its mode is the maximum a posteriori (MAP) estimate:',
    ),
    equations([equation(left, { sign: '∝', formula: product })]),
  ];
}

/** log L = Σᵢ log p(yᵢ | xᵢ), with the logarithms taken. */
export function logLikelihoodSection(
  maths: Maths,
  factors: readonly WrittenFactor[],
): Section | null {
  if (factors.length === 0) return null;
  const rows = factors.filter(isRow);
  const blocks = [
    ...sumOfLogs(maths, rows),
    ...rows.flatMap((f) => logBlocks(maths, f)),
    ...collected(maths),
    ...factors.filter((f) => !isRow(f)).flatMap((f) => logBlocks(maths, f)),
  ];
  return {
    id: 'log-likelihood',
    title: rows.length > 0 ? 'The log-likelihood' : 'The log density',
    blocks,
  };
}

function sumOfLogs(maths: Maths, rows: readonly WrittenFactor[]): Block[] {
  if (rows.length === 0) return [];
  const { weight } = maths.symbolic.model;
  const logs = rows.map((f) => call('log', f.probability));
  const sum: Formula = {
    kind: 'sum',
    terms: logs.map((formula) => ({ negative: false, formula })),
  };
  const body = rows.length === 1 ? logs : [sum];
  const weighted = weight ? [writeName(maths, weight.name)] : [];
  const whole = total('sum', [rowIndex(maths.notation)], times(...weighted, ...body));
  return [
    text('The logarithm of a product is the sum of the logarithms:'),
    equations([equation(logLikelihood(maths), is(whole))]),
  ];
}

/** log L with what is the same for every row outside of the sum. */
function collected(maths: Maths): Block[] {
  const terms = logLikelihoodTerms(maths);
  if (terms.length === 0 || !areShort(maths, terms, mostAtoms)) return [];
  const node = plus(maths.symbolic.model.graph, ...terms);
  return [
    text('Over all rows, with what is the same for each of them taken out of the sum:'),
    equations([equation(logLikelihood(maths), is(writeTerms(maths, terms), node))]),
  ];
}

function logBlocks(maths: Maths, f: WrittenFactor): Block[] {
  const { logDensity, rules } = f.log;
  const { formula } = write(maths, logDensity);
  const left = call('log', f.probability);
  const written = total('sum', f.indices, call('log', f.density));
  const first = f.indices.length === 0 ? call('log', f.density) : written;
  const by = rules.length > 0 ? [text(`Rewrites: ${rules.join('; ')}.`)] : [];
  return [equations([equation(left, is(first), is(formula, logDensity))], true), ...by];
}
