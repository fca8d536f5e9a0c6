import { present } from '../../base/invariant.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { postorder, symbolsOf, type Node, type Symbol } from '../../graph/index.ts';
import { type Distribution, type Factor } from '../../model/index.ts';
import { declarationOf } from '../../runtime/domain-syntax.ts';
import { staticNumber } from '../../model/static.ts';
import { isSubset, supportRange } from '../../model/support.ts';
import { code, list, warn, type Check, type Subject } from '../subject.ts';

/** Priors whose support is not the domain of their parameter. */
export const priors: Check = (subject) =>
  subject.model.factors
    .filter(({ kind }) => kind === 'prior')
    .flatMap((factor) => {
      const law = subject.model.language.distributions.find(
        ({ name }) => name === factor.distribution,
      );
      const symbol = symbolsOf([factor.subject]).find(({ role }) => role === 'parameter');
      return law && symbol ? judge(subject, factor, law, symbol) : [];
    });

function judge(subject: Subject, factor: Factor, law: Distribution, symbol: Symbol): Diagnostic[] {
  if (law.within !== undefined && isRestricted(factor.density)) {
    return [zeroSomewhere(subject, factor, symbol)];
  }
  return isBeyond(law, symbol) ? [beyond(subject, factor, symbol)] : [];
}

/** Whether the support is wider than the domain; one of vectors is the domain itself. */
const isBeyond = ({ support, within }: Distribution, { range }: Symbol): boolean =>
  support.kind !== 'category' &&
  support.kind !== 'simplex' &&
  within === undefined &&
  !isSubset({ ...supportRange(support), loOpen: true, hiOpen: true }, range);

function beyond(subject: Subject, factor: Factor, { name, domain }: Symbol): Diagnostic {
  const fitted = symbolsOf(factor.args).filter(({ role }) => role === 'parameter');
  const truncated = `\`${factor.distribution}\` has mass outside of the domain \`${declarationOf(domain)}\` of \`${name}\``;
  if (fitted.length === 0) {
    const message = `${truncated}: the prior is the truncated distribution up to a constant, which no estimate depends on`;
    const help = 'take a distribution on the domain for a log-prior that is a density';
    return warn(subject, 'priorBeyondDomain', message, factor.span, help);
  }
  const names = list(fitted.map((symbol) => code(symbol.name)));
  const message = `${truncated}: the factor that normalises it depends on ${names} and is left out`;
  const help = `fix ${names}, or take a distribution on the domain`;
  return warn(subject, 'priorBeyondDomain', message, factor.span, help);
}

/** Whether the density has the condition of its support in it: it is not proved. */
const isRestricted = (density: Node): boolean =>
  postorder([density]).some((node) => node.kind === 'map' && node.fn === 'where');

function zeroSomewhere(subject: Subject, factor: Factor, { name, domain }: Symbol): Diagnostic {
  const message = `\`${name}\` is declared \`${declarationOf(domain)}\` and can leave the support of this \`${factor.distribution}\``;
  const [lower, upper] = factor.args.map(staticNumber);
  const bounds = [lower, upper].every((bound) => bound !== undefined);
  const help = bounds
    ? `declare \`${name}: interval(${present(lower)}, ${present(upper)})\``
    : 'declare the parameter with bounds, or take a distribution on its domain';
  return warn(subject, 'priorWithinDomain', message, factor.span, help);
}
