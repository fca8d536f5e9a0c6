import type { Block, Derivation, Section, Sentence } from '../derivation.ts';
import { alignedRows } from '../latex/align.ts';
import { setLatex } from '../latex/set.ts';
import { printMermaid } from './graph.ts';

/** A derivation as markdown with formulas as GitHub and other viewers take them. */
export const printMarkdown = ({ name, sections }: Derivation): string =>
  `${[`# Derivation of ${code(name)}`, ...sections.map(printSection)].join('\n\n')}\n`;

const code = (text: string): string => `\`${text}\``;

const printSection = ({ title, blocks }: Section, k: number): string =>
  [`## ${k + 1}. ${plain(title)}`, ...blocks.map(printBlock)].join('\n\n');

type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

const printers: { readonly [K in Block['kind']]: (block: BlockOf<K>) => string } = {
  text: ({ sentence }) => printSentence(sentence),
  equations: ({ equations, stacked }) =>
    portable(`$$\n\\begin{aligned}\n${alignedRows(equations, stacked)}\n\\end{aligned}\n$$`),
  graph: printMermaid,
};

const printBlock = (block: Block): string =>
  (printers[block.kind] as (block: Block) => string)(block);

const printSentence = (sentence: Sentence): string =>
  sentence
    .map((part) => (typeof part === 'string' ? plain(part) : portable(`$${setLatex(part)}$`)))
    .join('');

/** GitHub refuses `\operatorname`. */
const portable = (tex: string): string => tex.replaceAll('\\operatorname', '\\mathrm');

/** Text with what markdown would read as marks made plain. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>$|]/gu, (sign) => `\\${sign}`);
