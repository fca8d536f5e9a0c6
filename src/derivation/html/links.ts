import { lineBreak, type Source, type Span } from '../../base/source.ts';
import type { Computation, Quantity } from '../computation.ts';
import type { Chapter } from './outline.ts';
import type { CodeLine } from './page-data.ts';
import { derivativeBy, nameOf } from './subject.ts';

/** Addresses on the page of what a line or an equation is linked to. */
export interface Links {
  readonly ofEquation: (subject: string | null) => readonly string[];
  readonly ofQuantity: (quantity: Quantity) => readonly string[];
  readonly ofCode: (line: CodeLine) => readonly string[];
  readonly ofSpan: (span: Span) => readonly string[];
}

export const modelLineId = (line: number): string => `model-${line}`;
export const codeLineId = (line: number): string => `code-${line}`;
export const stepId = (step: string): string => `step-${step}`;
export const quantityId = (k: number): string => `quantity-${k + 1}`;

/** What is linked to what on a page. */
export function linksOf(
  source: Source,
  { quantities }: Computation,
  chapters: readonly Chapter[],
  shownSteps: ReadonlySet<string>,
): Links {
  const objective = quantities.at(-1);
  const linesOf = linesIn(source);
  const equations = equationsBySubject(chapters);
  const byKey = new Map(
    quantities.flatMap((q, k) => keysOf(q).map((key) => [key, { quantity: q, k }] as const)),
  );
  const ofSpan = (span: Span): string[] => linesOf(span).map(modelLineId);
  const ofKey = (key: string): string[] => equations.get(key) ?? [];
  return {
    ofSpan,
    ofEquation: (subject) => {
      const found = subject === null ? undefined : byKey.get(subject);
      return found ? [...found.quantity.spans.flatMap(ofSpan), quantityId(found.k)] : [];
    },
    ofQuantity: (quantity) => quantity.spans.flatMap(ofSpan),
    ofCode: ({ what, steps, spans }) =>
      distinct([
        ...spans.flatMap(ofSpan),
        ...what.flatMap((each) => keysIn(each, objective)).flatMap(ofKey),
        ...steps.filter((step) => shownSteps.has(step)).map(stepId),
      ]),
  };
}

/** The keys of the equations that a quantity has. */
const keysOf = ({ formula }: Quantity): string[] => {
  const key = nameOf(formula);
  return key === null ? [] : [key, derivativeBy(key)];
};

function equationsBySubject(chapters: readonly Chapter[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, subject } of chapters.flatMap(({ equations }) => [...equations.values()])) {
    if (subject !== null) found.set(subject, [...(found.get(subject) ?? []), id]);
  }
  return found;
}

/** The lines, from 1, that a span touches. */
function linesIn({ text }: Source): (span: Span) => number[] {
  const lineAt = (offset: number): number => text.slice(0, offset).split(lineBreak).length;
  return ({ start, end }) => {
    const first = lineAt(start);
    const last = lineAt(Math.max(start, end - 1));
    return Array.from({ length: last - first + 1 }, (_, k) => first + k);
  };
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

/** The keys of what a line computes, or a part of: `part of objective, gradient of w`. */
const keysIn = (what: string, objective: Quantity | undefined): string[] =>
  what
    .replace(/^part of /, '')
    .split(', ')
    .flatMap((each) => keyOf(each, objective) ?? []);

function keyOf(what: string, objective: Quantity | undefined): string | null {
  if (what === 'objective') return objective ? nameOf(objective.formula) : null;
  const [, kind, name] = /^(gradient of|definition) (.+)$/u.exec(what) ?? [];
  if (kind === undefined || name === undefined) return null;
  return kind === 'definition' ? name : derivativeBy(name);
}
