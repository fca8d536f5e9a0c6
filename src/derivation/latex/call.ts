import { elementwiseRule, isElementwise } from '../../graph/index.ts';
import type { Formula, FormulaOf } from '../formula/formula.ts';
import { binding, type Binding } from '../text/binding.ts';
import { commandOf } from './letters.ts';

/** LaTeX and how tightly it binds. */
export interface Typeset {
  readonly binds: Binding;
  readonly tex: string;
}

type Typesetter = (f: Formula, least: Binding) => string;

/** Notations of functions that are no rows of the elementwise table, or that read better than theirs. */
const notations: Readonly<Record<string, string>> = {
  gamma: '\\Gamma',
  factorial: 'a!',
  choose: '\\binom{a}{b}',
  combinations: '\\binom{a}{b}',
  beta: 'B',
  lbeta: '\\log B',
  range: 'a{:}b',
  steps: 'a{:}b{:}c',
  KL: '\\operatorname{KL}\\left(a \\,\\|\\, b\\right)',
  max: '\\max',
  min: '\\min',
  det: '\\det',
};

/** `log σ`, `log Σⱼ …`, `log p(y)`: what follows some functions without parentheses. */
const spaced: ReadonlySet<string> = new Set(['log']);
const follows: ReadonlySet<Formula['kind']> = new Set(['name', 'total', 'probability']);

const notationOf = (fn: string): string =>
  notations[fn] ?? (isElementwise(fn) ? elementwiseRule(fn).latex : undefined) ?? wordOf(fn);

/** A letter as it is, or a word in upright letters. */
const wordOf = (fn: string): string =>
  [...fn].length === 1
    ? (commandOf(fn) ?? fn)
    : `\\operatorname{${fn.replaceAll('_', '\\_').replaceAll('′', "'")}}`;

/** \left( … \right), which grow with what they enclose. */
export const enclose = (open: string, tex: string, close: string): string =>
  `\\left${open}${tex}\\right${close}`;

export function typesetCall({ fn, args }: FormulaOf<'call'>, typeset: Typesetter): Typeset {
  const notation = notationOf(fn);
  const [only] = args;
  if (hole.test(notation)) return fill(notation, args, typeset);
  if (only && args.length === 1 && spaced.has(fn) && follows.has(only.kind)) {
    return { binds: binding.total, tex: `${notation} ${typeset(only, binding.total)}` };
  }
  const list = args.map((arg) => typeset(arg, binding.relation)).join(', ');
  return { binds: binding.atom, tex: notation + enclose('(', list, ')') };
}

/** An argument's letter alone, not in a command. */
const hole = /(?<![\\a-zA-Z])[abc](?![a-zA-Z])/u;
const split = /(?<![\\a-zA-Z])([abc])(?![a-zA-Z])/u;

/** The notation with the arguments in their places; between brackets they need none of their own. */
function fill(notation: string, args: readonly Formula[], typeset: Typesetter): Typeset {
  const parts = notation.split(split);
  const tex = parts.map((part, k) => {
    if (k % 2 === 0) return part;
    const arg = args['abc'.indexOf(part)];
    const enclosed = opens.test(parts[k - 1] ?? '') && closes.test(parts[k + 1] ?? '');
    return arg ? typeset(arg, enclosed ? binding.relation : binding.atom) : '';
  });
  return { binds: whole.test(notation) ? binding.atom : binding.product, tex: tex.join('') };
}

const opens = /(?:[({|[]|\\lfloor|\\lceil|, ?) ?$/u;
const closes = /^ ?(?:[)}|\],]|\\right)/u;
const whole = /^\\(?:left|sqrt|frac|binom)|[)}]$/u;
