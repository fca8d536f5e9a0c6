import { equation, equations, is, text, type Equation, type Section } from '../derivation.ts';
import { hasRows } from '../../graph/index.ts';
import { element, name } from '../formula/build.ts';
import { rowIndex } from '../formula/notation.ts';
import {
  writeBrief,
  writeExpression,
  writeName,
  writePart,
  type Maths,
  type Part,
} from '../maths/maths.ts';
import { lossName } from './names.ts';

/** The quantities between the parameters and the loss, inside out. */
export function definitionsSection(maths: Maths): Section | null {
  const { loss } = maths.objective;
  const steps = maths.symbolic.named.tree.statements.flatMap((s) =>
    s.kind === 'definition' && maths.notation.order.has(s.name.text)
      ? [equation(writeName(maths, s.name.text), writeExpression(maths, s.value))]
      : [],
  );
  const parts = maths.parts.map((part) => partEquation(maths, part));
  if (steps.length + parts.length === 0) return null;
  const last = loss ? [equation(lossName(maths), is(writeBrief(maths, loss).formula, loss))] : [];
  return {
    id: 'definitions',
    title: 'From the parameters to the loss',
    blocks: [text('The forward pass, inside out:'), equations([...steps, ...parts, ...last])],
  };
}

/** What a part of long formulas stands for. */
export function partEquation(maths: Maths, part: Part): Equation {
  const { formula, indices } = writePart(maths, part);
  const row = hasRows(part.node) ? [rowIndex(maths.notation)] : [];
  return equation(element(name(part.name, ...row), ...indices), is(formula, part.node));
}
