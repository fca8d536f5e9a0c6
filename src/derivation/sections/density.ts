import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Equation,
  type Section,
} from '../derivation.ts';
import { times, total } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { writeExpression, type Maths } from '../maths/maths.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { graphBlocks } from './variables.ts';

/** The density of what is observed in one row, and of parameters that have a prior. */
export function densitySection(maths: Maths, factors: readonly WrittenFactor[]): Section | null {
  if (factors.length === 0) return null;
  const rows = factors.filter((f) => f.log.factor.kind === 'likelihood');
  const priors = factors.filter((f) => f.log.factor.kind === 'prior');
  const given =
    rows.length > 0
      ? [text('The parameters are given throughout, and left out after the bar.')]
      : [];
  const blocks = [
    ...given,
    ...factorisation(maths, rows),
    ...rows.flatMap((f) => densityBlocks(f)),
    ...(priors.length > 0
      ? [text('The prior says what is believed of the parameters before data are seen:')]
      : []),
    ...priors.flatMap((f) => densityBlocks(f)),
    ...(factors.length > 1 ? graphBlocks(maths) : []),
  ];
  const title = rows.length > 0 ? 'The density of one row' : 'The density';
  return { id: 'density', title, blocks };
}

/** p(a, b) = p(a)·p(b | a). */
function factorisation(maths: Maths, rows: readonly WrittenFactor[]): Block[] {
  if (rows.length < 2) return [];
  const whole = jointDensity(maths, rows);
  return [
    text(
      'A directed graphical model: the density of a row is the product, over its variables, of the density of each given those it depends on.',
    ),
    equations([equation(whole, { sign: hasOneEach(rows) ? '=' : '∝', formula: product(rows) })]),
  ];
}

const product = (rows: readonly WrittenFactor[]): Formula =>
  times(...rows.map((f) => f.probability));

/** Whether no two factors have the same subject: else the product is no density. */
export const hasOneEach = (rows: readonly WrittenFactor[]): boolean =>
  new Set(rows.map((f) => f.log.factor.subject)).size === rows.length;

/** The density of all that has a distribution, given the columns that have none. */
export function jointDensity(maths: Maths, rows: readonly WrittenFactor[]): Formula {
  const subjects = rows.map((f) => f.named.statement.subject);
  const names = new Set(subjects.flatMap((s) => (s.kind === 'reference' ? [s.name] : [])));
  const given = [...new Set(rows.flatMap((f) => f.given))].filter((text) => !names.has(text));
  return {
    kind: 'probability',
    letter: maths.notation.density,
    of: subjects.map((subject) => writeExpression(maths, subject)),
    given: given.map((name) =>
      writeExpression(maths, { kind: 'reference', name, span: { start: 0, end: 0 } }),
    ),
  };
}

function densityBlocks(f: WrittenFactor): Block[] {
  const over =
    f.indices.length > 0 ? [equation(f.probability, total('product', f.indices, f.element))] : [];
  const density = equation(f.element, is(f.density));
  const where = f.where.map(({ left, right }): Equation => equation(left, right));
  return [
    equations([...over, density], true),
    ...(f.within ? [text('where ', f.within, ', and 0 elsewhere.')] : []),
    ...(where.length > 0 ? [text('with'), equations(where)] : []),
    ...remarks(f),
  ];
}

function remarks(f: WrittenFactor): Block[] {
  if (!f.autoregressive || f.element.kind !== 'probability') return [];
  const [earlier] = f.element.given;
  if (!earlier) return [];
  return [
    text(
      'Here ',
      earlier,
      ' stands for the elements before it. Each element depends on earlier ones alone, so the product is the density of the whole vector.',
    ),
  ];
}
