import { present } from '../base/invariant.ts';
import {
  apply,
  broadcast,
  hasRows,
  innerShape,
  Interval,
  map,
  partOf,
  type Graph,
  type Node,
  type Shape,
  type Symbol,
} from '../graph/index.ts';
import { fail, type Operand } from './context.ts';
import type { DistributionParameter } from './distributions/index.ts';
import { describe, describeShape, quantity, type Quantity } from './quantity.ts';
import { isNumber, type Relation } from './relation.ts';
import { vectorize } from './vectorize.ts';

/** The subject or an argument, and the symbol that stands for one element of it. */
interface Variate {
  readonly name: string;
  readonly operand: Operand;
  readonly isVector: boolean;
  /** The axes of one element: none, or that of a vector. */
  readonly event: readonly number[];
  readonly formal: Symbol;
}

/** The formal symbols of a statement, and what each is for every index of some leading axes. */
interface Binding {
  readonly formals: ReadonlyMap<string, Quantity>;
  readonly actuals: ReadonlyMap<Node, Node>;
  readonly prefix: Shape;
}

/** Independent elements: the density of one, over formal symbols, for every element of every row. */
export function elementDensity(relation: Relation): Node | undefined {
  const variates = variatesOf(relation);
  if (!haveOneLength(relation, variates)) return undefined;
  const shape = innerShape(relation.subject.quantity.node);
  const batch = shape.slice(0, shape.length - present(variates[0]).event.length);
  const isFitting = variates.map((v) => fits(relation, v, batch)).every(Boolean);
  if (!isFitting || !variates.slice(1).every((v) => mayHold(relation, v))) return undefined;
  const binding = bindingOf(relation.draft.g, variates, batch);
  pushDraw(relation, binding);
  return densityOf(relation, binding);
}

function bindingOf(g: Graph, variates: readonly Variate[], batch: readonly number[]): Binding {
  const rows = variates.some((v) => hasRows(v.operand.quantity.node));
  const prefix: Shape = rows ? ['rows', ...batch] : batch;
  return {
    formals: new Map(variates.map((v) => [v.name, formalQuantity(v)])),
    actuals: new Map(
      variates.map((v, k) => [
        v.formal,
        k === 0 ? actualOf(g, v, prefix) : argumentOf(g, v, prefix),
      ]),
    ),
    prefix,
  };
}

function variatesOf(relation: Relation): Variate[] {
  const { law, subject, args } = relation;
  const operands = [subject, ...args];
  return [variableOf(relation), ...law.parameters].map((p, k) =>
    variateOf(relation, p, present(operands[k])),
  );
}

function variableOf({ law, subject }: Relation): DistributionParameter {
  const { support } = law;
  const size = subject.quantity.categories ?? 1;
  const domain = support.kind === 'category' ? { ...support, size } : support;
  return { name: law.variable, domain, ...(support.kind === 'simplex' && { vector: true }) };
}

function variateOf(relation: Relation, p: DistributionParameter, operand: Operand): Variate {
  const { draft, law, statement } = relation;
  const isVector = p.vector === true;
  const event = isVector ? innerShape(operand.quantity.node).slice(-1) : [];
  // A hyper-parameter may lie on the bounds of its domain, a parameter may not.
  const name = `${law.name}@${statement.span.start}.${p.name}`;
  const formal = draft.g.symbol(name, 'hyper', event, p.domain);
  return { name: p.name, operand, isVector, event, formal };
}

/** Whether all vectors are vectors, of the length of the first, or of the number of categories. */
function haveOneLength(relation: Relation, variates: readonly Variate[]): boolean {
  const { draft, law, subject } = relation;
  const vectors = variates.filter((v) => v.isVector);
  const number = vectors.find((v) => v.event.length === 0);
  if (number) return failNoVector(relation, number);
  const length = subject.quantity.categories ?? vectors[0]?.event[0];
  const other = vectors.find((v) => v.event[0] !== length);
  if (!other) return true;
  const unit = law.support.kind === 'category' ? 'categories' : 'elements';
  const message = `${subject.text} has ${length} ${unit}, and the vectors of ${other.operand.text} have ${other.event[0]} elements`;
  fail(draft, 'distributionShape', message, other.operand.span);
  return false;
}

