import { random } from '../../src/runtime/random.ts';
import {
  declarations,
  formsOf,
  likelihoods,
  ownFunctions,
  perRow,
  priors,
  unknowns,
  type Kind,
} from './grammar.ts';

/** A text with gaps, and what fills them. */
export interface Phrase {
  readonly kind: Kind | 'statement';
  readonly pieces: readonly string[];
  readonly args: readonly Phrase[];
}

/** Statements, and the expressions that some names in them stand for. */
export interface RandomModel {
  readonly definitions: Readonly<Record<string, Phrase>>;
  readonly statements: readonly Phrase[];
  readonly isWeighted: boolean;
}

/** Names of the model's own; what they stand for is of the kind. */
const defined: Readonly<Record<string, Kind>> = { d: 'r', f: 'p', m: 'r3' };

type Draw = () => number;

const choose = <T>(items: readonly T[], draw: Draw): T => items[Math.floor(draw() * items.length)]!;

interface Words {
  readonly isPerRow: boolean;
  readonly hasNames: boolean;
}

function leavesOf(kind: Kind, { isPerRow, hasNames }: Words): readonly string[] {
  const names = hasNames ? Object.keys(defined).filter((name) => defined[name] === kind) : [];
  const rows = isPerRow ? (perRow[kind] ?? []) : [];
  return [...(unknowns[kind] ?? []), ...rows, ...rows, ...names, ...names];
}

const gap = /\{(\w+)\}/;

/** A phrase whose gaps are filled by expressions of a depth. */
function phrase(
  kind: Phrase['kind'],
  text: string,
  words: Words,
  depth: number,
  draw: Draw,
): Phrase {
  const parts = text.split(gap);
  return {
    kind,
    pieces: parts.filter((_, k) => k % 2 === 0),
    args: parts
      .filter((_, k) => k % 2 === 1)
      .map((inner) => expression(inner as Kind, words, depth, draw)),
  };
}

function expression(kind: Kind, words: Words, depth: number, draw: Draw): Phrase {
  const leaves = leavesOf(kind, words);
  const isLeaf = leaves.length > 0 && (depth <= 0 || draw() < 0.3);
  const text = isLeaf ? choose(leaves, draw) : `(${choose(formsOf[kind], draw)})`;
  return phrase(kind, text, words, depth - 1, draw);
}

/** The model of a seed: every function, operator and distribution of the language may be in it. */
export function randomModel(seed: number, depth = 2): RandomModel {
  const draw = random(seed);
  const rows = { isPerRow: true, hasNames: false };
  const all = { isPerRow: true, hasNames: true };
  const once = { isPerRow: false, hasNames: false };
  const definitions = Object.fromEntries(
    Object.entries(defined).map(([name, kind]) => [name, expression(kind, rows, depth - 1, draw)]),
  );
  const statement = (texts: readonly string[], words: Words): Phrase =>
    phrase('statement', choose(texts, draw), words, depth, draw);
  const statements = [
    ...Array.from({ length: 1 + Math.floor(draw() * 2) }, () => statement(likelihoods, all)),
    ...(draw() < 0.4 ? [statement(priors, once)] : []),
    ...(draw() < 0.3 ? [statement(['output out = {r}', 'output out = {r3}'], all)] : []),
  ];
  return { definitions, statements, isWeighted: draw() < 0.2 };
}

const textOf = ({ pieces, args }: Phrase): string =>
  pieces.map((piece, k) => piece + (args[k] ? textOf(args[k]) : '')).join('');

const namesIn = (text: string): Set<string> => new Set(text.match(/\p{L}[\p{L}\d]*/gu));

/** A model as text: the declarations of the names that its statements use, then these. */
export function printModel({ definitions, statements, isWeighted }: RandomModel): string {
  const last = statements.map(textOf);
  const used = namesIn(last.join('\n'));
  const named = Object.entries(definitions)
    .filter(([name]) => used.has(name))
    .map(([name, value]) => `${name} = ${textOf(value)}`);
  const lines = [...named, ...last];
  const words = namesIn(lines.join('\n'));
  const own = Object.keys(ownFunctions).filter((name) => words.has(name));
  const declared = Object.entries(declarations).filter(([name]) => words.has(name));
  const has = (role: string): boolean => declared.some(([, [each]]) => each === role);
  return [
    ...declared.map(([name, [role, type]]) => `${role} ${name}: ${type}`),
    ...(isWeighted && has('data') ? ['data n: weight'] : []),
    ...own.map((name) => ownFunctions[name]!),
    ...lines,
    ...(has('param') ? [] : ['param a: real', 'penalty a^2']),
  ].join('\n');
}

/** Models that are smaller by a statement, or by an expression in the place of one that it is part of. */
export function* smaller(model: RandomModel): Generator<RandomModel> {
  const { definitions, statements } = model;
  if (model.isWeighted) yield { ...model, isWeighted: false };
  for (const [k] of statements.entries()) {
    if (statements.length > 1) yield { ...model, statements: statements.toSpliced(k, 1) };
  }
  for (const [k, each] of statements.entries()) {
    for (const less of lessOf(each)) yield { ...model, statements: statements.with(k, less) };
  }
  for (const [name, value] of Object.entries(definitions)) {
    for (const less of lessOf(value)) {
      yield { ...model, definitions: { ...definitions, [name]: less } };
    }
  }
}

function* lessOf(whole: Phrase): Generator<Phrase> {
  if (whole.kind !== 'statement' && whole.args.length > 0) {
    for (const leaf of leavesOf(whole.kind, { isPerRow: true, hasNames: false })) {
      yield { kind: whole.kind, pieces: [leaf], args: [] };
    }
    for (const inner of within(whole)) if (inner.kind === whole.kind) yield inner;
  }
  for (const [k, arg] of whole.args.entries()) {
    for (const less of lessOf(arg)) yield { ...whole, args: whole.args.with(k, less) };
  }
}

function* within({ args }: Phrase): Generator<Phrase> {
  for (const arg of args) {
    yield arg;
    yield* within(arg);
  }
}

/** The smallest model found that is as bad as this one. */
export function smallest(
  model: RandomModel,
  isBad: (model: RandomModel) => boolean,
  until = Infinity,
): RandomModel {
  for (const less of smaller(model)) {
    if (performance.now() > until) return model;
    const isLess = printModel(less).length < printModel(model).length;
    if (isLess && isBad(less)) return smallest(less, isBad, until);
  }
  return model;
}
