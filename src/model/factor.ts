import { present } from '../base/invariant.ts';
import type { Span } from '../base/source.ts';
import {
  apply,
  broadcast,
  hasRows,
  innerShape,
  Interval,
  sum,
  type Graph,
  type Node,
  type Shape,
  type Symbol,
} from '../graph/index.ts';
import type { Domain } from '../runtime/domain.ts';
import { counted, fail, operandsOf, type Operand, type StatementOf } from './context.ts';
import { distributionNamed, type DistributionParameter } from './distributions/index.ts';
import type { Draft } from './draft.ts';
import { elaborate } from './elaborate.ts';
import { innerAxes } from './functions/shapes.ts';
import { lawOf, userLaw, type Law } from './law.ts';
import { describe, describeShape, quantity, type Quantity } from './quantity.ts';
import { checkSubject, type SubjectKind } from './subject.ts';
import { vectorize } from './vectorize.ts';

/** `lhs ~ distribution(args)`: a factor of the likelihood, or of the prior. */
export function declareFactor(draft: Draft, s: StatementOf<'distributed'>): void {
  const law = findLaw(draft, s.distribution.text);
  const operands = operandsOf(draft.context, [s.subject, ...s.args], elaborate);
  if (!law || !hasCount(draft, law, s) || !operands) return;
  const [subject, ...args] = operands;
  const kind = checkSubject(draft, law, present(subject));
  if (!kind || !mayUseData(draft, kind, args)) return;
  const whole = { draft, law, kind, subject: present(subject), args, span: s.span };
  const factor = law.isPerElement ? perElement(whole) : joint(whole);
  if (factor) draft.factors.push(factor);
}

/** A statement under way. */
interface Whole {
  readonly draft: Draft;
  readonly law: Law;
  readonly kind: SubjectKind;
  readonly subject: Operand;
  readonly args: readonly Operand[];
  readonly span: Span;
}

function findLaw(draft: Draft, name: string): Law | undefined {
  const declared = draft.densities.get(name);
  if (declared) return userLaw(draft, declared);
  const known = distributionNamed(name);
  return known && lawOf(draft, known);
}

function hasCount(draft: Draft, law: Law, s: StatementOf<'distributed'>): boolean {
  if (s.args.length === law.parameters.length) return true;
  const message = `\`${law.name}\` takes ${counted(law.parameters.length, 'argument')}, found ${s.args.length}`;
  const signature = `${law.name}(${law.parameters.map((p) => p.name).join(', ')})`;
  fail(draft, 'distributionArguments', message, s.span, `write \`~ ${signature}\``);
  return false;
}

function mayUseData(draft: Draft, kind: SubjectKind, args: readonly Operand[]): boolean {
  const perRow = kind === 'prior' ? args.find((arg) => hasRows(arg.quantity.node)) : undefined;
  if (!perRow) return true;
  const message = `${perRow.text} uses data, and a prior holds once for all rows`;
  const help = 'write the data on the left side: `x ~ normal(w, 1)`';
  fail(draft, 'dataInPrior', message, perRow.span, help);
  return false;
}

/** The density of the subject as it is, of whatever shape. */
function joint(whole: Whole): ReturnType<typeof finish> | undefined {
  const { law, subject, args } = whole;
  const density = law.density(
    new Map([
      [law.variable, subject.quantity],
      ...law.parameters.map((p, k): [string, Quantity] => [p.name, present(args[k]).quantity]),
    ]),
  );
  return density && isNumber(whole, density) ? finish(whole, density.node) : undefined;
}

function isNumber({ draft, law, span }: Whole, density: Quantity): boolean {
  if (innerShape(density.node).length === 0) return true;
  const message = `the density \`${law.name}\` is ${describe(density)} here, and a density is a number`;
  fail(draft, 'densityNotNumber', message, span, 'multiply over the elements with `prod`');
  return false;
}

/** An argument, or the subject, and the symbol that stands for one element of it. */
interface Variate {
  readonly name: string;
  readonly operand: Operand;
  readonly formal: Symbol;
  /** The axes of one element: none, or that of a vector. */
  readonly event: readonly number[];
}

/** Independent elements: the density of one, over formal symbols, for every element of every row. */
function perElement(whole: Whole): ReturnType<typeof finish> | undefined {
  const { draft, subject, args } = whole;
  const variates = variatesOf(whole);
  const length = vectorLength(whole, variates);
  if (length === undefined) return undefined;
  const shape = innerShape(subject.quantity.node);
  const batch = shape.slice(0, shape.length - present(variates[0]).event.length);
  if (!variates.every((v) => fits(whole, v, batch)) || !variates.every((v) => mayHold(whole, v))) {
    return undefined;
  }
  const rows = [subject, ...args].some((each) => hasRows(each.quantity.node));
  const prefix: Shape = rows ? ['rows', ...batch] : batch;
  const actuals = new Map(variates.map((v) => [v.formal as Node, actualOf(draft.g, v, prefix)]));
  const density = densityOf(whole, variates, actuals, prefix);
  if (!density) return undefined;
  pushDraw(
    whole,
    variates.slice(1).map((v) => present(actuals.get(v.formal))),
  );
  return finish(whole, density);
}

function variatesOf(whole: Whole): Variate[] {
  const { law, subject, args } = whole;
  const vector = law.support.kind === 'simplex' ? { vector: true as const } : {};
  const variable = { name: law.variable, domain: formalDomain(law, subject.quantity), ...vector };
  const operands = [subject, ...args];
  return [variable, ...law.parameters].map((p, k) => variateOf(whole, p, present(operands[k])));
}

