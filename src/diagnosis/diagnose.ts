import type { Diagnostic } from '../base/diagnostic.ts';
import type { Node } from '../graph/index.ts';
import { buildModel } from '../model/index.ts';
import type { Model } from '../runtime/index.ts';
import type { Expression, Tree } from '../syntax/index.ts';
import { checks } from './checks/index.ts';
import type { Given, Subject } from './subject.ts';

export interface DiagnoseOptions extends Given {
  /** Sizes that replace those of `dim` statements. */
  readonly dims: Readonly<Record<string, number>>;
  /** The objective and gradient as code. */
  readonly compiled: Model;
}

/** What looks wrong with a model that has no errors, in source order. */
export function diagnoseModel(tree: Tree, { dims, ...given }: DiagnoseOptions): Diagnostic[] {
  const nodes = new Map<Expression, Node[]>();
  const trace = (e: Expression, node: Node): void => {
    const known = nodes.get(e);
    if (known) known.push(node);
    else nodes.set(e, [node]);
  };
  const model = buildModel(tree, { dims, trace });
  const subject: Subject = { tree, model, nodesOf: (e) => nodes.get(e) ?? [], ...given };
  return checks
    .flatMap((check) => check(subject))
    .toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}
