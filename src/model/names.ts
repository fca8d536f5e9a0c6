import type { Language } from './language.ts';
import type { Reporter } from '../base/report.ts';
import { position } from '../base/source.ts';
import type { Name, Tree } from '../syntax/index.ts';
import { builtin } from './functions/index.ts';
import { declaredBy, type Declared } from './walk-tree.ts';

/** What the model declares, by name: values and functions, and densities, which live apart. */
export interface Names {
  readonly values: ReadonlyMap<string, Declared>;
  readonly densities: ReadonlyMap<string, Declared>;
}

/** The constants of the language. */
export const constants: ReadonlyMap<string, { readonly value: number; readonly name: string }> =
  new Map([
    ['pi', { value: Math.PI, name: 'pi' }],
    ['π', { value: Math.PI, name: 'pi' }],
    ['e', { value: Math.E, name: 'e' }],
  ]);

/** Names that data sets and generated modules use for themselves. */
const taken: ReadonlySet<string> = new Set(['rows', 'totalWeight', '__proto__', 'constructor']);

/** Collects the names that the model declares; reports those that it may not, or declares twice. */
export function collectNames(tree: Tree, language: Language, reporter: Reporter): Names {
  const values = new Map<string, Declared>();
  const densities = new Map<string, Declared>();
  for (const declared of tree.statements.flatMap(declaredBy)) {
    const scope = declared.kind === 'density' ? densities : values;
    const first = scope.get(declared.name.text);
    if (first) reportDuplicate(tree, declared.name, first, reporter, helpFor(declared, first));
    else scope.set(declared.name.text, declared);
    reportParameters(tree, declared, reporter);
    reportBuiltin(declared, language, reporter);
  }
  return { values, densities };
}

const otherName = 'give one of them another name';

/** An equation for a column is what other languages have for its distribution. */
function helpFor({ name, kind }: Declared, first: Declared): string {
  if (first.kind !== 'data' || kind !== 'definition') return otherName;
  return `a column has its values from the data; say how they are distributed, \`${name.text} ~ normal(…, sigma)\`, or ${otherName}`;
}

function reportDuplicate(
  tree: Tree,
  name: Name,
  first: Pick<Declared, 'name'>,
  reporter: Reporter,
  help = otherName,
): void {
  const { line } = position(tree.source, first.name.span.start);
  const message = `\`${name.text}\` is declared twice: first on line ${line}`;
  reporter.report('duplicateName', message, name.span, help);
}

function reportParameters(tree: Tree, { parameters }: Declared, reporter: Reporter): void {
  parameters.forEach((name, k) => {
    const first = parameters.findIndex((other) => other.text === name.text);
    const earlier = first < k ? parameters[first] : undefined;
    if (earlier) reportDuplicate(tree, name, { name: earlier }, reporter);
    else if (constants.has(name.text)) reportReserved(name, 'a constant', reporter);
  });
}

function reportBuiltin({ name, kind }: Declared, language: Language, reporter: Reporter): void {
  if (kind === 'density') {
    if (language.distributions.some((d) => d.name === name.text))
      reportReserved(name, 'a distribution', reporter);
    return;
  }
  if (constants.has(name.text)) reportReserved(name, 'a constant', reporter);
  if (taken.has(name.text)) reportReserved(name, 'a name', reporter);
  if (kind === 'function' && builtin(language, name.text))
    reportReserved(name, 'a function', reporter);
}

function reportReserved(name: Name, what: string, reporter: Reporter): void {
  const message = `\`${name.text}\` is ${what} of the language and cannot be declared`;
  reporter.report('builtinName', message, name.span, 'pick another name');
}
