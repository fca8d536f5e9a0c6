import { volume } from '../base/shape.ts';
import { present } from '../base/invariant.ts';
import type { Span } from '../base/source.ts';
import { suggest } from '../base/suggest.ts';
import { innerShape, type Shape } from '../graph/index.ts';
import { rowOf, type Domain, type Role } from '../runtime/domain.ts';
import { arityOf, declarationOf, type DomainSyntax } from '../runtime/domain-syntax.ts';
import type { Declaration, Expression, TypeSyntax } from '../syntax/index.ts';
import { counted, fail, quote, type StatementOf } from './context.ts';
import { belongs } from './domains.ts';
import type { DeclaredType, Draft } from './draft.ts';
import { elaborate } from './elaborate.ts';
import { describeShape, quantity } from './quantity.ts';
import { staticNumber, staticValue } from './static.ts';
import { narrow } from './support.ts';
import { domainSynonyms } from './synonyms.ts';
import { constrain, thetaShape } from './transforms.ts';

/** The greatest length of an axis: numbers in a typed array are counted in 32 bits. */
const longestAxis = 2 ** 31 - 1;

export function declareDim(draft: Draft, { name, value }: StatementOf<'dim'>): void {
  const written = sizeOf(draft, value);
  const given = Object.hasOwn(draft.dims, name.text) ? draft.dims[name.text] : undefined;
  const size = given ?? written;
  // A size that is none was reported, in the file or with the options.
  const isKnown = size !== undefined && isSize(size);
  draft.values.set(name.text, isKnown ? quantity(draft.g.constant(size)) : undefined);
}

/** The length of an axis; undefined, and reported, where it is none. */
function sizeOf(draft: Draft, e: Expression): number | undefined {
  const size = numberOf(draft, e);
  return size === undefined || isSize(size) ? size : fail(draft, 'badSize', notASize(size), e.span);
}

/** What is wrong with a number as a size. */
export const notASize = (size: number): string =>
  size > longestAxis
    ? `a size is at most ${longestAxis}, not ${size}`
    : `a size is a whole number from 1, not ${size}`;

export const isSize = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= longestAxis;

/** A number that is known when the model is built. */
function numberOf(draft: Draft, e: Expression): number | undefined {
  const q = elaborate(draft.context, e);
  if (!q) return undefined;
  return staticNumber(q.node) ?? failStatic(draft, e);
}

function failStatic(draft: Draft, e: Expression): undefined {
  const message = `${quote(draft.source, e.span)} is not a number that is known when the model is built`;
  return fail(draft, 'notConstant', message, e.span, 'use numbers and names declared with `dim`');
}

/** A domain and a shape, checked for what is declared with them. */
function typeOf(draft: Draft, type: TypeSyntax, role: Role): DeclaredType | undefined {
  const { text, span } = type.domain;
  const { domains } = draft.language;
  const rule = Object.hasOwn(domains, text) ? domains[text] : undefined;
  if (rule && type.domainArgs.length !== arityOf(rule)) return failArguments(draft, rule, type);
  const shape = type.shape.map((e) => sizeOf(draft, e));
  const args = type.domainArgs.map((e) => numberOf(draft, e));
  if (!rule) return failDomain(draft, text, span);
  if (!mayBe(draft, rule, role, span)) return undefined;
  if (!shape.every((n) => n !== undefined) || !args.every((n) => n !== undefined)) return undefined;
  if (!checkShape(draft, rule, shape, type.span)) return undefined;
  if (volume(shape) > mostNumbers) return failLarge(draft, type.span);
  const domain = rule.make(args);
  if (typeof domain === 'string') return fail(draft, 'domainArguments', domain, type.span);
  return { domain, shape };
}

/** Numbers of one array: half a gigabyte of them. */
const mostNumbers = 2 ** 26;

function failLarge(draft: Draft, span: Span): undefined {
  const message = `an array has at most ${mostNumbers.toLocaleString('en')} numbers`;
  return fail(draft, 'tooLarge', message, span, 'make it smaller, or rows of the data');
}

function failDomain(draft: Draft, name: string, span: Span): undefined {
  const { domains } = draft.language;
  const meant = suggest(name, Object.keys(domains), domainSynonyms);
  const help =
    meant === undefined
      ? `one of ${Object.keys(domains).join(', ')}`
      : `did you mean \`${meant}\`?`;
  return fail(draft, 'unknownDomain', `there is no domain \`${name}\``, span, help);
}

const roleNames: { readonly [K in Role]: string } = {
  data: 'a data column',
  param: 'a parameter',
  hyper: 'a hyper-parameter',
};

function mayBe(draft: Draft, rule: DomainSyntax<Domain>, role: Role, span: Span): boolean {
  if (rule.roles.includes(role)) return true;
  const message = `${roleNames[role]} cannot be \`${rule.signature}\``;
  const options = Object.values(draft.language.domains).filter((each) => each.roles.includes(role));
  const help = `it can be ${options.map((each) => each.signature).join(', ')}`;
  fail(draft, 'domainNotAllowed', message, span, help);
  return false;
}

const ranks = ['a number', 'a vector', 'a matrix'];

function checkShape(
  draft: Draft,
  rule: DomainSyntax<Domain>,
  shape: readonly number[],
  span: Span,
): boolean {
  if (!rule.ranks.includes(shape.length)) {
    const wanted = rule.ranks.map((rank) => ranks[rank]).join(' or ');
    const axes = shape.length === 1 ? '1 axis' : `${shape.length} axes`;
    const message = `\`${rule.signature}\` is ${wanted}, and this shape has ${axes}`;
    const help = shape.length === 0 ? `write \`${rule.signature}[K]\`` : undefined;
    fail(draft, 'badRank', message, span, help);
    return false;
  }
  const least = rule.leastLength ?? 1;
  if ((shape.at(-1) ?? least) >= least) return true;
  fail(draft, 'badSize', `\`${rule.signature}\` has at least ${least} elements`, span);
  return false;
}

