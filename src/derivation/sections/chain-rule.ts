import { innerShape, symbolsOf, type Node, type Symbol } from '../../graph/index.ts';
import { derivative, equations, is, text, type Equation, type Section } from '../derivation.ts';
import {
  adjointOf,
  call,
  element,
  negate,
  partial,
  plus,
  times,
  transpose,
} from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import type { Adjoint, ParameterGradient, Uses } from '../maths/chain-rule.ts';
import { writtenFactors } from '../maths/factors.ts';
import { writeBrief, writeName, type Maths } from '../maths/maths.ts';
import type { Definition } from '../model/symbolic-model.ts';
import { lossName, objectiveName, penaltyName } from './names.ts';
import { averageOverRows, isAveraged, shareOfRow } from './rows.ts';
import { rulesFor } from './rules.ts';

/** The derivative with respect to each definition, from the loss backwards, and to each parameter. */
export function chainRuleSection(maths: Maths): Section {
  const { adjoints, gradients } = maths.chain;
  const backwards =
    adjoints.length > 0
      ? [
          text(
            'The backward pass, from the loss to the parameters. δ stands for the derivative of the loss with respect to a quantity, and is the sum of what comes back from wherever the quantity is used. Beside the chain rule, each line says by which rules it follows, for any u:',
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

/** A quantity that is differentiated by: its symbol, how it is written, its axes, its uses. */
interface Variable {
  readonly symbol: Symbol;
  readonly of: Formula;
  readonly rank: number;
  readonly uses: Uses;
}

function adjointEquation(maths: Maths, { definition, node, uses }: Adjoint): Equation {
  const { formula, indices } = writeBrief(maths, node);
  const of = element(writeName(maths, definition.name), ...indices);
  const rank = indices.length > 0 ? 0 : innerShape(definition.node).length;
  const variable: Variable = { symbol: definition.symbol, of, rank, uses };
  const whole = definition.perRow ? lossName(maths) : objectiveName(maths);
  const chain = definition.perRow ? rowChain(maths, variable) : wholeChain(maths, variable);
  const steps = [partial(whole, of), ...chain, is(formula, node)];
  return derivative(rulesOf(maths, variable), adjointOf(of), ...steps);
}

function gradientEquation(maths: Maths, { parameter, chained, uses }: ParameterGradient): Equation {
  const { formula, indices } = writeBrief(maths, chained);
  const of = element(writeName(maths, parameter.name), ...indices);
  const rank = indices.length > 0 ? 0 : parameter.shape.length;
  const variable: Variable = { symbol: parameter.symbol, of, rank, uses };
  const steps = [...wholeChain(maths, variable), is(formula, chained)];
  return derivative(rulesOf(maths, variable), partial(objectiveName(maths), of), ...steps);
}

/** The rules for what the quantity is in. */
const rulesOf = (maths: Maths, { symbol, uses }: Variable): Equation['rules'] & {} =>
  rulesFor(
    maths,
    [...uses.definitions.map((user) => user.node), ...termsWith(maths, symbol)],
    symbol,
  );

/** The terms of the objective that a symbol is in by itself. */
const termsWith = ({ objective: { loss, penalty, priors } }: Maths, symbol: Symbol): Node[] =>
  [loss, penalty, ...priors].flatMap((node) =>
    node && symbolsOf([node]).includes(symbol) ? [node] : [],
  );

/** ∂u/∂a·δ_u, or (∂u/∂a)ᵀ·δ_u where one of them is an array. */
function through(maths: Maths, user: Definition, { of, rank }: Variable): Formula {
  const name = writeName(maths, user.name);
  const slope = partial(name, of);
  return rank === 0 && innerShape(user.node).length === 0
    ? times(adjointOf(name), slope)
    : times(transpose(slope), adjointOf(name));
}

/** δ_z·∂z/∂h of one row; none where the loss has the quantity by itself, or a penalty or prior has. */
function rowChain(maths: Maths, variable: Variable): Formula[] {
  const { definitions, inLoss, inRest } = variable.uses;
  const isPlain = !inLoss && !inRest && definitions.every((user) => user.perRow);
  return isPlain ? [plus(...definitions.map((user) => through(maths, user, variable)))] : [];
}

/**
 * (1/n) Σᵢ δ_z·∂z/∂w and what penalties and priors add; none where the loss, the penalty or a prior has w both by
 * itself and through other quantities, so that its ∂ would be the one and not the other.
 */
function wholeChain(maths: Maths, variable: Variable): Formula[] {
  const { definitions, inLoss } = variable.uses;
  if ((inLoss && definitions.length > 0) || isTwiceInRest(maths, variable.symbol)) return [];
  const ways = (perRow: boolean): Formula[] =>
    definitions
      .filter((user) => user.perRow === perRow)
      .map((user) => through(maths, user, variable));
  const direct = inLoss ? [partial(lossName(maths), variable.of)] : [];
  const ofRows = [...direct, ...ways(true)];
  const averaged = isAveraged(maths) ? averageOverRows(maths, plus(...ofRows)) : plus(...ofRows);
  const terms = [
    ...(ofRows.length > 0 ? [averaged] : []),
    ...ways(false),
    ...rest(maths, variable),
  ];
  return terms.length > 0 ? [plus(...terms)] : [];
}

/** Whether the penalty or a prior has a symbol both by itself and through definitions. */
function isTwiceInRest({ objective: { penalty, priors }, chain }: Maths, symbol: Symbol): boolean {
  const following = new Set<Node>();
  for (const { definition } of chain.adjoints.toReversed()) {
    const isFrom = symbolsOf([definition.node]).some((s) => s === symbol || following.has(s));
    if (isFrom) following.add(definition.symbol);
  }
  return [penalty, ...priors].some((node) => {
    const own = node ? symbolsOf([node]) : [];
    return own.includes(symbol) && own.some((each) => following.has(each));
  });
}

/** ∂R/∂w − (1/n) ∂log p(w)/∂w, as far as w is in them. */
function rest(maths: Maths, { symbol, of }: Variable): Formula[] {
  const { penalty, priors, count } = maths.objective;
  const isIn = (node: Node | null | undefined): boolean =>
    node !== null && node !== undefined && symbolsOf([node]).includes(symbol);
  const written = writtenFactors(maths).filter((f) => f.log.factor.kind === 'prior');
  const ofPriors = written.flatMap((f, k) => {
    const slope = partial(call('log', f.probability), of);
    return isIn(priors[k]) ? [negate(count ? times(shareOfRow(maths), slope) : slope)] : [];
  });
  return [...(isIn(penalty) ? [partial(penaltyName(maths), of)] : []), ...ofPriors];
}
