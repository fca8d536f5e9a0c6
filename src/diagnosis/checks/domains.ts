import { present } from '../../base/invariant.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Node } from '../../graph/index.ts';
import { quote } from '../../model/context.ts';
import type { Expression } from '../../syntax/index.ts';
import { usesIn, type Use } from '../domain/applications.ts';
import { actualsIn } from '../domain/formals.ts';
import { knownBy } from '../domain/guards.ts';
import { provedRange } from '../domain/prove.ts';
import { regionsOf } from '../domain/regions.ts';
import { knownOf, narrowing, sources, type Doubt } from '../domain/suggest.ts';
import { warn, type Check, type Subject } from '../subject.ts';

/** Arguments of logarithms, roots, quotients and distributions that may leave the domain. */
export const domains: Check = (subject) => {
  const found = new Map<Expression, Diagnostic>();
  for (const use of usesIn(subject.tree, subject.model.language)) {
    const expansions = Math.min(...use.args.map((arg) => subject.nodesOf(arg).length));
    for (let k = 0; k < expansions; k++) {
      for (const [arg, doubt] of doubtsOf(subject, use, k)) {
        if (!found.has(arg)) found.set(arg, report(subject, use, arg, doubt));
      }
    }
  }
  return [...found.values()];
};

/** The arguments of a use that are not proved to lie where they must, in its k-th expansion. */
function doubtsOf(subject: Subject, use: Use, k: number): (readonly [Expression, Doubt])[] {
  const { graph } = subject.model;
  const nodeOf = (e: Expression): Node | undefined => subject.nodesOf(e)[k];
  const known = knownBy(use.guards, nodeOf);
  const facts = use.args.map((arg) => {
    const node = present(nodeOf(arg));
    return { node, known, actuals: actualsIn(subject, node) };
  });
  const ranges = facts.map((fact) => provedRange(graph, fact.node, knownOf(graph, fact)));
  return regionsOf(use.defined, ranges).flatMap((region, i) => {
    const [arg, fact, range] = [use.args[i], facts[i], ranges[i]];
    if (!region || !arg || !fact || !range || region.holds(range)) return [];
    return [[arg, { ...fact, region }] as const];
  });
}

function report(subject: Subject, { name }: Use, { span }: Expression, doubt: Doubt): Diagnostic {
  const { region } = doubt;
  const text = quote(subject.tree.source, span);
  const message = `${text} in \`${name}\` may be ${region.outside}${sources(doubt)}`;
  const help = narrowing(subject.model.graph, doubt) ?? region.remedy;
  return warn(subject, 'maybeOutsideDomain', message, span, help);
}
