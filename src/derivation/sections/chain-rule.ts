import { hasRows, innerShape, type Node } from '../../graph/index.ts';
import { equation, equations, is, text, type Equation, type Section } from '../derivation.ts';
import { adjointOf, element, partial, plus, times, transpose } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import type { Adjoint, ParameterGradient, Uses } from '../maths/chain-rule.ts';
import { writeBrief, writeName, type Maths } from '../maths/maths.ts';
import type { Definition } from '../model/symbolic-model.ts';
import { lossName, objectiveName } from './names.ts';
import { averageOverRows, isAveraged } from './rows.ts';

/** The derivative with respect to each definition, from the loss backwards, and to each parameter. */
export function chainRuleSection(maths: Maths): Section {
  const { adjoints, gradients } = maths.chain;
  const backwards =
    adjoints.length > 0
      ? [
          text(
            'The backward pass, from the loss to the parameters. δ stands for the derivative of the loss with respect to a quantity, and is the sum of what comes back from wherever the quantity is used:',
          ),
          equations(adjoints.map((a) => adjointEquation(maths, a))),
          text(`For the parameters${isAveraged(maths) ? ', averaged over the rows' : ''}:`),
        ]
      : [text('Term by term:')];
  return {
    id: 'chain-rule',
    title: 'The chain rule',
    blocks: [...backwards, equations(gradients.map((g) => gradientEquation(maths, g)))],
  };
}

const rankOf = (node: Node): number => innerShape(node).length;

/** ∂u/∂a·δ_u, or (∂u/∂a)ᵀ·δ_u where one of them is an array. */
function through(maths: Maths, user: Definition, of: Formula, rank: number): Formula {
  const name = writeName(maths, user.name);
  const slope = partial(name, of);
  return rank === 0 && rankOf(user.node) === 0
    ? times(adjointOf(name), slope)
    : times(transpose(slope), adjointOf(name));
}

function adjointEquation(maths: Maths, { definition, node, uses }: Adjoint): Equation {
  const { formula, indices } = writeBrief(maths, node);
  const of = element(writeName(maths, definition.name), ...indices);
  const whole = definition.perRow ? lossName(maths) : objectiveName(maths);
  const { definitions, inLoss, inRest } = uses;
  const isPlain =
    !inLoss &&
    !inRest &&
    indices.length === 0 &&
    definitions.every((user) => user.perRow === definition.perRow);
  const sum = plus(...definitions.map((user) => through(maths, user, of, rankOf(definition.node))));
  const chain = isPlain ? [sum] : [];
  return equation(adjointOf(of), partial(whole, of), ...chain, is(formula, node));
}

function gradientEquation(maths: Maths, { parameter, chained, uses }: ParameterGradient): Equation {
  const { formula, indices } = writeBrief(maths, chained);
  const of = element(writeName(maths, parameter.name), ...indices);
  const chain = indices.length === 0 ? rowChain(maths, uses, of, parameter.shape.length) : [];
  return equation(partial(objectiveName(maths), of), ...chain, is(formula, chained));
}

/** (1/n) Σᵢ δ_z·∂z/∂w where all ways from the parameter to the objective are through rows, or none is. */
function rowChain(maths: Maths, uses: Uses, of: Formula, rank: number): Formula[] {
  const { definitions, inLoss, inRest } = uses;
  const { loss } = maths.objective;
  const ways = definitions.map((user) => through(maths, user, of, rank));
  const isOnce = !inLoss && definitions.every((d) => !d.perRow);
  if (inRest || ways.length + Number(inLoss) === 0) return [];
  if (isOnce) return [plus(...ways)];
  if (!loss || !hasRows(loss) || !definitions.every((d) => d.perRow)) return [];
  const direct = inLoss ? [partial(lossName(maths), of)] : [];
  return [averageOverRows(maths, plus(...direct, ...ways))];
}
