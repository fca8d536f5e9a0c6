import type { Equation, Sentence } from '../derivation.ts';
import { signOf, times } from '../formula/build.ts';
import type { Formula, Term } from '../formula/formula.ts';
import { width } from '../text/pieces.ts';
import { printFormula } from '../text/set.ts';
import { commandOf } from './letters.ts';
import { measure } from './measure.ts';
import { relationSign, setLatex, setTerms, setTotalSign } from './set.ts';

/** Equations as the rows of an `align`: left sides, signs and right sides in columns. */
export const alignedRows = (equations: readonly Equation[], stacked: boolean): string =>
  equations
    .flatMap((equation) => [...rowsOf(equation, stacked), ...rulesOf(equation)])
    .map((row) => `  ${row}`)
    .join(' \\\\\n');

/** Ems of a line, of a left side that others are lined up with, and of what stands before a Σ's terms. */
const widest = { line: 44, left: 13, front: 4 } as const;

/** Ems of a sign between two sides. */
const sign = 1.3;

/** A left side that is too wide for its column stands above the right sides. */
function rowsOf({ left, steps }: Equation, stacked: boolean): string[] {
  const all = [left, ...steps.map((step) => step.formula)].map(measure);
  const inOne = all.reduce((sum, each) => sum + each + sign, 0);
  if (!stacked && inOne <= widest.line) {
    const sides = steps.map((step) => `${relationSign(step.sign)} ${setLatex(step.formula)}`);
    return [`${setLatex(left)} &${sides.join(' ')}`];
  }
  const isWide = measure(left) > widest.left;
  const room = widest.line - (isWide ? 2 : Math.max(6, measure(left)));
  const rights = steps.flatMap(({ sign, formula }) =>
    linesOf(formula, room).map((tex, k) =>
      k === 0 ? `${relationSign(sign)} ${tex}` : `\\qquad ${tex}`,
    ),
  );
  return isWide
    ? [`& ${setLatex(left)}`, ...rights.map((tex) => `&\\quad ${tex}`)]
    : rights.map((tex, k) => `${k === 0 ? `${setLatex(left)} ` : ''}&${tex}`);
}

/** A formula in as many lines as it takes: a sum, or one under Σ, breaks between its terms. */
function linesOf(f: Formula, room: number): string[] {
  if (measure(f) <= room) return [setLatex(f)];
  const { negative, formula } = signOf(f);
  const front = frontOf(formula);
  if (!front) return f.kind === 'sum' ? linesOfTerms(f.terms, room) : [setLatex(f)];
  const [first = '', ...others] = linesOfTerms(front.terms, room - widest.front);
  const lines = [`${negative ? '-' : ''}${front.tex} \\bigl(${first}`, ...others];
  return lines.map((line, k) => (k === lines.length - 1 ? `${line}\\bigr)` : line));
}

function linesOfTerms(terms: readonly Term[], room: number): string[] {
  const lines: (readonly Term[])[] = [];
  for (const term of terms) {
    const last = lines.at(-1);
    const longer = [...(last ?? []), term];
    if (last && measure({ kind: 'sum', terms: longer }) <= room) lines[lines.length - 1] = longer;
    else lines.push([term]);
  }
  return lines.map((line, k) => setTerms(line, k === 0));
}

/** What stands before the terms of a sum under Σ, and the terms; null for another formula. */
function frontOf(f: Formula): { readonly tex: string; readonly terms: readonly Term[] } | null {
  const factors = f.kind === 'product' && !f.elementwise ? f.factors : [f];
  const last = factors.at(-1);
  if (last?.kind !== 'total' || last.body.kind !== 'sum') return null;
  const before = factors.slice(0, -1);
  const sign = setTotalSign(last);
  const tex = before.length > 0 ? `${setLatex(times(...before))} ${sign}` : sign;
  return { tex, terms: last.body.terms };
}

/** Columns of rules in one row, counted as in plain text. */
const widestRules = 64;

/** The rules of differentiation below the right sides. */
function rulesOf({ rules = [] }: Equation): string[] {
  const rows: Sentence[] = [];
  for (const [k, rule] of rules.entries()) {
    const part = [...rule, k < rules.length - 1 ? '; ' : ''];
    const last = rows.at(-1);
    if (last && columnsOf([...last, ...part]) <= widestRules)
      rows[rows.length - 1] = [...last, ...part];
    else rows.push([k === 0 ? 'by ' : '', ...part]);
  }
  return rows.map((row) => `&\\quad ${row.map(inMaths).join('')}`);
}

const columnsOf = (sentence: Sentence): number =>
  sentence.reduce(
    (sum, part) => sum + width(typeof part === 'string' ? part : printFormula(part)),
    0,
  );

const inMaths = (part: Sentence[number]): string =>
  typeof part === 'string' ? (part === '' ? '' : `\\text{${plain(part)}}`) : setLatex(part);

const signs: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '–': '--',
  '…': '\\dots{}',
  '·': '$\\cdot$',
  '∇': '$\\nabla$',
  '∈': '$\\in$',
  '≥': '$\\ge$',
  '≤': '$\\le$',
  '≠': '$\\ne$',
  '∞': '$\\infty$',
  '∏': '$\\prod$',
  '√': '$\\surd$',
  ₖ: '$_k$',
  ⱼ: '$_j$',
  ᵢ: '$_i$',
};

/** Digits above and below the line. */
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const lowered = '₀₁₂₃₄₅₆₇₈₉';

/** A letter or sign of mathematics that ASCII lacks. */
function mathsSign(sign: string): string | undefined {
  const [up, down] = [[...raised].indexOf(sign), [...lowered].indexOf(sign)];
  if (up >= 0) return `^{${up}}`;
  return down >= 0 ? `_{${down}}` : commandOf(sign);
}

/** Text with what LaTeX would read as commands made plain, and letters of mathematics as such. */
export const plain = (text: string): string =>
  text.replace(/[\\~^#$%&_{}]|\P{ASCII}/gu, (sign) => {
    const command = mathsSign(sign);
    if (command !== undefined) return `$${command}$`;
    return signs[sign] ?? (/\p{ASCII}/u.test(sign) ? `\\${sign}` : sign);
  });
