import { elementwiseRule, isElementwise } from '../../graph/index.ts';
import type { Formula, FormulaOf } from '../formula/formula.ts';
import { binding, type Binding } from './binding.ts';
import { enclose, list, text, type Pieces } from './pieces.ts';

/** A call as pieces, and how tightly they bind. */
export interface PrintedCall {
  readonly binds: Binding;
  readonly pieces: Pieces;
}

type SetFormula = (f: Formula, least: Binding) => Pieces;

/** Notations of functions that are no rows of the elementwise table; `a`, `b` are the arguments. */
const notations: Readonly<Record<string, string>> = {
  gamma: 'Γ',
  factorial: 'a!',
  choose: 'C(a, b)',
  combinations: 'C(a, b)',
  beta: 'B',
  lbeta: 'log B',
  range: 'a:b',
  steps: 'a:b:c',
  KL: 'KL(a ‖ b)',
};

/** `log σ`, `log Σⱼ …`, `log p(y)`: what follows some functions without parentheses. */
const spaced: ReadonlySet<string> = new Set(['log']);
const follows: ReadonlySet<Formula['kind']> = new Set(['number', 'name', 'total', 'probability']);

const notationOf = (fn: string): string =>
  notations[fn] ?? (isElementwise(fn) ? elementwiseRule(fn).unicode : undefined) ?? fn;

export function printCall({ fn, args }: FormulaOf<'call'>, setFormula: SetFormula): PrintedCall {
  const notation = notationOf(fn);
  const [only] = args;
  if (holes.test(notation)) return fill(notation, args, setFormula);
  if (only && args.length === 1 && spaced.has(fn) && follows.has(only.kind)) {
    const pieces = [...text(`${notation} `), ...setFormula(only, binding.total)];
    return { binds: binding.total, pieces };
  }
  const all = list(args.map((arg) => setFormula(arg, binding.relation)));
  return { binds: binding.atom, pieces: enclose(`${notation}(`, all, ')') };
}

const holes = /(?<![\p{L}])[abc](?![\p{L}])/u;
const split = /(?<![\p{L}])([abc])(?![\p{L}])/u;

/** The notation with the arguments in their places; between brackets they need none of their own. */
function fill(notation: string, args: readonly Formula[], setFormula: SetFormula): PrintedCall {
  const parts = notation.split(split);
  const pieces = parts.flatMap((part, k) => {
    if (k % 2 === 0) return text(part);
    const arg = args['abc'.indexOf(part)];
    const enclosed = opens(parts[k - 1]) && closes(parts[k + 1]);
    return arg ? setFormula(arg, enclosed ? binding.relation : binding.atom) : [];
  });
  const whole = opens(parts[0], true) || /\)$/u.test(notation);
  return { binds: whole ? binding.atom : binding.product, pieces };
}

const opens = (before = '', whole = false): boolean =>
  (whole ? /^[(|⌊⌈]/u : /[(|⌊⌈]$|, $/u).test(before);
const closes = (after = ''): boolean => /^[)|⌋⌉,]/u.test(after);
