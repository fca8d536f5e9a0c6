import type { ElementwiseRule } from '../../graph/index.ts';
import { byElement, row } from '../elementwise.ts';
import type { Language } from '../language.ts';
import { operators } from '../operators.ts';
import { matrixFunctions } from './matrices.ts';
import { reductions } from './reductions.ts';
import { functionRule, type FunctionRule } from './rule.ts';
import { scalarFunctions } from './scalar.ts';

export type { FunctionRule } from './rule.ts';

const letters = ['a', 'b', 'c'];

/** A row of the elementwise table, under its own name. */
function elementwiseFunction(name: string, { arity, defined }: ElementwiseRule): FunctionRule {
  const signature = `${name}(${letters.slice(0, arity).join(', ')})`;
  return functionRule(
    signature,
    [arity === Infinity ? 2 : arity, arity],
    byElement(row(name)),
    defined,
  );
}

/** An operator, called by its name: `transpose(W)`; one that is a word, `mod`, is not called, nor is a range or `[a; b]`. */
const operatorFunctions: Readonly<Record<string, FunctionRule>> = Object.fromEntries(
  Object.entries(operators)
    .filter(([, { sign }]) => !/[\w:;]/.test(sign))
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

/** The function of a language that has a name. */
export function builtin({ functions }: Language, name: string): FunctionRule | undefined {
  if (Object.hasOwn(own, name)) return own[name];
  const rule = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return rule && !rule.internal ? elementwiseFunction(name, rule) : undefined;
}

/** The names of all functions of a language. */
export const builtinNames = (language: Language): string[] =>
  Object.keys({ ...language.functions, ...own }).filter((name) => builtin(language, name));
