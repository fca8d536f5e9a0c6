import { Reporter } from '../base/report.ts';
import { invariant, present } from '../base/invariant.ts';
import { parseExpression } from '../syntax/index.ts';
import type { Context, Lookup } from './context.ts';
import { constantNamed, densityContext, type Draft } from './draft.ts';
import { elaborate } from './elaborate.ts';
import type { Quantity } from './quantity.ts';

/**
 * A text of the language's own over some values. No name of the user has a meaning in it, and what is wrong
 * with it is a fault.
 */
export function elaborateText(
  draft: Draft,
  name: string,
  text: string,
  values: ReadonlyMap<string, Quantity>,
): Quantity {
  const source = { name, text };
  const reporter = new Reporter(source);
  const lookup: Lookup = (each) => values.get(each) ?? constantNamed(draft.g, each);
  const context: Context = {
    ...densityContext(draft, values),
    source,
    reporter,
    lookup,
    global: lookup,
    functions: new Map(),
    // Its places are those of a text that the user does not see.
    locate: () => undefined,
  };
  const result = elaborate(context, parseExpression(source));
  invariant(!reporter.hasErrors, `the text of ${name} is well formed`);
  return present(result, `the text of ${name} is well formed`);
}
