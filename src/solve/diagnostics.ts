import type { Diagnostic } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { Source } from '../base/source.ts';
import type { Parameter } from '../model/index.ts';
import { describeDomain } from '../runtime/domains.ts';
import { subscripts } from '../runtime/values.ts';
import type { ClosedForm, Reason, Unsolved } from './closed-form.ts';
import type { Element, Fault } from './estimate.ts';

/** What keeps ∇J = 0 from being solved, for each parameter in the order of the model's text. */
export const unsolvedDiagnostics = ({ unsolved }: ClosedForm, source: Source): Diagnostic[] =>
  unsolved
    .toSorted((a, b) => a.parameter.span.start - b.parameter.span.start)
    .map((each) => unsolvedDiagnostic(each, source));

function unsolvedDiagnostic({ parameter, reason }: Unsolved, source: Source): Diagnostic {
  const message = `∇J = 0 is not solved for \`${parameter.name}\`: ${because(reason)}`;
  const help = 'leave out `--method closed-form`: an iterative fit finds it';
  return diagnostic('noClosedForm', message, { source, span: parameter.span, help });
}

type Because = { readonly [K in Reason['kind']]: (r: Extract<Reason, { kind: K }>) => string };

const texts: Because = {
  function: ({ node }) => `it stands inside ${functionName(node)}`,
  powers: () => 'it stands in several powers',
  coupled: () => 'its elements depend on each other, and not linearly',
  absent: () => 'J is the same for all of its values',
  never: ({ sign }) =>
    `J ${sign === 'positive' ? 'rises' : 'falls'} with it everywhere, and has no minimum`,
  level: () => 'the sign of its derivative is the same for all of its values',
  dependent: () => 'the equations follow from each other or contradict each other',
  outside: () => '∇J is 0 only outside of its domain',
  root: () => 'a power of it does not tell its sign',
  domain: () => 'the values of its domain depend on each other',
  given: ({ parameters }) => `its solution needs ${listed(parameters)}`,
};

export const because = (reason: Reason): string =>
  (texts[reason.kind] as (reason: Reason) => string)(reason);

function functionName(node: Extract<Reason, { kind: 'function' }>['node']): string {
  if (node.kind === 'map') {
    return node.rule.phrase ?? (node.rule.condition ? 'a comparison' : `\`${node.fn}\``);
  }
  return node.kind === 'reduce' ? `\`${node.op}\`` : 'a function';
}

const listed = (parameters: readonly Parameter[]): string =>
  andList(parameters.map(({ name }) => `\`${name}\``));

const andList = (texts: readonly string[]): string =>
  texts.length < 2
    ? texts.join('')
    : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;

/** What keeps the solution of ∇J = 0 from being an estimate for the data. */
export const faultDiagnostics = (faults: readonly Fault[], source: Source): Diagnostic[] =>
  faults.map((fault) =>
    (tell[fault.kind] as (fault: Fault, source: Source) => Diagnostic)(fault, source),
  );

type Tell = {
  readonly [K in Fault['kind']]: (f: Extract<Fault, { kind: K }>, source: Source) => Diagnostic;
};

const tell: Tell = {
  notIdentified: ({ elements, by }, source) => {
    const message = `the data do not identify ${named(elements)}: J ${sameAlong(elements, by)}`;
    const help = 'leave out what the data do not tell apart, or add a prior';
    return diagnostic('notIdentified', message, { ...placeOf(elements, source), help });
  },
  border: ({ element, value }, source) => {
    const { domain } = element.parameter;
    const found = Number.isNaN(value) ? 'has no solution' : `would be ${value}`;
    const message = `${named([element])} ${found}, and must lie inside its domain: ${describeDomain(domain)}`;
    const help = 'J falls up to the border for these data: add a prior, or leave the parameter out';
    return diagnostic('noInnerMinimum', message, { ...placeOf([element], source), help });
  },
  notMinimum: ({ elements }, source) => {
    const message = `∇J = 0 has a solution for ${named(elements)} that is no minimum of J`;
    return diagnostic('noInnerMinimum', message, placeOf(elements, source));
  },
};

const placeOf = ([first]: readonly Element[], source: Source) => ({
  source,
  span: first?.parameter.span,
});

/** More elements than this are counted. */
const mostNamed = 6;

function named(elements: readonly Element[]): string {
  const names = elements.slice(0, mostNamed).map((e) => `\`${nameOf(e)}\``);
  const more = elements.length - names.length;
  return andList(more > 0 ? [...names, `${more} more`] : names);
}

function nameOf({ parameter: { name, shape }, index }: Element): string {
  const place = subscripts(shape)[index] ?? [];
  return place.length === 0 ? name : `${name}[${place.map((i) => i + 1).join(',')}]`;
}

/** How the elements change together: in proportion to the first. */
function sameAlong(elements: readonly Element[], by: readonly number[]): string {
  if (elements.length === 1) return 'is the same for all of its values';
  if (elements.length > mostNamed)
    return 'stays the same to working precision where they change together';
  const proportions = by.map((x) => Number((x / (by[0] ?? 1)).toPrecision(4)));
  return `stays the same to working precision where they change as ${proportions.join(' : ')}`;
}
