import type { Block, Derivation, Equation, Section, Sentence } from '../derivation.ts';
import { present } from '../../base/invariant.ts';
import { printGraph } from './graph.ts';
import { text, width, wrap, type Pieces } from './pieces.ts';
import { printFormula, set } from './set.ts';

/** Columns of a page, and where text and formulas begin. */
const page = { columns: 80, text: 3, formula: 6 } as const;

/** The greatest width of a left-hand side that its neighbours are lined up with. */
const widestLeft = 24;

/** A derivation as Unicode text of at most 80 columns. */
export function printText({ name, sections }: Derivation): string {
  const parts = sections.map((section, k) => printSection(section, k + 1));
  return `${[`Derivation of ${name}`, ...parts].join('\n\n')}\n`;
}

function printSection({ title, blocks }: Section, number: number): string {
  const body = blocks.map((block) => printBlock(block).join('\n'));
  return [`${number}. ${title}`, ...body].join('\n\n');
}

type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

const printers: { readonly [K in Block['kind']]: (block: BlockOf<K>) => string[] } = {
  text: ({ sentence }) => printSentence(sentence),
  equations: printEquations,
  graph: (block) => indent(printGraph(block), page.formula),
};

const printBlock = (block: Block): string[] =>
  (printers[block.kind] as (block: Block) => string[])(block);

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));

/** Words fill the lines; a formula stays whole where it fits a line. */
const printSentence = (sentence: Sentence): string[] =>
  indent(fill(sentence, page.columns - page.text), page.text);

function fill(sentence: Sentence, columns: number): string[] {
  const pieces = sentence.flatMap((part) =>
    typeof part === 'string' ? words(part) : whole(part, columns),
  );
  return wrap(breakAfterSpaces(pieces), columns);
}

const words = (content: string): Pieces => content.split(/(?<= )/u).flatMap((word) => text(word));

function whole(part: Exclude<Sentence[number], string>, columns: number): Pieces {
  const printed = printFormula(part);
  return width(printed) <= columns ? text(printed) : set(part);
}

const breakAfterSpaces = (pieces: Pieces): Pieces =>
  pieces.map((piece, k) => (pieces[k - 1]?.text.endsWith(' ') ? { ...piece, cost: 0 } : piece));

function printEquations({ equations, stacked }: BlockOf<'equations'>): string[] {
  const lefts = equations.map((equation) => width(printFormula(equation.left)));
  const column = Math.max(1, ...lefts.filter((each) => each <= widestLeft));
  return equations.flatMap((equation, k) => {
    const lines = [...printEquation(equation, column, stacked), ...printRules(equation, column)];
    const apart = stacked && k > 0 && lines.length > 1 ? [''] : [];
    return indent([...apart, ...lines], page.formula);
  });
}

/** The rules of differentiation below the right sides. */
function printRules({ rules = [] }: Equation, column: number): string[] {
  if (rules.length === 0) return [];
  const margin = column + 3;
  const sentence = ['by ', ...rules.flatMap((rule, k) => (k > 0 ? ['; ', ...rule] : rule))];
  return indent(fill(sentence, page.columns - page.formula - margin), margin);
}

/** The left side, then the right sides under each other with their signs in one column. */
export function printEquation(
  { left, steps }: Equation,
  column: number,
  stacked: boolean,
  columns: number = page.columns - page.formula,
): string[] {
  const room = columns - column - 3;
  const start = printFormula(left);
  const line = steps.map(({ sign, formula }) => `${sign} ${printFormula(formula)}`).join(' ');
  if (!stacked && width(start) > column && width(`${start} ${line}`) <= columns) {
    return [`${start} ${line}`];
  }
  if (!stacked && width(line) <= columns - column - 1) return join(start, [line], column);
  const rights = steps.flatMap(({ sign, formula }) =>
    wrap(set(formula), room).map((part, k) => (k === 0 ? `${sign} ${part}` : `  ${part}`)),
  );
  return join(start, rights, column);
}

/** A left side too wide for its column stands alone above the right sides. */
function join(left: string, rights: readonly string[], column: number): string[] {
  const margin = ' '.repeat(column + 1);
  const fits = width(left) <= column;
  const first = left + ' '.repeat(Math.max(0, column - width(left)) + 1) + present(rights[0]);
  const rest = rights.slice(fits ? 1 : 0).map((right) => margin + right);
  return fits ? [first, ...rest] : [left, ...rest];
}
