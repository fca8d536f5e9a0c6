import type { Reporter } from '../base/report.ts';
import { position, type Span } from '../base/source.ts';
import { suggest, type Synonyms } from '../base/suggest.ts';
import type { Expression, Name, Statement, Tree } from '../syntax/index.ts';
import { counted, type ExpressionOf } from './context.ts';
import { builtin, builtinNames } from './functions/index.ts';
import type { Language } from './language.ts';
import { constants, type Names } from './names.ts';
import { distributionSynonyms, functionSynonyms, nameSynonyms } from './synonyms.ts';
import { declaredBy, expressionsIn, termsOf, type Declared } from './walk-tree.ts';

/** Where an expression stands: what is declared above it, what encloses it, and what it belongs to. */
interface Place {
  readonly tree: Tree;
  readonly names: Names;
  readonly language: Language;
  readonly reporter: Reporter;
  readonly above: ReadonlySet<string>;
  readonly locals: readonly string[];
  readonly owner: Declared | null;
}

/** Reports every name that means nothing where it is used. */
export function checkReferences(
  tree: Tree,
  names: Names,
  language: Language,
  reporter: Reporter,
): void {
  const above = new Set<string>();
  const place = { tree, names, language, reporter, above, locals: [], owner: null };
  for (const statement of tree.statements) {
    for (const e of termsOf(statement)) checkExpression(place, e);
    for (const declared of declaredBy(statement)) {
      const locals = declared.parameters.map((p) => p.text);
      declared.expressions.forEach((e) =>
        checkExpression({ ...place, locals, owner: declared }, e),
      );
      if (declared.kind !== 'density') above.add(declared.name.text);
    }
  }
}

function checkExpression(place: Place, root: Expression): void {
  for (const e of expressionsIn(root)) {
    if (e.kind === 'reference') checkReference(place, e);
    if (e.kind === 'call') checkCallee(place, e);
  }
}

function checkReference(place: Place, { name, span }: ExpressionOf<'reference'>): void {
  if (name === 'end' || place.locals.includes(name)) return;
  const declared = place.names.values.get(name);
  if (declared?.kind === 'function') return reportFunctionAsValue(place, name, span);
  if (place.owner?.kind === 'density' && declared && declared.kind !== 'dim') {
    return reportOutsideDensity(place, place.owner, name, span);
  }
  if (place.above.has(name) || (!declared && constants.has(name))) return;
  if (declared) return reportOrder(place, declared, span);
  if (builtin(place.language, name)) return reportFunctionAsValue(place, name, span);
  reportUnknown(place, name, span);
}

function reportFunctionAsValue({ reporter }: Place, name: string, span: Span): void {
  const message = `\`${name}\` is a function and needs arguments`;
  reporter.report('functionAsValue', message, span, `write \`${name}(…)\``);
}

function reportOutsideDensity(
  { reporter }: Place,
  owner: Declared,
  name: string,
  span: Span,
): void {
  const message = `the density \`${owner.name.text}\` cannot use \`${name}\`, which is not one of its parameters`;
  reporter.report(
    'densityScope',
    message,
    span,
    `add it to the parameters of \`${owner.name.text}\``,
  );
}

function reportUnknown({ reporter, names, locals }: Place, name: string, span: Span): void {
  const values = [...names.values.values()].filter((d) => d.kind !== 'function');
  const known = [...locals, ...values.map((d) => d.name.text), ...constants.keys()];
  reporter.report(
    'unknownName',
    `\`${name}\` is not declared`,
    span,
    didYouMean(name, known, nameSynonyms),
  );
}

const didYouMean = (
  name: string,
  known: readonly string[],
  synonyms: Synonyms,
): string | undefined => {
  const meant = suggest(name, known, synonyms);
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
};

function checkCallee(place: Place, { callee, args, span }: ExpressionOf<'call'>): void {
  const name = callee.text;
  const declared = place.names.values.get(name);
  if (declared?.kind === 'function') {
    if (!place.above.has(name)) return reportOrder(place, declared, callee.span);
    return checkCount(place, declared, args.length, span);
  }
  if (builtin(place.language, name)) return;
  if (declared || place.locals.includes(name)) return reportNotFunction(place, callee);
  reportUnknownFunction(place, callee);
}

