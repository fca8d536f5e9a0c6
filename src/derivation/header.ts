import { type Node } from '../graph/index.ts';
import { equation, is, type Equation } from './derivation.ts';
import { adjointOf, call, element, name, partial, plus } from './formula/build.ts';
import type { Formula } from './formula/formula.ts';
import { restOf } from './maths/objective.ts';
import {
  write,
  writeBrief,
  writeExpression,
  writeName,
  type Maths,
  type Readable,
} from './maths/maths.ts';
import { isShort } from './maths/shown.ts';
import { partEquation } from './sections/definitions.ts';
import { objectiveName } from './sections/names.ts';
import { averageOverRows, isAveraged } from './sections/rows.ts';
import { printEquation } from './text/lines.ts';
import { width } from './text/pieces.ts';
import { printFormula } from './text/set.ts';

/** Columns of the formulas in a generated module. */
const columns = 94;

/** Formulas with more atoms have names in them, which stand above. */
const mostAtoms = 16;

/** No formula with more atoms fits a line. */
const mostShort = 40;

/**
 * The formulas of a model's objective and its gradient, line by line: over data and parameters where they
 * are short, else over names that are defined first.
 */
export function headerLines({ reading }: Readable): string[] {
  const maths = reading();
  const list = shortFormulas(maths) ?? equationsOf(maths, false);
  return list.flatMap((each) => printEquation(each, columnOf(list), false, columns));
}

/** The formulas over data and parameters where each fits a line. */
function shortFormulas(maths: Maths): Equation[] | null {
  if (!maths.chain.gradients.every((g) => isShort(maths, g.full, mostShort))) return null;
  const list = equationsOf(maths, true);
  const fits = (each: Equation): boolean =>
    printEquation(each, columnOf(list), false, columns).length === 1;
  return list.every(fits) ? list : null;
}

const columnOf = (list: readonly Equation[]): number =>
  Math.max(...list.map(({ left }) => width(printFormula(left))));

function equationsOf(maths: Maths, full: boolean): Equation[] {
  if (full) return [objective(maths, full), ...gradients(maths, 'full')];
  const isNamed = maths.chain.gradients.every((g) => isShort(maths, g.named, mostAtoms));
  return [
    ...definitions(maths),
    ...maths.parts.map((part) => partEquation(maths, part)),
    objective(maths, full),
    ...(isNamed ? [] : adjoints(maths)),
    ...gradients(maths, isNamed ? 'named' : 'chained'),
  ];
}

function definitions(maths: Maths): Equation[] {
  return maths.symbolic.named.tree.statements.flatMap((s) =>
    s.kind === 'definition' && maths.notation.order.has(s.name.text)
      ? [equation(writeName(maths, s.name.text), writeExpression(maths, s.value))]
      : [],
  );
}

/** J(w, b) = 1/n Σᵢ ℓᵢ + …. */
function objective(maths: Maths, full: boolean): Equation {
  const { model } = maths.symbolic;
  const { loss } = maths.objective;
  const parameters = model.parameters.map((p) => name(p.name));
  const average = loss ? [averaged(maths, valueOf(maths, loss, full))] : [];
  const rest = restOf(maths.symbolic, maths.objective);
  const others = rest ? [valueOf(maths, rest, full)] : [];
  return equation(call(maths.notation.objective, ...parameters), is(plus(...average, ...others)));
}

const valueOf = (maths: Maths, node: Node, full: boolean): Formula =>
  (full ? write(maths, maths.chain.expand(node)) : writeBrief(maths, node)).formula;

const averaged = (maths: Maths, f: Formula): Formula =>
  isAveraged(maths) ? averageOverRows(maths, f) : f;

const adjoints = (maths: Maths): Equation[] =>
  maths.chain.adjoints.map(({ definition, node }) => {
    const { formula, indices } = writeBrief(maths, node);
    const of = element(writeName(maths, definition.name), ...indices);
    return equation(adjointOf(of), is(formula));
  });

const gradients = (maths: Maths, form: 'full' | 'named' | 'chained'): Equation[] =>
  maths.chain.gradients.map((g) => {
    const { formula, indices } = (form === 'full' ? write : writeBrief)(maths, g[form]);
    const of = element(writeName(maths, g.parameter.name), ...indices);
    return equation(partial(objectiveName(maths), of), is(formula));
  });
