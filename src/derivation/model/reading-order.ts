import type { Factor } from '../../model/index.ts';
import type { Expression, Statement, Tree } from '../../syntax/index.ts';
import { namesIn } from './expressions.ts';
import { expressionsOf } from './name-model.ts';

/**
 * The place of each name in the order of reading: through the terms of the objective, those of the rows
 * before those that hold once; the definitions behind a term come before the first that it names. The subject of a distribution
 * comes before its arguments, or where another distribution has it as one.
 */
export function readingOrder(tree: Tree, factors: readonly Factor[]): ReadonlyMap<string, number> {
  const definitions = new Map(tree.statements.flatMap(bodyOf));
  const order = new Map<string, number>();
  const read = (e: Expression): void => {
    for (const name of namesIn(e)) {
      if (definitions.has(name) && !order.has(name)) readBehind(e);
      place(name);
    }
  };
  const readBehind = (e: Expression): void => {
    const behind = namesBehind([e], definitions);
    for (const [name, value] of definitions) {
      if (behind.has(name)) [...namesIn(value), name].forEach(place);
    }
  };
  const place = (name: string): void => void (order.has(name) || order.set(name, order.size));
  const { ofRows, once } = termsOf(tree, factors);
  const terms = [...ofRows, ...once];
  terms.flatMap((s) => firstRead(s, terms, definitions)).forEach(read);
  return order;
}

/** A name and what it stands for: a definition, or a function whose body may use other names. */
function bodyOf(s: Statement): (readonly [string, Expression])[] {
  if (s.kind === 'definition') return [[s.name.text, s.value]];
  return s.kind === 'function' ? [[s.name.text, s.body]] : [];
}

/** The expressions of a term, without a subject that another term's arguments are made of. */
function firstRead(
  s: Statement,
  terms: readonly Statement[],
  definitions: ReadonlyMap<string, Expression>,
): readonly Expression[] {
  if (s.kind !== 'distributed') return expressionsOf(s);
  const others = terms.filter((term) => term !== s).flatMap(argumentsOf);
  const names = namesBehind(others, definitions);
  return namesIn(s.subject).some((name) => names.has(name)) ? s.args : [s.subject, ...s.args];
}

const argumentsOf = (s: Statement): readonly Expression[] =>
  s.kind === 'distributed' ? s.args : expressionsOf(s);

/** The names in some expressions, and in the definitions of these names. */
function namesBehind(
  roots: readonly Expression[],
  definitions: ReadonlyMap<string, Expression>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [...roots];
  for (let e = pending.pop(); e; e = pending.pop()) {
    for (const name of namesIn(e).filter((each) => !found.has(each))) {
      found.add(name);
      const value = definitions.get(name);
      if (value) pending.push(value);
    }
  }
  return found;
}

function termsOf(
  tree: Tree,
  factors: readonly Factor[],
): { readonly ofRows: readonly Statement[]; readonly once: readonly Statement[] } {
  const distributed = tree.statements.filter((s) => s.kind === 'distributed');
  const priors = distributed.filter((_, k) => factors[k]?.kind === 'prior');
  const likelihood = distributed.filter((s) => !priors.includes(s));
  const all = (kind: 'loss' | 'penalty'): Statement[] =>
    tree.statements.filter((s) => s.kind === kind);
  return { ofRows: [...likelihood, ...all('loss')], once: [...priors, ...all('penalty')] };
}
