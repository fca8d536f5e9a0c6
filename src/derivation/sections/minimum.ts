import { hasRows, type Node } from '../../graph/index.ts';
import type { Condition, Minimum, Solution } from '../../solve/index.ts';
import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Equation,
  type Sentence,
} from '../derivation.ts';
import { writeName } from '../maths/maths.ts';
import { listed } from './listed.ts';
import type { SolutionView } from './closed-form.ts';

/** Why a stationary point is the minimum, and what must hold of the data for it. */
export const minimumBlocks = (view: SolutionView, solution: Solution): Block[] => [
  ...secondDerivative(view, solution),
  text(...proofs[solution.minimum.proof], ...maximum(view)),
  ...solution.conditions.flatMap((condition) => conditionBlock(view, condition)),
];

/** ∂²J/∂w², and what it is at the solution. */
function secondDerivative(view: SolutionView, solution: Solution): Block[] {
  if (solution.method === 'linear system' || solution.method === 'simplex') return [];
  const { parameter, minimum } = solution;
  const { atSolution, secondDerivative: general } = minimum;
  const shown = (node: Node) =>
    equation(view.derivative(parameter.name, node, 2), is(view.write(node)));
  // What other parameters are at their own solutions is put in, and moves along.
  const { moving } = view.at;
  const names = listed(moving.map((text) => writeName(view.maths, text)));
  const start =
    moving.length > 0
      ? [
          text('The second derivative, with ', ...names, ' as solved for:'),
          atMinimum(view, shown(general)),
        ]
      : [text('The second derivative:'), equations([shown(general)])];
  if (!atSolution || atSolution === general) return start;
  return [...start, text('and at the solution'), atMinimum(view, shown(atSolution))];
}

const atMinimum = ({ at }: SolutionView, each: Equation): Block => ({
  ...equations([each]),
  atSolution: at,
});

const proofs: { readonly [P in Minimum['proof']]: Sentence } = {
  sign: ['It is the minimum: J falls before the solution and rises after it'],
  convex: ['It is the minimum: the second derivative of J is nowhere negative'],
  data: ['It is the minimum where the second derivative, the same everywhere, is positive'],
};

/** What is smallest for J is greatest for the likelihood. */
function maximum({ model }: SolutionView): Sentence {
  if (!model.logLikelihood) return ['.'];
  return [
    model.logPrior || model.penalties.length > 0
      ? '.'
      : ', so that the likelihood has its maximum there.',
  ];
}

function conditionBlock(view: SolutionView, { kind, node }: Condition): Block[] {
  if (kind === 'positive' && node) {
    const each = hasRows(node) ? ' for each row' : '';
    return [text('This holds where ', view.write(node), ` > 0${each}.`)];
  }
  return [
    text(
      'This holds where the matrix of the system is positive definite: no column is a combination of others.',
    ),
  ];
}
