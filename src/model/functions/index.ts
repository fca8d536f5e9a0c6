import {
  elementwise,
  elementwiseRule,
  isElementwise,
  type ElementwiseName,
} from '../../graph/index.ts';
import { byElement, row } from '../elementwise.ts';
import { operators } from '../operators.ts';
import { matrixFunctions } from './matrices.ts';
import { reductions } from './reductions.ts';
import { functionRule, type FunctionRule } from './rule.ts';
import { scalarFunctions } from './scalar.ts';

export type { FunctionRule } from './rule.ts';

const letters = ['a', 'b', 'c'];

/** A row of the elementwise table, under its own name. */
function elementwiseFunction(name: ElementwiseName): FunctionRule {
  const { arity, defined } = elementwiseRule(name);
  const signature = `${name}(${letters.slice(0, arity).join(', ')})`;
  return functionRule(
    signature,
    [arity === Infinity ? 2 : arity, arity],
    byElement(row(name)),
    defined,
  );
}

/** An operator, called by its name: `transpose(W)`; one that is a word, `mod`, is not called, nor is a range. */
const operatorFunctions: Readonly<Record<string, FunctionRule>> = Object.fromEntries(
  Object.entries(operators)
    .filter(([, { sign }]) => !/[\w:]/.test(sign))
    .map(([name, { arity, apply, defined }]) => [
      name,
      functionRule(
        `${name}(${letters.slice(0, arity).join(', ')})`,
        [arity, arity],
        apply,
        defined,
      ),
    ]),
);

const own: Readonly<Record<string, FunctionRule>> = {
  ...operatorFunctions,
  ...scalarFunctions,
  ...reductions,
  ...matrixFunctions,
};

/** The function of the language that has a name. */
export function builtin(name: string): FunctionRule | undefined {
  if (Object.hasOwn(own, name)) return own[name];
  return isElementwise(name) ? elementwiseFunction(name) : undefined;
}

/** The names of all functions of the language. */
export const builtinNames = (): string[] => Object.keys({ ...elementwise, ...own });
