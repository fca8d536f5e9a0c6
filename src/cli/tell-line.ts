import { codeFrame } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { compile } from '../compile.ts';
import {
  printDerivation,
  stepSections,
  type Block,
  type Derivation,
  type Section,
} from '../derivation/index.ts';
import { explainLine, type ExplainedNode, type Explanation } from '../source-map/index.ts';
import { present } from '../base/invariant.ts';
import { lineOf, type LineAt } from './line-at.ts';
import { lineRecord } from './line-record.ts';

export interface TellOptions {
  readonly at: LineAt;
  readonly format: 'text' | 'json';
  readonly dims: Readonly<Record<string, number>>;
  /** With the steps that only tidy. */
  readonly minor: boolean;
}

/** Says what a line of a model's module computes, and how that came about. */
export async function tellLine(source: Source, options: TellOptions): Promise<string> {
  const { at, format, dims, minor } = options;
  const compiled = compile(source, { dims });
  const text = await compiled.module();
  const code = lineOf(at, source.name, text);
  const isAll = minor || format === 'json';
  const explanation = present(await explainLine(text, compiled, at.line, { minor: isAll }));
  if (format === 'json') return lineRecord({ at, code, model: source.name }, explanation);
  const paragraphs = [
    `${nameOf(at)}\n\n    ${code.trim()}`,
    explanation.says ?? '',
    ...frames(source, explanation),
    derivationOf(at, explanation, minor),
  ];
  return `${paragraphs
    .filter((part) => part !== '')
    .join('\n\n')
    .trimEnd()}\n`;
}

const nameOf = ({ module, line, column }: LineAt): string =>
  [module, line, ...(column === null ? [] : [column])].join(':');

/** The texts of the model that the line comes from, each once. */
function frames(source: Source, { nodes }: Explanation): string[] {
  const places = nodes.flatMap((node) => node.places);
  const first = places.filter(
    (place, k) => places.findIndex((p) => p.start === place.start && p.end === place.end) === k,
  );
  return first.map((place) => codeFrame(source, place).join('\n'));
}

function derivationOf(at: LineAt, { nodes, trace }: Explanation, minor: boolean): string {
  if (nodes.length === 0) return '';
  const name = nameOf(at);
  const sections = [
    computedSection(nodes),
    ...stepSections(trace, { minor, isProved: () => true }),
  ];
  return printDerivation({ name, sections, trace } satisfies Derivation, 'text');
}

const computedSection = (nodes: readonly ExplainedNode[]): Section => ({
  id: 'steps',
  title: 'What the line computes',
  blocks: nodes.flatMap(blocksOf),
});

function blocksOf({ what, isPart, formula }: ExplainedNode): Block[] {
  const title = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  const isName = formula.kind === 'name';
  return [
    { kind: 'text', sentence: [`${title}${isPart ? ', on the way to' : ''}${isName ? '.' : ':'}`] },
    ...(isName ? [] : [{ kind: 'text', sentence: [formula] } as const]),
  ];
}
