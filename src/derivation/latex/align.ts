import type { Equation, Sentence } from '../derivation.ts';
import type { Formula, Term } from '../formula/formula.ts';
import { width } from '../text/pieces.ts';
import { printFormula } from '../text/set.ts';
import { commandOf } from './letters.ts';
import { measure } from './measure.ts';
import { relationSign, setLatex, setTerms } from './set.ts';

/** Equations as the rows of an `align`: left sides, signs and right sides in columns. */
export const alignedRows = (equations: readonly Equation[], stacked: boolean): string =>
  equations
    .flatMap((equation) => [...rowsOf(equation, stacked), ...rulesOf(equation)])
    .map((row) => `  ${row}`)
    .join(' \\\\\n');

/** Ems of a line, and of a left side that others are lined up with. */
const widest = { line: 44, left: 13 } as const;

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

/** A sum in as many lines as it takes. */
function linesOf(f: Formula, room: number): string[] {
  if (f.kind !== 'sum' || measure(f) <= room) return [setLatex(f)];
  const lines: (readonly Term[])[] = [];
  for (const term of f.terms) {
    const last = lines.at(-1);
    const longer = [...(last ?? []), term];
    if (last && measure({ kind: 'sum', terms: longer }) <= room) lines[lines.length - 1] = longer;
    else lines.push([term]);
  }
  return lines.map((terms, k) => setTerms(terms, k === 0));
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
  '…': '\\dots{}',
  '·': '$\\cdot$',
};

/** Text with what LaTeX would read as commands made plain, and letters of mathematics as such. */
export const plain = (text: string): string =>
  text.replace(/[\\~^−…·#$%&_{}]|\p{Script=Greek}|[ℓℒ]/gu, (sign) => {
    const command = commandOf(sign);
    return command === undefined ? (signs[sign] ?? `\\${sign}`) : `$${command}$`;
  });
