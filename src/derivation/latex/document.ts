import type { Block, Derivation, Section, Sentence } from '../derivation.ts';
import { alignedRows, plain } from './align.ts';
import { arrowRows, captionOf } from './graph.ts';
import { setLatex } from './set.ts';

/** A derivation as a LaTeX document. */
export function printLatex({ name, sections }: Derivation): string {
  return `${[
    '\\documentclass{article}',
    '\\usepackage{amsmath, amssymb}',
    '\\setlength{\\textwidth}{6.5in}',
    '\\setlength{\\oddsidemargin}{0in}',
    '\\setlength{\\parindent}{0pt}',
    '\\setlength{\\parskip}{4pt plus 2pt}',
    '\\allowdisplaybreaks',
    '\\sloppy',
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

/** Equations follow the text before them without the empty line that would part paragraphs. */
const printSection = ({ title, blocks }: Section): string =>
  [
    `\\section{${plain(title)}}`,
    ...blocks.flatMap((block) => [...(block.kind === 'text' ? [''] : []), printBlock(block)]),
    '',
  ].join('\n');

type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

const printers: { readonly [K in Block['kind']]: (block: BlockOf<K>) => string } = {
  text: ({ sentence }) => printSentence(sentence),
  equations: ({ equations, stacked }) =>
    ['\\begin{align*}', alignedRows(equations, stacked), '\\end{align*}'].join('\n'),
  graph: (block) =>
    ['\\begin{align*}', arrowRows(block), '\\end{align*}', captionOf(block)].join('\n'),
};

const printBlock = (block: Block): string =>
  (printers[block.kind] as (block: Block) => string)(block);

const printSentence = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? plain(part) : `$${setLatex(part)}$`)).join('');