function failArguments(
  draft: Draft,
  rule: DomainSyntax<Domain>,
  { domain, domainArgs, span }: TypeSyntax,
): undefined {
  const message = `\`${domain.text}\` takes ${counted(arityOf(rule), 'argument')}, found ${domainArgs.length}`;
  return fail(draft, 'domainArguments', message, span, argumentHelp(rule));
}

const argumentHelp = ({ signature }: DomainSyntax<Domain>): string =>
  arityOf({ signature }) === 0
    ? `a shape is written in brackets: \`${signature}[3]\``
    : `write \`${signature}\``;

export function declareData(draft: Draft, { declarations }: StatementOf<'data'>): void {
  for (const declaration of declarations) {
    const type = typeOf(draft, declaration.type, 'data');
    if (type) declareColumn(draft, declaration, type);
    else draft.values.set(declaration.name.text, undefined);
  }
}

function declareColumn(draft: Draft, { name, span }: Declaration, type: DeclaredType): void {
  const domain = narrow(type.domain, draft.supports.get(name.text) ?? []);
  const shape: Shape = ['rows', ...type.shape];
  const symbol = draft.g.symbol(name.text, 'data', shape, domain);
  draft.context.locate(symbol, span);
  draft.columns.push({ name: name.text, symbol, span });
  const categories = domain.kind === 'category' ? domain.size : null;
  draft.values.set(name.text, { node: symbol, row: false, categories });
  if (domain.kind !== 'weight') return;
  if (draft.weight) {
    const message = `\`${draft.weight.name}\` and \`${name.text}\` are both weights of the rows`;
    fail(
      draft,
      'secondWeight',
      message,
      span,
      'one column is the weight; declare the other `positive`',
    );
  }
  draft.weight ??= symbol;
}

export function declareParams(draft: Draft, { declarations }: StatementOf<'param'>): void {
  for (const declaration of declarations) {
    const type = typeOf(draft, declaration.type, 'param');
    const start = declaration.value && valueOf(draft, declaration.value, type);
    draft.values.set(declaration.name.text, type && declareParameter(draft, declaration, type));
    if (start) draft.starts.set(declaration.name.text, start);
  }
}

function declareParameter(
  draft: Draft,
  { name, span }: Declaration,
  type: DeclaredType,
): ReturnType<typeof quantity> {
  const { g } = draft;
  const { domain, shape } = type;
  const symbol = g.symbol(name.text, 'parameter', shape, domain);
  const theta = g.symbol(name.text, 'theta', thetaShape(type), { kind: 'real' });
  const constrained = constrain(draft, name.text, theta, type);
  for (const node of [symbol, theta]) draft.context.locate(node, span);
  draft.parameters.push({ name: name.text, shape, domain, span, symbol, theta, constrained });
  return quantity(symbol);
}

export function declareHypers(draft: Draft, { declarations }: StatementOf<'hyper'>): void {
  for (const declaration of declarations) {
    const { name, value, span } = declaration;
    const type = typeOf(draft, declaration.type, 'hyper');
    if (!value) {
      const message = `the hyper-parameter \`${name.text}\` has no value`;
      fail(
        draft,
        'hyperWithoutValue',
        message,
        span,
        'write `= value`: what it is where none is set',
      );
    }
    const numbers = value && valueOf(draft, value, type);
    if (!type || !numbers) {
      draft.values.set(name.text, undefined);
      continue;
    }
    const symbol = draft.g.symbol(name.text, 'hyper', type.shape, type.domain);
    draft.context.locate(symbol, span);
    draft.hypers.push({ name: name.text, symbol, span });
    draft.hyperLayouts.push({ name: name.text, ...type, value: numbers });
    draft.values.set(name.text, quantity(symbol));
  }
}

/** The numbers after `=`, row-major: of the declared shape, or one for all. */
function valueOf(
  draft: Draft,
  e: Expression,
  type: DeclaredType | undefined,
): readonly number[] | undefined {
  const q = elaborate(draft.context, e);
  if (!q) return undefined;
  const value = staticValue(q.node);
  if (!value) return failStatic(draft, e);
  if (!type) return undefined;
  const numbers = fill(value, type.shape);
  if (!numbers) return failValueShape(draft, e, innerShape(q.node), type);
  if (belongs(numbers, type.shape, type.domain)) return numbers;
  const message = `${quote(draft.source, e.span)} is outside \`${declarationOf(type.domain)}\``;
  return fail(draft, 'valueOutsideDomain', message, e.span, domainHelp(type.domain));
}

function fill(
  { shape, values }: { readonly shape: readonly number[]; readonly values: readonly number[] },
  wanted: readonly number[],
): readonly number[] | undefined {
  if (shape.length === 0) return Array.from({ length: volume(wanted) }, () => present(values[0]));
  return String(shape) === String(wanted) ? values : undefined;
}

function failValueShape(
  draft: Draft,
  e: Expression,
  shape: readonly number[],
  type: DeclaredType,
): undefined {
  const message = `the value is ${describeShape(shape)} and the declared shape ${describeShape(type.shape)}`;
  return fail(draft, 'valueShape', message, e.span, 'one number stands for all elements');
}

function domainHelp(domain: Domain): string | undefined {
  const { bounds, transform } = rowOf(domain);
  const { lower, upper } = bounds(domain);
  const isBounded = lower > -Infinity || upper < Infinity;
  return isBounded && transform?.rank === 0 ? 'the bounds themselves are outside' : undefined;
}