function checkCount(
  { reporter }: Place,
  { name, parameters }: Declared,
  count: number,
  span: Span,
): void {
  if (parameters.length === count) return;
  const message = `\`${name.text}\` takes ${counted(parameters.length, 'argument')}, found ${count}`;
  const signature = `${name.text}(${parameters.map((p) => p.text).join(', ')})`;
  reporter.report('argumentCount', message, span, `write \`${signature}\``);
}

function reportNotFunction({ reporter }: Place, { text, span }: Name): void {
  const help = `write \`${text}[…]\` for an element, \`${text} * (…)\` for a product`;
  reporter.report('notAFunction', `\`${text}\` is not a function`, span, help);
}

function reportUnknownFunction({ reporter, names, language }: Place, { text, span }: Name): void {
  const functions = [...names.values.values()].filter((d) => d.kind === 'function');
  const known = [...functions.map((d) => d.name.text), ...builtinNames(language)];
  const isDistribution = language.distributions.some((d) => d.name === text);
  const isOtherwise = isDistribution && !functionSynonyms.has(text);
  const help = isOtherwise
    ? `\`${text}\` is a distribution: write \`y ~ ${text}(…)\``
    : didYouMean(text, known, functionSynonyms);
  reporter.report('unknownFunction', `there is no function \`${text}\``, span, help);
}

/** A name is used before the statement that declares it has ended. */
function reportOrder(place: Place, declared: Declared, span: Span): void {
  const { owner, reporter } = place;
  const name = declared.name.text;
  if (owner && reaches(place.names, declared, owner))
    return reportCycle(place, owner, declared, span);
  const { line } = position(place.tree.source, declared.name.span.start);
  const message = `\`${name}\` is used before it is defined on line ${line}`;
  reporter.report('usedBeforeDefined', message, span, 'move its definition above this line');
}

function reportCycle({ reporter }: Place, owner: Declared, declared: Declared, span: Span): void {
  const [a, b] = [owner.name.text, declared.name.text];
  if (owner.kind === 'function') {
    const message = a === b ? `\`${a}\` calls itself` : `\`${a}\` and \`${b}\` call each other`;
    const help = 'a function is expanded where it is called, so it cannot be recursive';
    return reporter.report('recursion', message, span, help);
  }
  const message =
    a === b ? `\`${a}\` is defined by itself` : `\`${a}\` and \`${b}\` are defined by each other`;
  reporter.report('cyclicDefinition', message, span, 'a definition uses names above it');
}

/** Whether what `from` is made of uses `target`, at any depth. */
function reaches(names: Names, from: Declared, target: Declared): boolean {
  const seen = new Set<Declared>();
  const pending = [from];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.name.span.start === target.name.span.start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...usedBy(names, next));
  }
  return false;
}

function usedBy(names: Names, { expressions, parameters }: Declared): Declared[] {
  const locals = new Set(parameters.map((p) => p.text));
  return expressions.flatMap(expressionsIn).flatMap((e) => {
    const name = e.kind === 'reference' ? e.name : e.kind === 'call' ? e.callee.text : undefined;
    const declared = name === undefined || locals.has(name) ? undefined : names.values.get(name);
    return declared ? [declared] : [];
  });
}

/** Reports distributions that do not exist. */
export function checkDistributions(
  statements: readonly Statement[],
  names: Names,
  distributions: readonly string[],
  reporter: Reporter,
): void {
  const known = [...names.densities.keys(), ...distributions];
  for (const statement of statements) {
    if (statement.kind !== 'distributed') continue;
    const { text, span } = statement.distribution;
    if (known.includes(text)) continue;
    const message = `there is no distribution \`${text}\``;
    reporter.report(
      'unknownDistribution',
      message,
      span,
      didYouMean(text, known, distributionSynonyms),
    );
  }
}
