import type { Domain } from '../../runtime/domain.ts';
import { syntaxOf } from '../../runtime/domain-syntax.ts';
import { fillSet } from '../formula/set-notation.ts';
import { signOf } from '../formula/build.ts';
import type {
  Formula,
  FormulaKind,
  FormulaOf,
  RelationSign,
  Term,
  TotalOperator,
} from '../formula/formula.ts';
import { binding, type Binding } from '../text/binding.ts';
import { enclose, typesetCall } from './call.ts';
import { lettersOf } from './letters.ts';

interface Setter<K extends FormulaKind> {
  readonly binds: (formula: FormulaOf<K>) => Binding;
  readonly set: (formula: FormulaOf<K>) => string;
}

const atom = (): Binding => binding.atom;

const setters: { readonly [K in FormulaKind]: Setter<K> } = {
  number: { binds: atom, set: (f) => setNumber(f.value) },
  name: { binds: atom, set: (f) => setName(f.name, f.indices) },
  sum: { binds: () => binding.sum, set: ({ terms }) => setTerms(terms) },
  product: {
    binds: ({ factors, elementwise }) =>
      elementwise || isOpen(factors.at(-1)) ? binding.total : binding.product,
    set: setProduct,
  },
  dot: {
    binds: () => binding.total,
    set: (f) => `${within(f.left, binding.fraction)} \\cdot ${within(f.right, binding.fraction)}`,
  },
  fraction: {
    binds: () => binding.fraction,
    set: (f) => `\\frac{${setLatex(f.numerator)}}{${setLatex(f.denominator)}}`,
  },
  power: {
    binds: () => binding.power,
    set: (f) =>
      `${within(f.base, binding.atom)}^{${f.elementwise ? '\\circ ' : ''}${setLatex(f.exponent)}}`,
  },
  root: { binds: atom, set: (f) => `\\sqrt{${setLatex(f.radicand)}}` },
  call: { binds: (f) => typesetCall(f, within).binds, set: (f) => typesetCall(f, within).tex },
  distribution: {
    binds: atom,
    set: (f) => word(f.name) + enclose('(', list(f.args), ')'),
  },
  element: {
    binds: atom,
    set: (f) => `${within(f.of, binding.atom)}_{${subscript(f.indices)}}`,
  },
  transpose: { binds: () => binding.power, set: (f) => `${within(f.of, binding.atom)}^{\\top}` },
  norm: {
    binds: atom,
    set: (f) => enclose('\\|', setLatex(f.of), '\\|') + (f.order === 2 ? '' : `_{${f.order}}`),
  },
  relation: { binds: () => binding.relation, set: setRelation },
  not: { binds: () => binding.power, set: (f) => `\\lnot ${within(f.of, binding.atom)}` },
  indicator: { binds: atom, set: (f) => enclose('[', setLatex(f.condition), ']') },
  cases: { binds: atom, set: setCases },
  total: { binds: () => binding.total, set: setTotal },
  array: { binds: atom, set: (f) => enclose('[', list(f.items, f.joined ? ';\\ ' : ', '), ']') },
  partial: {
    binds: () => binding.fraction,
    set: (f) => {
      const order = f.order === 2 ? '^{2}' : '';
      return `\\frac{\\partial${order} ${within(f.of, binding.atom)}}{\\partial ${within(f.by, binding.atom)}${order}}`;
    },
  },
  adjoint: { binds: atom, set: (f) => `\\delta_{${setLatex(f.of)}}` },
  probability: { binds: atom, set: setProbability },
  domain: { binds: atom, set: (f) => setDomain(f.domain, f.shape) },
};

/** A formula as LaTeX of mathematics. */
export const setLatex = (f: Formula): string =>
  (setters[f.kind] as { set: (f: Formula) => string }).set(f);

const bindingOf = (f: Formula): Binding =>
  (setters[f.kind] as { binds: (f: Formula) => Binding }).binds(f);

/** A formula where something that binds at least so tightly is expected. */
const within = (f: Formula, least: Binding): string =>
  bindingOf(f) < least ? enclose('(', setLatex(f), ')') : setLatex(f);

/** Σᵢ … and log p, which may stand behind all other factors without parentheses. */
const isOpen = (f: Formula | undefined): boolean =>
  (f?.kind === 'total' || f?.kind === 'call') && bindingOf(f) === binding.total;

const list = (items: readonly Formula[], separator = ', '): string =>
  items.map(setLatex).join(separator);

const word = (text: string): string => `\\operatorname{${text.replaceAll('_', '\\_')}}`;

function setNumber(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '-\\infty' : '\\infty';
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const power = `10^{${exponent.replace('+', '')}}`;
  return mantissa === '1' ? power : `${mantissa} \\cdot ${power}`;
}

