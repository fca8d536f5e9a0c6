import { hasRows } from '../graph/index.ts';
import type { Expression } from '../syntax/index.ts';
import { fail, quote, type StatementOf } from './context.ts';
import type { Draft } from './draft.ts';
import { elaborate } from './elaborate.ts';
import type { Term } from './model-graph.ts';
import { describe, isScalar, type Quantity } from './quantity.ts';

export function declareDefinition(draft: Draft, s: StatementOf<'definition'>): void {
  const q = elaborate(draft.context, s.value);
  draft.values.set(s.name.text, q && defined(draft, s.name.text, q));
  if (q) draft.definitions.push({ name: s.name.text, node: q.node, span: s.span });
}

/** What stands for an expression where its name is used; a category remains the column it is. */
function defined(draft: Draft, name: string, q: Quantity): Quantity {
  if (q.categories !== null) return q;
  const symbol = draft.define(draft.g, name, q.node);
  if (!symbol) return q;
  draft.symbols.set(symbol, q.node);
  return { ...q, node: symbol };
}

export function declareOutput(draft: Draft, s: StatementOf<'output'>): void {
  const q = elaborate(draft.context, s.value);
  draft.values.set(s.name.text, q);
  if (q) draft.outputs.push({ name: s.name.text, node: q.node });
}

export function declareLoss(draft: Draft, s: StatementOf<'loss'>): void {
  const term = termOf(draft, s.value, 'a loss');
  if (term) draft.losses.push(term);
}

export function declarePenalty(draft: Draft, s: StatementOf<'penalty'>): void {
  const term = termOf(draft, s.value, 'a penalty');
  if (!term) return;
  if (!hasRows(term.node)) return void draft.penalties.push(term);
  const message = `${quote(draft.source, s.value.span)} uses data, and a penalty is added once for all rows`;
  fail(draft, 'dataInPenalty', message, s.value.span, 'write `loss` for a term of each row');
}

function termOf(draft: Draft, e: Expression, what: string): Term | undefined {
  const q = elaborate(draft.context, e);
  if (!q) return undefined;
  const text = quote(draft.source, e.span);
  if (q.categories !== null) {
    return fail(
      draft,
      'categoryInArithmetic',
      `${text} is a category, and ${what} is a number`,
      e.span,
    );
  }
  if (isScalar(q)) return { node: q.node, span: e.span };
  const message = `${what} is a number: ${text} is ${describe(q)}`;
  return fail(draft, 'termNotNumber', message, e.span, 'add the elements with `sum`');
}