const formalDomain = (law: Law, subject: Quantity): Domain =>
  law.support.kind === 'category'
    ? { kind: 'category', size: subject.categories ?? 1 }
    : law.support;

function variateOf(whole: Whole, p: DistributionParameter, operand: Operand): Variate {
  const event = p.vector ? innerShape(operand.quantity.node).slice(-1) : [];
  const name = `${whole.law.name}@${whole.span.start}.${p.name}`;
  // A hyper-parameter may lie on the bounds of its domain, a parameter may not.
  const formal = whole.draft.g.symbol(name, 'hyper', event, p.domain);
  return { name: p.name, operand, formal, event };
}

/** The length that all vectors share (0 without vectors); undefined and reported where they do not. */
function vectorLength(
  { draft, law, subject, span }: Whole,
  variates: readonly Variate[],
): number | undefined {
  const vectors = variates.filter((v) => v.formal.domain.kind === 'simplex' || isVector(law, v));
  const missing = vectors.find((v) => v.event.length === 0);
  if (missing) {
    const { text, quantity: q } = missing.operand;
    const message = `\`${law.name}\` takes a vector for \`${missing.name}\`: ${text} is ${describe(q)}`;
    return fail(draft, 'distributionShape', message, missing.operand.span);
  }
  const length = vectors[0]?.event[0] ?? 0;
  const wanted = subject.quantity.categories ?? length;
  const other = vectors.find(
    (v) => v.event[0] !== (law.support.kind === 'category' ? wanted : length),
  );
  if (!other) return length;
  const message =
    law.support.kind === 'category'
      ? `${subject.text} has ${wanted} categories and ${other.operand.text} ${present(other.event[0])} probabilities`
      : `${subject.text} has ${length} elements and ${other.operand.text} ${present(other.event[0])}`;
  return fail(draft, 'distributionShape', message, span);
}

const isVector = (law: Law, v: Variate): boolean =>
  law.parameters.some((p) => p.name === v.name && p.vector === true);

/** Whether an argument is one for all elements, or one for each. */
function fits({ draft, law, subject }: Whole, v: Variate, batch: readonly number[]): boolean {
  const shape = String(innerShape(v.operand.quantity.node));
  if ([[...v.event], [...batch, ...v.event]].some((fitting) => String(fitting) === shape))
    return true;
  const message = `${v.operand.text} is ${describe(v.operand.quantity)} and ${subject.text} is ${describe(subject.quantity)}`;
  const help = `\`${v.name}\` of \`${law.name}\` is ${describeShape(v.event)}, one for all elements or one for each`;
  fail(draft, 'distributionShape', message, v.operand.span, help);
  return false;
}

/** Whether an argument is not provably outside its domain; the subject is checked by its support. */
function mayHold({ draft, law, subject }: Whole, v: Variate): boolean {
  if (v.operand === subject) return true;
  const [range, domain] = [v.operand.quantity.node.range, v.formal.range];
  const isFraction = domain.integer && range.lo === range.hi && !Number.isInteger(range.lo);
  if (!isFraction && !areDisjoint(range, domain)) return true;
  const message = `${v.operand.text} is outside the domain of \`${v.name}\` in \`${law.name}\``;
  fail(
    draft,
    'argumentOutsideDomain',
    message,
    v.operand.span,
    `\`${v.name}\` is ${v.formal.domain.kind}`,
  );
  return false;
}

const areDisjoint = (a: Interval.Interval, b: Interval.Interval): boolean =>
  Interval.isBelow(a, b) || Interval.isBelow(b, a);

/** The argument for every index of the leading axes. */
function actualOf(g: Graph, v: Variate, prefix: Shape): Node {
  const { node } = v.operand.quantity;
  const inner = innerShape(node);
  const shape = [...prefix, ...v.event];
  const axes = inner.map((_, k) => shape.length - inner.length + k);
  return broadcast(g, node, hasRows(node) ? [0, ...axes] : axes, shape);
}

function densityOf(
  whole: Whole,
  variates: readonly Variate[],
  actuals: ReadonlyMap<Node, Node>,
  prefix: Shape,
): Node | undefined {
  const { g } = whole.draft;
  const formals = new Map(variates.map((v) => [v.name, formalQuantity(v)]));
  const density = whole.law.density(formals);
  if (!density || !isNumber(whole, density)) return undefined;
  const value = vectorize(g, density.node, actuals, prefix);
  const within = whole.law.within?.(formals);
  if (!within) return value;
  const condition = vectorize(g, within.node, actuals, prefix);
  if (condition.range.lo === 1) return value;
  return apply(g, 'where', condition, value, g.constant(0));
}

const formalQuantity = ({ formal }: Variate): Quantity => ({
  ...quantity(formal),
  categories: formal.domain.kind === 'category' ? formal.domain.size : null,
});

/** A data column by itself can be drawn. */
function pushDraw({ draft, law, subject }: Whole, args: readonly Node[]): void {
  const { node } = subject.quantity;
  if (node.kind !== 'symbol' || node.role !== 'data' || !law.draw) return;
  draft.draws.push({ column: node, ...law.draw, args });
}

function finish({ draft, law, kind, subject, args, span }: Whole, density: Node) {
  const log = apply(draft.g, 'log', density);
  return {
    kind,
    subject: subject.quantity.node,
    distribution: law.name,
    args: args.map((arg) => arg.quantity.node),
    density,
    logDensity: sum(draft.g, log, innerAxes(log)),
    span,
  };
}