function failNoVector({ draft, law }: Relation, { name, operand }: Variate): false {
  const message = `\`${name}\` of \`${law.name}\` is a vector: ${operand.text} is ${describe(operand.quantity)}`;
  fail(draft, 'distributionShape', message, operand.span);
  return false;
}

/** Whether an argument is one for all elements, or one for each. */
function fits({ draft, law, subject }: Relation, v: Variate, batch: readonly number[]): boolean {
  const shape = String(innerShape(v.operand.quantity.node));
  if (shape === String(v.event) || shape === String([...batch, ...v.event])) return true;
  const message = `${v.operand.text} is ${describe(v.operand.quantity)}, and ${subject.text} is ${describe(subject.quantity)}`;
  const help = `\`${v.name}\` of \`${law.name}\` is ${describeShape(v.event)}: one for all elements, or one for each`;
  fail(draft, 'distributionShape', message, v.operand.span, help);
  return false;
}

/** Whether an argument is not provably outside its domain. */
function mayHold({ draft, law }: Relation, { name, operand, formal }: Variate): boolean {
  const { range } = operand.quantity.node;
  const isFraction = range.lo === range.hi && !Number.isInteger(range.lo);
  if (!areDisjoint(range, formal.range) && !(isFraction && formal.range.integer)) return true;
  const message = `${operand.text} is outside the domain of \`${name}\` in \`${law.name}\``;
  const help = `\`${name}\` is \`${formal.domain.kind}\``;
  fail(draft, 'argumentOutsideDomain', message, operand.span, help);
  return false;
}

const areDisjoint = (a: Interval.Interval, b: Interval.Interval): boolean =>
  Interval.isBelow(a, b) || Interval.isBelow(b, a);

/** The argument for every index of the leading axes. */
function actualOf(g: Graph, v: Variate, prefix: Shape): Node {
  const { node } = v.operand.quantity;
  const shape = [...prefix, ...v.event];
  const inner = innerShape(node);
  const axes = inner.map((_, k) => shape.length - inner.length + k);
  return broadcast(g, node, hasRows(node) ? [0, ...axes] : axes, shape);
}

/** An argument lies in its declared domain, of which its own range need not be known. */
function argumentOf(g: Graph, v: Variate, prefix: Shape): Node {
  const node = actualOf(g, v, prefix);
  const isKnown = v.isVector || Interval.isNonNegative(node.range);
  return Interval.isNonNegative(v.formal.range) && !isKnown ? map(g, 'nonNegative', [node]) : node;
}

function densityOf(relation: Relation, binding: Binding): Node | undefined {
  const { draft, law } = relation;
  const density = law.density(binding.formals);
  if (!density || !isNumber(relation, density)) return undefined;
  const value = everywhere(draft.g, density, binding);
  const within = law.within?.(binding.formals);
  return within ? restricted(relation, value, everywhere(draft.g, within, binding)) : value;
}

const everywhere = (g: Graph, formal: Quantity, { actuals, prefix }: Binding): Node =>
  vectorize(g, formal.node, actuals, prefix);

const formalQuantity = ({ formal }: Variate): Quantity => ({
  ...quantity(formal),
  categories: formal.domain.kind === 'category' ? formal.domain.size : null,
});

/** The density where the condition holds, else 0; the condition is left out where it is proved. */
function restricted(relation: Relation, density: Node, condition: Node): Node | undefined {
  const { draft, law, subject } = relation;
  const { range } = condition;
  if (range.lo === 1) return density;
  if (range.hi === 1) return apply(draft.g, 'where', condition, density, draft.g.constant(0));
  const message = `${subject.text} is always outside the support of this \`${law.name}\``;
  return fail(draft, 'outsideSupport', message, subject.span);
}

/** A data column by itself can be drawn, whole or some elements of it. */
function pushDraw({ draft, law, subject }: Relation, binding: Binding): void {
  const { node } = subject.quantity;
  const drawn = partOf(node);
  if (drawn?.symbol.role !== 'data' || !law.draw) return;
  const { sampler, form, args } = law.draw;
  if (form === 'vector' && drawn.symbol !== node) return;
  const nodes = args.map((arg) => everywhere(draft.g, present(arg(binding.formals)), binding));
  draft.draws.push({ column: drawn.symbol, part: drawn.part, sampler, form, args: nodes });
}
