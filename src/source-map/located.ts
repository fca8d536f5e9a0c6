import {
  findPlaces,
  type Lines,
  type Places,
  type StatementPlace,
} from '../emit/typescript/index.ts';
import type { Node } from '../graph/index.ts';
import type { Kernel, Statement } from '../lower/index.ts';
import { visitStatements } from '../lower/traverse.ts';
import type { Compiled } from './compiled.ts';
import { emptyLine, positionText, regionText, rowsText } from './regions.ts';

/** A node, of which a line computes numbers, or what is a part of them. */
export interface LocatedNode {
  readonly node: Node;
  readonly isPart: boolean;
}

/** What is known of one line of a module. */
export interface LocatedLine {
  /** From 1. */
  readonly line: number;
  /** The part of the module: the name of what is declared, `header`, `imports`; null between parts. */
  readonly region: string | null;
  /** The function that computes what the line does; null outside of functions. */
  readonly kernel: Kernel['name'] | null;
  /** What the line is for where it computes nothing. */
  readonly says: string | null;
  /** What the line computes. */
  readonly nodes: readonly LocatedNode[];
  readonly start: { readonly line: number; readonly column: number } | null;
}

/** What each line of a model's module computes. */
export async function locateLines(text: string, compiled: Compiled): Promise<LocatedLine[]> {
  const places = await findPlaces(text, compiled.program, compiled.kernels);
  const inputs = inputsOf(compiled);
  const statements = new Map<number, StatementPlace>();
  for (const place of places.statements)
    for (const lines of place.lines)
      for (let line = lines.first; line <= lines.last; line++) statements.set(line, place);
  return text
    .split('\n')
    .slice(0, -1)
    .map((content, k) => {
      const line = k + 1;
      const region = regionAt(places, line);
      const place = statements.get(line);
      if (place) return { line, region, ...located(place, inputs) };
      const says = region === null || content === '' ? emptyLine : regionText(region);
      return { line, region, kernel: null, says, nodes: [], start: null };
    });
}

const contains = ({ first, last }: Lines, line: number): boolean => first <= line && line <= last;

const regionAt = ({ regions }: Places, line: number): string | null =>
  regions.find(({ lines }) => contains(lines, line))?.name ?? null;

function located(
  { kernel, statement, inputs, start }: StatementPlace,
  known: ReadonlyMap<string, Node>,
): Pick<LocatedLine, 'kernel' | 'says' | 'nodes' | 'start'> {
  const nodes = statement
    ? computedBy(statement)
    : inputs.flatMap((name) => known.get(name) ?? []).map(whole);
  const says = nodes.length > 0 ? null : statement ? positionText : rowsText;
  return { kernel, says, nodes, start };
}

/** The nodes of a statement; of a loop, those that it leaves behind. */
function computedBy(statement: Statement): LocatedNode[] {
  const found = new Set<Node>();
  visitStatements([statement], (s) => {
    if (s === statement || s.kind !== 'declare') nodesOf(s).forEach((node) => found.add(node));
  });
  return [...[...found].map(whole), ...partsIn(statement)];
}

const whole = (node: Node): LocatedNode => ({ node, isPart: false });

const partsIn = (s: Statement): LocatedNode[] =>
  'partOf' in s ? [...(s.partOf ?? [])].map((node) => ({ node, isPart: true })) : [];

const nodesOf = (s: Statement): readonly Node[] => ('of' in s ? (s.of ?? []) : []);

/** Parameters, columns, settings and outputs by their names. */
function inputsOf({ model, program, kernels }: Compiled): ReadonlyMap<string, Node> {
  return new Map<string, Node>([
    ...program.outputs.map(({ name, node }) => [name, kernels.image(node)] as const),
    ...[...model.columns, ...model.hypers].map(({ name, symbol }) => [name, symbol] as const),
    ...model.parameters.map(({ name, theta }) => [name, theta] as const),
  ]);
}
