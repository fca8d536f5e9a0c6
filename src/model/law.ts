import type { Domain } from '../runtime/domain.ts';
import type { Expression } from '../syntax/index.ts';
import type { StatementOf } from './context.ts';
import type { Distribution, DistributionParameter, Support } from './distributions/index.ts';
import { densityContext, type Draft } from './draft.ts';
import { elaborate } from './elaborate.ts';
import { scalarFunctions } from './functions/scalar.ts';
import { elaborateText } from './language-text.ts';
import type { Quantity } from './quantity.ts';
import { expressionsIn } from './walk-tree.ts';

/** An expression over the variable and the parameters. */
export type Formula = (values: ReadonlyMap<string, Quantity>) => Quantity | undefined;

/** How a value is drawn, and the arguments that are handed over for it. */
export interface DrawRule extends Pick<Distribution, 'sampler' | 'form'> {
  readonly args: readonly Formula[];
}

/** A distribution of the language or a density of the user, ready to be applied. */
export interface Law {
  readonly name: string;
  readonly parameters: readonly DistributionParameter[];
  readonly support: Support;
  /** It is of numbers (or of vectors where its table says so), not of whatever shape it is given. */
  readonly isPerElement: boolean;
  /** The density, and the condition for one that is not 0, over values of `y` and the parameters. */
  readonly density: Formula;
  readonly within: Formula | null;
  readonly variable: string;
  readonly draw: DrawRule | null;
}

/** A distribution of the language. */
export function lawOf(draft: Draft, d: Distribution): Law {
  const formula =
    (text: string): Formula =>
    (values) =>
      elaborateText(draft, d.name, text, values);
  const drawn = d.sampled ?? d.parameters.map((p) => p.name);
  return {
    name: d.name,
    parameters: d.parameters,
    support: d.support,
    isPerElement: true,
    density: formula(d.density),
    within: d.within === undefined ? null : formula(d.within),
    variable: 'y',
    draw: { sampler: d.sampler, form: d.form, args: drawn.map(formula) },
  };
}

const real: Domain = { kind: 'real' };

/** A density of the user: of each element where only elementwise functions occur in it. */
export function userLaw(draft: Draft, s: StatementOf<'density'>): Law {
  const [variable, ...parameters] = s.parameters.map((p) => p.text);
  return {
    name: s.name.text,
    parameters: parameters.map((name) => ({ name, domain: real })),
    support: real,
    isPerElement: isPerElement(draft, s.body),
    density: (args) => elaborate(densityContext(draft, args), s.body),
    within: null,
    variable: variable ?? 'y',
    draw: null,
  };
}

/** Whether an expression means the same for numbers as for each element of arrays. */
function isPerElement(draft: Draft, body: Expression, calling: readonly string[] = []): boolean {
  return expressionsIn(body).every((e) => {
    if (e.kind === 'index' || e.kind === 'array') return false;
    if (e.kind === 'operation') return e.operator !== 'transpose';
    return e.kind !== 'call' || isFunctionOfNumbers(draft, e.callee.text, calling);
  });
}

function isFunctionOfNumbers(draft: Draft, name: string, calling: readonly string[]): boolean {
  const declared = draft.context.functions.get(name);
  if (!declared) return draft.g.named(name) !== undefined || Object.hasOwn(scalarFunctions, name);
  return calling.includes(name) || isPerElement(draft, declared.body, [...calling, name]);
}
