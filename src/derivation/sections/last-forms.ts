import { digitRules, type RewriteStep, type Rule } from '../../rewrite/index.ts';
import { readFormula } from '../../syntax/index.ts';
import { equation, equations, is, text, type Block, type Section } from '../derivation.ts';
import { formulaOfExpression } from '../formula/from-expression.ts';

/** What a pass left of itself. */
export interface PassRecord {
  readonly name: string;
  readonly because: string;
  readonly rewrites: readonly RewriteStep[];
}

/** The forms that are computed in the place of those that are read, where they keep more digits. */
export function lastFormsSection(records: readonly PassRecord[]): Section | null {
  const rules = digitRules.filter((rule): rule is Rule => 'pattern' in rule);
  const names = new Set(rules.map((rule) => rule.name));
  const pass = records.find(({ rewrites }) => rewrites.some((step) => names.has(step.rule)));
  const fired = new Set(pass?.rewrites.map((step) => step.rule));
  const blocks = [...fired]
    .flatMap((name) => rules.filter((rule) => rule.name === name))
    .flatMap(ruleBlocks);
  if (!pass || blocks.length === 0) return null;
  return {
    id: 'last-forms',
    title: 'What is computed',
    blocks: [text(`Last, forms that keep digits, since ${pass.because}.`), ...blocks],
  };
}

function ruleBlocks({ name, pattern, replacement }: Rule): Block[] {
  const write = (source: string) =>
    formulaOfExpression(readFormula(source), {
      lookup: () => undefined,
      axes: [],
    });
  return [text(`${capital(name)}:`), equations([equation(write(pattern), is(write(replacement)))])];
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
