import { present } from '../../base/invariant.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { symbolsOf, type Symbol } from '../../graph/index.ts';
import type { Data } from '../../runtime/index.ts';
import { elementNames, predictorsIn, type Regressor } from '../rows/predictors.ts';
import { deviation, mean, valuesOn } from '../rows/values.ts';
import { warn, type Check, type Subject } from '../subject.ts';

/** Ratios of standard deviations beyond this are reported. */
const mostRatio = 1000;

/** Columns of very different scale in one linear predictor. */
export const scales: Check = (subject) => {
  const { data, model } = subject;
  if (!data) return [];
  const found = new Map<string, Diagnostic>();
  for (const predictor of predictorsIn([model.objective])) {
    const spreads = predictor
      .flatMap((regressor) => spreadsOf(data, regressor))
      .filter((s) => s.size > 0);
    const [least, most] = [extreme(spreads, -1), extreme(spreads, 1)];
    if (!least || !most || most.size <= mostRatio * least.size) continue;
    const key = `${least.name} ${most.name}`;
    if (!found.has(key)) found.set(key, report(subject, least, most));
  }
  return [...found.values()];
};

/** How far an element of a regressor spreads over the rows. */
interface Spread {
  readonly name: string;
  readonly column: Symbol;
  readonly centre: number;
  readonly size: number;
}

function spreadsOf(data: Data, { values, coefficient }: Regressor): Spread[] {
  const names = elementNames(values);
  const columns = symbolsOf([values]).filter(({ role }) => role === 'data');
  return present(valuesOn(data, [values])[0]).map((numbers, k) => ({
    name: names[k] ?? '',
    column: columns.find(({ name }) => names[k]?.startsWith(name)) ?? present(columns[0]),
    centre: mean(numbers),
    size: Math.abs(coefficient) * deviation(numbers),
  }));
}

const extreme = (spreads: readonly Spread[], sign: 1 | -1): Spread | undefined =>
  spreads.toSorted((a, b) => sign * (b.size - a.size))[0];

const shown = (x: number): string => String(Number(x.toPrecision(2)));

function report(subject: Subject, least: Spread, most: Spread): Diagnostic {
  const message = `\`${most.name}\` (standard deviation ${shown(most.size)}) and \`${least.name}\` (${shown(least.size)}) are in one linear predictor`;
  const scaled = ({ name, centre, size }: Spread): string =>
    `\`(${name} ${centre < 0 ? '+' : '-'} ${shown(Math.abs(centre))})/${shown(size)}\``;
  const help = `write ${scaled(most)} and ${scaled(least)}, or choose other units`;
  const { span } = present(subject.model.columns.find(({ symbol }) => symbol === most.column));
  return warn(subject, 'unscaledColumns', message, span, help);
}
