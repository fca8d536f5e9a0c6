import { present } from '../../base/invariant.ts';
import type { Formula, FormulaKind, FormulaOf, Term, TotalOperator } from '../formula/formula.ts';
import { signOf } from '../formula/build.ts';
import { binding, type Binding } from './binding.ts';
import { printCall } from './call.ts';
import { printDomain } from './domain.ts';
import { printName, subscript, superscript } from './letters.ts';
import { breakable, cost, enclose, flat, list, nest, text, type Pieces } from './pieces.ts';

interface Setter<K extends FormulaKind> {
  readonly binds: (formula: FormulaOf<K>) => Binding;
  readonly set: (formula: FormulaOf<K>) => Pieces;
}

const atom = (): Binding => binding.atom;

const setters: { readonly [K in FormulaKind]: Setter<K> } = {
  number: { binds: atom, set: (f) => text(printNumber(f.value)) },
  name: { binds: atom, set: (f) => text(printIndexed(printName(f.name), f.indices)) },
  sum: { binds: () => binding.sum, set: ({ terms }) => terms.flatMap(setTerm) },
  product: {
    binds: (f) =>
      f.elementwise || f.factors.at(-1)?.kind === 'total' ? binding.total : binding.product,
    set: setProduct,
  },
  // In a product of numbers and arrays it stands alone: (w·x)·y is not w·(x·y).
  dot: {
    binds: () => binding.total,
    set: (f) => [
      ...setFormula(f.left, binding.fraction),
      ...breakable('·', cost.product),
      ...setFormula(f.right, binding.fraction),
    ],
  },
  fraction: { binds: (f) => (isHalf(f) ? binding.atom : binding.fraction), set: setFraction },
  power: { binds: () => binding.power, set: setPower },
  root: { binds: atom, set: (f) => [...text('√'), ...setAtom(f.radicand)] },
  call: {
    binds: (f) => printCall(f, setFormula).binds,
    set: (f) => printCall(f, setFormula).pieces,
  },
  distribution: {
    binds: atom,
    set: (f) => enclose(`${f.name}(`, list(f.args.map(set)), ')'),
  },
  element: {
    binds: atom,
    set: (f) => [...setAtom(f.of), ...text(printIndexed('', f.indices))],
  },
  transpose: { binds: () => binding.power, set: (f) => [...setAtom(f.of), ...text('ᵀ')] },
  norm: {
    binds: atom,
    set: (f) => enclose('‖', set(f.of), f.order === 2 ? '‖' : `‖${subscript(String(f.order))}`),
  },
  relation: { binds: () => binding.relation, set: setRelation },
  not: { binds: () => binding.power, set: (f) => [...text('¬'), ...setAtom(f.of)] },
  indicator: { binds: atom, set: (f) => enclose('[', set(f.condition), ']') },
  cases: { binds: atom, set: setCases },
  total: { binds: () => binding.total, set: setTotal },
  array: {
    binds: atom,
    set: (f) => enclose('[', list(f.items.map(set), f.joined ? ';' : ','), ']'),
  },
  partial: {
    binds: () => binding.fraction,
    set: (f) => {
      const order = f.order === 2 ? '²' : '';
      return [
        ...text(`∂${order}`),
        ...setAtom(f.of),
        ...text('/∂'),
        ...setAtom(f.by),
        ...text(order),
      ];
    },
  },
  adjoint: { binds: atom, set: (f) => [...text('δ_'), ...setAtom(f.of)] },
  probability: { binds: atom, set: setProbability },
  domain: { binds: atom, set: (f) => text(printDomain(f.domain, f.shape)) },
};

/** A formula as pieces of text. */
export const set = (f: Formula): Pieces =>
  (setters[f.kind] as { set: (f: Formula) => Pieces }).set(f);

/** A formula where something that binds at least so tightly is expected. */
export function setFormula(f: Formula, least: Binding): Pieces {
  const binds = (setters[f.kind] as { binds: (f: Formula) => Binding }).binds(f);
  return binds < least ? enclose('(', set(f), ')') : set(f);
}

const setAtom = (f: Formula): Pieces => setFormula(f, binding.atom);

/** A formula as one line of text. */
export const printFormula = (f: Formula): string => flat(set(f));

/** The shortest text that is the number; a power of ten as one. */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const [mantissa = '', exponent] = String(value).replace('-', '−').split('e');
  if (exponent === undefined) return mantissa;
  const power = `10${present(superscript(exponent.replace('+', '')))}`;
  return mantissa === '1' ? power : `${mantissa}·${power}`;
}

/** A name with its subscripts: below the line where Unicode has them, else in brackets. */
function printIndexed(base: string, indices: readonly Formula[]): string {
  const texts = indices.map(printFormula);
  const lowered = texts.map(lower);
  const count = texts.includes(':') ? 0 : lowered.findIndex((index) => index === undefined);
  if (count === -1) return base + lowered.join('');
  return `${base}${lowered.slice(0, count).join('')}[${texts.slice(count).join(', ')}]`;
}

/** One letter or digit below the line; longer subscripts would run together. */
const lower = (index: string): string | undefined =>
  [...index].length === 1 || /^[a-z][₀-₉]*$/u.test(index) ? subscript(index) : undefined;