function setName(name: string, indices: readonly Formula[]): string {
  const { base, below } = lettersOf(name);
  const all = [...below, ...(indices.length > 0 ? [subscript(indices)] : [])];
  return all.length === 0 ? base : `${base}_{${all.join(',')}}`;
}

/** Letters side by side; anything longer between commas. */
function subscript(indices: readonly Formula[]): string {
  const texts = indices.map(setLatex);
  const isLetter = (tex: string): boolean => /^(?:\w|:)$/u.test(tex);
  return texts.join(texts.every(isLetter) ? ' ' : ', ');
}

/** Terms of a sum from its first one on, or from a later one. */
export const setTerms = (terms: readonly Term[], fromFirst = true): string =>
  terms.map((term, k) => setTerm(term, fromFirst && k === 0)).join(' ');

function setTerm({ negative, formula }: Term, isFirst: boolean): string {
  const tex = within(formula, negative || !isFirst ? binding.total : binding.sum);
  if (isFirst) return negative ? `-${tex}` : tex;
  return `${negative ? '-' : '+'} ${tex}`;
}

function setProduct({ factors, elementwise }: FormulaOf<'product'>): string {
  return factors
    .map((factor, k) => {
      const isLast = k === factors.length - 1;
      const least = isLast && isOpen(factor) ? binding.total : binding.product;
      const tex = within(factor, elementwise ? binding.fraction : least);
      const before = factors[k - 1];
      if (!before) return tex;
      return (elementwise ? ' \\odot ' : isApart(before, factor) ? ' \\cdot ' : ' ') + tex;
    })
    .join('');
}

/** Numbers side by side would be one number, and names a matrix product though they are vectors. */
const isApart = (left: Formula, right: Formula): boolean =>
  right.kind === 'number' ||
  (right.kind === 'power' && right.base.kind === 'number') ||
  (left.kind === 'number' && right.kind === 'fraction') ||
  (left.kind === 'name' && right.kind === 'name');

const relations: { readonly [R in RelationSign]: string } = {
  '=': '=',
  '≠': '\\ne',
  '<': '<',
  '≤': '\\le',
  '>': '>',
  '≥': '\\ge',
  '~': '\\sim',
  '∈': '\\in',
  '∋': '\\ni',
  '≟': '\\stackrel{?}{=}',
  '∝': '\\propto',
  '∧': '\\land',
  '∨': '\\lor',
  '←': '\\leftarrow',
  '→': '\\to',
};

/** The sign between two sides. */
export const relationSign = (sign: RelationSign): string => relations[sign];

function setRelation({ sign, left, right }: FormulaOf<'relation'>): string {
  const least = sign === '∧' || sign === '∨' ? binding.relation : binding.sum;
  return `${within(left, least)} ${relations[sign]} ${within(right, least)}`;
}

function setCases({ cases, otherwise }: FormulaOf<'cases'>): string {
  const lines = [
    ...cases.map(({ value, when }) => `${setLatex(value)} & \\text{if } ${setLatex(when)}`),
    `${setLatex(otherwise)} & \\text{otherwise}`,
  ];
  return `\\begin{cases} ${lines.join(' \\\\ ')} \\end{cases}`;
}

const operators: { readonly [O in TotalOperator]: string } = {
  sum: '\\sum',
  product: '\\prod',
  max: '\\max',
  min: '\\min',
};

/** Σ, ∏ and their like with what they run over. */
export const setTotalSign = ({ operator, indices, to }: FormulaOf<'total'>): string => {
  const under = indices.map(setLatex).join(', ');
  return to
    ? `${operators[operator]}_{${under} = 1}^{${setLatex(to)}}`
    : `${operators[operator]}_{${under}}`;
};

function setTotal(f: FormulaOf<'total'>): string {
  const { body } = f;
  const { negative } = signOf(body);
  const least = body.kind === 'sum' || negative ? binding.product : binding.total;
  return `${setTotalSign(f)} ${within(body, least)}`;
}

function setProbability({ letter, of, given }: FormulaOf<'probability'>): string {
  const condition = given.length === 0 ? '' : ` \\mid ${list(given)}`;
  return setName(letter, []) + enclose('(', list(of) + condition, ')');
}

const setDomain = (domain: Domain, shape: readonly number[]): string =>
  fillSet(syntaxOf(domain).set.latex, domain, shape, {
    power: (sizes) => (sizes.length === 0 ? '' : `^{${sizes.join(' \\times ')}}`),
    index: String,
    number: setNumber,
    set: (items) => `\\{${items.join(', ')}\\}`,
    dots: '\\dots',
  });
