import { basename, extname } from 'node:path';
import type { FitResult } from '../runtime/fit-result.ts';
import type { Model } from '../runtime/index.ts';
import { elementsOf } from './elements.ts';
import { inputName } from './files.ts';
import { counted, printNumber, printTable } from './table.ts';

/** A fit and what it was of. */
export interface Fitted {
  readonly path: string;
  readonly dataPath: string | undefined;
  readonly model: Model;
  readonly result: FitResult;
}

/** A table has no more elements of a parameter; JSON has all. */
const mostElements = 32;

/** The estimates, the likelihood, and why the fit stopped, for people. */
export function fitText(fitted: Fitted): string {
  const rows = fitted.model.layout.parameters.flatMap(({ name }) =>
    elementRows(name, fitted.result),
  );
  const table = printTable(['parameter', 'estimate'], rows);
  const facts = factsOf(fitted).map(([name, value]) => `${name.padEnd(20)}${value}`);
  return `${head(fitted)}\n\n${table}\n\n${facts.join('\n')}\n`;
}

function head({ path, dataPath, model, result }: Fitted): string {
  const of =
    dataPath === undefined ? '' : `, ${counted(result.rows, 'row')} of ${inputName(dataPath)}`;
  return `${path}: ${counted(model.layout.size, 'number')} to fit${of}`;
}

function elementRows(name: string, { params }: FitResult): [string, string][] {
  const elements = elementsOf(name, params[name] ?? NaN);
  const shown = elements.slice(0, mostElements);
  const rows = shown.map((each): [string, string] => [each.name, printNumber(each.value)]);
  const left = elements.length - shown.length;
  return left > 0 ? [...rows, [`${name}: ${left} more`, '…']] : rows;
}

type Fact = readonly [name: string, value: string];

function factsOf({ result }: Fitted): Fact[] {
  const { logLikelihood, logPrior, objective, validation } = result;
  const { dropped, levels, optimizer } = result;
  return [
    ...numberFact('log-likelihood', logLikelihood),
    ...numberFact('log-prior', logPrior),
    ...numberFact('J', objective),
    ...numberFact('J, validation rows', validation),
    ['optimizer', optimizer.name],
    [result.converged ? 'converged' : 'stopped', reasonOf(result)],
    ...(dropped > 0
      ? [['dropped', `${counted(dropped, 'row')} with missing values`] as const]
      : []),
    ...Object.entries(levels).map(([name, texts]): Fact => [
      `codes of ${name}`,
      texts.map((text, code) => `${code} = ${text}`).join(', '),
    ]),
  ];
}

const numberFact = (name: string, value: number | null): Fact[] =>
  value === null ? [] : [[name, printNumber(value)]];

function reasonOf({ message, epochs, evaluations, seconds }: FitResult): string {
  const work = `${counted(epochs, 'epoch')}, ${counted(evaluations, 'evaluation')}, ${seconds.toFixed(2)} s`;
  return `${message} (${work})`;
}

/** The result for programs; estimates are in the parameters' own space. */
export function fitJson({ path, result }: Fitted): string {
  const { rows, params: estimates } = result;
  const { objective, logLikelihood, logPrior, validation } = result;
  const { converged, reason, message, epochs, evaluations, seconds } = result;
  const { optimizer, levels, dropped, history } = result;
  const found = { model: basename(path, extname(path)), rows, dropped, levels, estimates };
  const values = { objective, logLikelihood, logPrior, validation };
  const end = { converged, reason, message, epochs, evaluations, seconds };
  return `${JSON.stringify({ ...found, ...values, ...end, optimizer, history }, null, 2)}\n`;
}
