import type { Block, Derivation, Equation, Section, Sentence } from '../derivation.ts';
import { commandOf } from './letters.ts';
import { relationSign, setLatex } from './set.ts';

/** A derivation as a LaTeX document. */
export function printLatex({ name, sections }: Derivation): string {
  return `${[
    '\\documentclass{article}',
    '\\usepackage{amsmath, amssymb}',
    '\\allowdisplaybreaks',
    '\\begin{document}',
    '',
    `\\title{Derivation of \\texttt{${plain(name)}}}`,
    '\\date{}',
    '\\maketitle',
    '',
    ...sections.map(printSection),
    '\\end{document}',
  ].join('\n')}\n`;
}

const printSection = ({ title, blocks }: Section): string =>
  [`\\section{${plain(title)}}`, '', ...blocks.flatMap((block) => [printBlock(block), ''])].join(
    '\n',
  );

const printBlock = (block: Block): string =>
  block.kind === 'text' ? printSentence(block.sentence) : printEquations(block.equations);

const printSentence = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? plain(part) : `$${setLatex(part)}$`)).join('');

/** Left sides, signs and right sides in columns. */
function printEquations(equations: readonly Equation[]): string {
  const lines = equations.flatMap(printEquation).map((line) => `  ${line}`);
  return ['\\begin{align*}', lines.join(' \\\\\n'), '\\end{align*}'].join('\n');
}

const printEquation = ({ left, steps }: Equation): string[] =>
  steps.map(({ sign, formula }, k) => {
    const side = k === 0 ? `${setLatex(left)} ` : '';
    return `${side}&${relationSign(sign)} ${setLatex(formula)}`;
  });

const signs: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '…': '\\dots{}',
  '·': '$\\cdot$',
};

/** Text with what LaTeX would read as commands made plain, and letters of mathematics as such. */
const plain = (text: string): string =>
  text.replace(/[\\~^−…·#$%&_{}]|\p{Script=Greek}|[ℓℒ]/gu, (sign) => {
    const command = commandOf(sign);
    return command === undefined ? (signs[sign] ?? `\\${sign}`) : `$${command}$`;
  });
