import { present } from '../base/invariant.ts';
import { apply, hasRows, sum, type Node } from '../graph/index.ts';
import { counted, fail, operandsOf, type Operand, type StatementOf } from './context.ts';
import type { Draft } from './draft.ts';
import { elaborate } from './elaborate.ts';
import { innerAxes } from './functions/shapes.ts';
import { lawOf, userLaw, type Law } from './law.ts';
import type { Factor } from './model-graph.ts';
import { elementDensity } from './per-element.ts';
import { isNumber, type Relation } from './relation.ts';
import type { Quantity } from './quantity.ts';
import { checkSubject } from './subject.ts';

/** `lhs ~ distribution(args)`: a factor of the likelihood, or of the prior. */
export function declareFactor(draft: Draft, statement: StatementOf<'distributed'>): void {
  const relation = relationOf(draft, statement);
  if (!relation) return;
  const density = relation.law.isPerElement ? elementDensity(relation) : jointDensity(relation);
  if (!density) return;
  const factor = factorOf(relation, density);
  draft.context.locate(factor.logDensity, statement.span);
  draft.factors.push(factor);
}

function relationOf(draft: Draft, s: StatementOf<'distributed'>): Relation | undefined {
  const law = findLaw(draft, s.distribution.text);
  const operands = operandsOf(draft.context, [s.subject, ...s.args], elaborate);
  if (!law || !hasCount(draft, law, s) || !operands) return undefined;
  const [first, ...args] = operands;
  const subject = present(first);
  const kind = checkSubject(draft, law, subject);
  return kind && mayUseData(draft, kind, args)
    ? { draft, law, kind, subject, args, statement: s }
    : undefined;
}

function findLaw(draft: Draft, name: string): Law | undefined {
  const declared = draft.densities.get(name);
  if (declared) return userLaw(draft, declared);
  const known = draft.language.distributions.find((each) => each.name === name);
  return known && lawOf(draft, known);
}

function hasCount(draft: Draft, law: Law, s: StatementOf<'distributed'>): boolean {
  if (s.args.length === law.parameters.length) return true;
  const wanted = counted(law.parameters.length, 'argument');
  const message = `\`${law.name}\` takes ${wanted}, found ${s.args.length}`;
  const signature = `${law.name}(${law.parameters.map((p) => p.name).join(', ')})`;
  fail(draft, 'distributionArguments', message, s.span, `write \`~ ${signature}\``);
  return false;
}

function mayUseData(draft: Draft, kind: Factor['kind'], args: readonly Operand[]): boolean {
  const perRow = kind === 'prior' ? args.find((arg) => hasRows(arg.quantity.node)) : undefined;
  if (!perRow) return true;
  const message = `${perRow.text} uses data, and a prior holds once for all rows`;
  const help = 'write the data on the left side: `x ~ normal(w, 1)`';
  fail(draft, 'dataInPrior', message, perRow.span, help);
  return false;
}

/** The density of the subject as it is, of whatever shape. */
function jointDensity(relation: Relation): Node | undefined {
  const { law, subject, args } = relation;
  const values = new Map<string, Quantity>([[law.variable, subject.quantity]]);
  law.parameters.forEach((p, k) => values.set(p.name, present(args[k]).quantity));
  const density = law.density(values);
  return density && isNumber(relation, density) ? density.node : undefined;
}

function factorOf({ draft, law, kind, subject, args, statement }: Relation, density: Node): Factor {
  const log = apply(draft.g, 'log', density);
  return {
    kind,
    subject: subject.quantity.node,
    distribution: law.name,
    args: args.map((arg) => arg.quantity.node),
    density,
    logDensity: sum(draft.g, log, innerAxes(log)),
    span: statement.span,
  };
}
