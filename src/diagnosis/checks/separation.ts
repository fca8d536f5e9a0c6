import { present } from '../../base/invariant.ts';
import { symbolsOf, type Symbol } from '../../graph/index.ts';
import { elementNames, predictorsIn, type Regressor } from '../rows/predictors.ts';
import { valuesOn } from '../rows/values.ts';
import { warn, type Check, type Subject } from '../subject.ts';

/** Columns of a logistic regression that tell the outcomes apart without an error. */
export const separation: Check = (subject) => {
  const { data, model } = subject;
  if (!data) return [];
  const held = heldBack(subject);
  return model.factors
    .filter(({ kind, distribution }) => kind === 'likelihood' && distribution === 'bernoulli')
    .flatMap((factor) => {
      const { subject: outcome, span } = factor;
      if (outcome.kind !== 'symbol' || outcome.shape.length !== 1) return [];
      const regressors = predictorsIn(factor.args).flat().filter(isFree(held));
      const [[outcomes] = [], ...columns] = valuesOn(data, [
        outcome,
        ...regressors.map(({ values }) => values),
      ]);
      return regressors.flatMap((regressor, k) =>
        separators(present(columns[k]), present(outcomes)).map((j) => {
          const name = present(elementNames(regressor.values)[j]);
          const message = `\`${name}\` alone tells all rows with \`${outcome.name}\` = 1 from those with 0: its coefficient grows for ever`;
          const help = `give a prior to ${regressor.parameters.map((p) => `\`${p.name}\``).join(', ')}, or leave \`${name}\` out`;
          return warn(subject, 'separated', message, span, help);
        }),
      );
    });
};

/** Parameters that a prior or a penalty keeps from growing. */
const heldBack = ({ model }: Subject): ReadonlySet<Symbol> =>
  new Set(
    symbolsOf([
      ...model.factors.filter(({ kind }) => kind === 'prior').map((factor) => factor.subject),
      ...model.penalties.map((penalty) => penalty.node),
    ]),
  );

const isFree =
  (held: ReadonlySet<Symbol>) =>
  ({ parameters }: Regressor): boolean =>
    parameters.every((parameter) => !held.has(parameter));

/** Positions of columns all of whose numbers with outcome 0 lie below, or above, those with 1. */
function separators(
  columns: readonly (readonly number[])[],
  outcomes: readonly number[],
): number[] {
  const [zeros, ones] = [0, 1].map((y) => outcomes.flatMap((o, i) => (o === y ? [i] : [])));
  if (!zeros?.length || !ones?.length) return [];
  return columns.flatMap((column, j) => {
    const [a, b] = [zeros, ones].map((rows) => rows.map((i) => present(column[i])));
    const isBelow = (low: readonly number[], high: readonly number[]): boolean =>
      Math.max(...low) < Math.min(...high);
    return a && b && (isBelow(a, b) || isBelow(b, a)) ? [j] : [];
  });
}
