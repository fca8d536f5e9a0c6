import { equation, equations, is, text, type Section } from '../derivation.ts';
import { write, writeExpression, writeName, type Maths } from '../maths/maths.ts';
import { lossName } from './names.ts';

/** The quantities between the parameters and the loss, inside out. */
export function definitionsSection(maths: Maths): Section | null {
  const { loss } = maths.objective;
  const steps = maths.symbolic.named.tree.statements.flatMap((s) =>
    s.kind === 'definition' && maths.notation.order.has(s.name.text)
      ? [equation(writeName(maths, s.name.text), writeExpression(maths, s.value))]
      : [],
  );
  if (steps.length === 0) return null;
  const last = loss ? [equation(lossName(maths), is(write(maths, loss).formula, loss))] : [];
  return {
    id: 'definitions',
    title: 'From the parameters to the loss',
    blocks: [text('The forward pass, inside out:'), equations([...steps, ...last])],
  };
}