function setTerm({ negative, formula }: Term, k: number): Pieces {
  const pieces = setFormula(formula, negative || k > 0 ? binding.total : binding.sum);
  if (k === 0) return negative ? [...text('−'), ...pieces] : pieces;
  return [...breakable(negative ? ' − ' : ' + ', cost.sum), ...pieces];
}

function setProduct({ factors, elementwise }: FormulaOf<'product'>): Pieces {
  return factors.flatMap((factor, k) => {
    const last = k === factors.length - 1;
    const least = last && endsProduct.has(factor.kind) ? binding.total : binding.product;
    const pieces = setFormula(factor, elementwise ? binding.fraction : least);
    if (k === 0) return pieces;
    const sign = elementwise ? ' ⊙ ' : separator(present(factors[k - 1]), factor);
    return [...breakable(sign, breakCosts[sign] ?? cost.product), ...pieces];
  });
}

/** What may stand behind all other factors without parentheses: Σᵢ … and log p. */
const endsProduct: ReadonlySet<FormulaKind> = new Set(['total', 'call']);

/** What stands close together; and Σ stays with what is before it as long as it can. */
const breakCosts: Readonly<Record<string, number>> = { '': 99, ' ': cost.total };

/** A number stands next to a name; a sum sign has a space before it. */
function separator(left: Formula, right: Formula): string {
  if (right.kind === 'total') return ' ';
  const isNumeric = left.kind === 'number' || (left.kind === 'name' && left.name === 'pi');
  return isNumeric && isLetter(right) ? '' : '·';
}

const isLetter = (f: Formula): boolean => {
  if (f.kind === 'power') return isLetter(f.base);
  return letters.has(f.kind) || (f.kind === 'name' && [...printName(f.name)].length <= 2);
};

const letters: ReadonlySet<FormulaKind> = new Set(['root', 'adjoint']);

const isHalf = (f: Formula): boolean => f.kind === 'fraction' && vulgar(f) !== undefined;

const halves: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1': { '2': '½', '3': '⅓', '4': '¼', '8': '⅛' },
  '2': { '3': '⅔' },
  '3': { '4': '¾' },
};

const vulgar = ({ numerator, denominator }: FormulaOf<'fraction'>): string | undefined =>
  numerator.kind === 'number' && denominator.kind === 'number'
    ? halves[String(numerator.value)]?.[String(denominator.value)]
    : undefined;

function setFraction(f: FormulaOf<'fraction'>): Pieces {
  const short = vulgar(f);
  if (short !== undefined) return text(short);
  const numerator = setFormula(f.numerator, binding.product);
  return [...numerator, ...breakable('/', 99), ...setFormula(f.denominator, binding.power)];
}

function setPower({ base, exponent, elementwise }: FormulaOf<'power'>): Pieces {
  const raised = exponent.kind === 'cases' ? undefined : superscript(printFormula(exponent));
  const pieces = [...setAtom(base), ...(elementwise ? text('∘') : [])];
  return raised === undefined
    ? [...pieces, ...text('^'), ...setAtom(exponent)]
    : [...pieces, ...text(raised)];
}

function setRelation({ sign, left, right }: FormulaOf<'relation'>): Pieces {
  const loose = sign === '∧' || sign === '∨' ? binding.relation : binding.sum;
  return [
    ...setFormula(left, loose),
    ...breakable(` ${sign} `, cost.relation),
    ...setFormula(right, loose),
  ];
}

function setCases({ cases, otherwise }: FormulaOf<'cases'>): Pieces {
  const parts = cases.map(({ value, when }) => [
    ...setFormula(value, binding.sum),
    ...text(' if '),
    ...nest(set(when)),
  ]);
  const last = [...text('else '), ...setFormula(otherwise, binding.sum)];
  return enclose('{', list([...parts, last]), '}');
}

const operators: { readonly [O in TotalOperator]: string } = {
  sum: 'Σ',
  product: '∏',
  max: 'max',
  min: 'min',
};

function setTotal({ operator, indices, to, body }: FormulaOf<'total'>): Pieces {
  const sign = to
    ? printRun(operators[operator], indices.map(printFormula).join(), printFormula(to))
    : printIndexed(operators[operator], indices);
  const { negative } = signOf(body);
  const least = body.kind === 'sum' || negative ? binding.product : binding.total;
  return [...text(sign), ...breakable(' ', cost.total), ...setFormula(body, least)];
}

/** Σⱼ₌₁³, or Σ[j = 1…K] where there are no such subscripts. */
function printRun(sign: string, index: string, to: string): string {
  const [from, end] = [lower(index), superscript(to)];
  return from === undefined || end === undefined
    ? `${sign}[${index} = 1…${to}]`
    : `${sign}${from}₌₁${end}`;
}

function setProbability({ letter, of, given }: FormulaOf<'probability'>): Pieces {
  const all = (items: readonly Formula[]): Pieces => list(items.map(set));
  const condition = given.length === 0 ? [] : [...breakable(' | ', cost.list), ...all(given)];
  return enclose(`${printName(letter)}(`, [...all(of), ...condition], ')');
}
