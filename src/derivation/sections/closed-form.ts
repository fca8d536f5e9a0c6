import { present } from '../../base/invariant.ts';
import { rowCount, type Node } from '../../graph/index.ts';
import type { ModelGraph } from '../../model/index.ts';
import {
  because,
  parametersOf,
  solve,
  type ClosedForm,
  type Solution,
  type Unsolved,
} from '../../solve/index.ts';
import {
  claim,
  equations,
  is,
  text,
  type AtSolution,
  type Block,
  type Section,
  type Sentence,
} from '../derivation.ts';
import { element, name, number, partial, relation, times } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { elementOf, formulaOf } from '../formula/from-node.ts';
import type { Special } from '../formula/notation.ts';
import { first, inReadingOrder, last } from '../formula/written.ts';
import { writeName, type Maths } from '../maths/maths.ts';
import { listed } from './listed.ts';
import { objectiveName } from './names.ts';
import { natureBlocks, togetherBlocks } from './nature.ts';
import { blocksOfSteps } from './solution-steps.ts';
import { inWords } from './estimate-words.ts';

/** What solutions of ∇J = 0 are written with. */
export interface ClosedFormView {
  readonly maths: Maths;
  readonly closedForm: ClosedForm;
  readonly model: ModelGraph;
  /** n, which the solutions are written over. */
  readonly total: Node;
  readonly write: (node: Node) => Formula;
  /** A product of what is not multiplied out. */
  readonly times: (factors: readonly Node[]) => Formula;
  /** ∂J/∂w or ∂²J/∂w², with the indices that a node of its shape is written under. */
  readonly derivative: (parameter: string, node: Node, order?: 1 | 2) => Formula;
  /** Nodes of one shape, all as whole arrays or all under the same indices. */
  readonly alike: (...nodes: readonly Node[]) => Formula[];
}

/** What one of them is written with. */
export interface SolutionView extends ClosedFormView {
  readonly at: AtSolution;
}

/** Where ∇J = 0 is solved by algebra, with the proof; what is not solved, with the reason. */
export function closedFormSection(maths: Maths, model: ModelGraph): Section | null {
  if (maths.chain.gradients.length === 0) return null;
  const view = viewOfAll(maths, model);
  const { solutions, partial: partly, unsolved } = view.closedForm;
  return {
    id: 'closed-form',
    title: titleOf(view.closedForm),
    blocks: [
      ...solutions.flatMap((each) => solutionBlocks(viewOf(view, each), each)),
      ...partly.flatMap((each) => [
        givenBlock(view, each),
        ...solutionBlocks(viewOf(view, each, true), each),
      ]),
      ...togetherBlocks(view),
      ...unsolved.flatMap((each) => withoutRootBlocks(view, each)),
      ...unsolvedBlocks(view),
    ],
  };
}

function titleOf({ solutions, partial: partly, unsolved }: ClosedForm): string {
  const all = [...solutions, ...partly];
  const hasNone = unsolved.some(({ reason }) => reason.kind === 'never');
  const isMinimum = all.every(({ nature }) => nature.kind === 'minimum') && !hasNone;
  if (all.length > 0) return `The ${isMinimum ? 'minimum' : 'stationary point'} in closed form`;
  return hasNone ? 'No minimum' : 'The minimum';
}

function viewOfAll(maths: Maths, model: ModelGraph): ClosedFormView {
  const { graph } = model;
  const total = graph.symbol('totalWeight', 'total', [], { kind: 'positive' });
  const { count, order } = maths.notation;
  const named = (text: string, place = order.get(text)): Special => ({
    write: (...indices) => name(text, ...indices),
    order: text === count ? first : place === undefined ? last : [place],
  });
  const special = new Map<Node, Special>([
    [total, named(count)],
    [rowCount(graph), named(count)],
    ...model.definitions
      .filter(({ node }) => node.kind !== 'symbol' && node.kind !== 'constant')
      .map(({ name: text, node }) => [node, named(text)] as const),
  ]);
  const notation = { ...maths.notation, special, keepsTerms: true as const };
  const write = (node: Node) => formulaOf(graph, notation, node);
  return {
    maths,
    model,
    total,
    closedForm: solve(model),
    write: (node) => write(node).formula,
    times: (factors) =>
      times(
        ...factors
          .map(write)
          .toSorted(inReadingOrder)
          .map(({ formula }) => formula),
      ),
    derivative: (parameter, node, order = 1) => {
      const by = element(writeName(maths, parameter), ...write(node).indices);
      return partial(objectiveName(maths), by, order);
    },
    alike: (...nodes) => {
      const all = nodes.map(write);
      const { indices } = all.find((each) => each.indices.length > 0) ?? present(all[0]);
      return indices.length > 0
        ? nodes.map((node) => elementOf(graph, notation, node, indices))
        : all.map(({ formula }) => formula);
    },
  };
}

/** The view of one solution, and where its equations hold. */
function viewOf(view: ClosedFormView, solution: Solution, isPartial = false): SolutionView {
  const steps = solution.method === 'linear system' ? [] : solution.steps;
  const moving = steps.flatMap((step) => (step.kind === 'substitute' ? [step.symbol.name] : []));
  const parameters = parametersOf(solution).map(({ name: text }) => text);
  return { ...view, at: { parameters, moving, isPartial } };
}

const namesOf = (view: ClosedFormView, solution: Solution): Sentence =>
  listed(parametersOf(solution).map((p) => writeName(view.maths, p.name)));

function solutionBlocks(view: SolutionView, solution: Solution): Block[] {
  const words = inWords(view, solution);
  return [
    ...derivativeBlocks(view, solution),
    ...(words ? [text(...words)] : []),
    ...natureBlocks(view, solution),
  ];
}

function derivativeBlocks(view: SolutionView, solution: Solution): Block[] {
  if (solution.method !== 'linear system') {
    const { parameter, steps } = solution;
    return blocksOfSteps(view, parameter, steps);
  }
  const { parameters } = solution;
  const several = parameters.length > 1;
  const list = solution.equations.map(({ parameter, residual }) => ({
    left: view.derivative(parameter.name, residual),
    steps: [{ sign: '∝' as const, formula: view.write(residual) }, is(number(0))],
  }));
  return [
    text(
      ...namesOf(view, solution),
      ` ${several ? 'stand' : 'stands'} linearly in the ${several ? 'equations' : 'equation'} ∇J = 0, the normal equations:`,
    ),
    { ...equations(list), atSolution: view.at },
    text(
      solution.nature.kind === 'minimum' || solution.nature.kind === 'data'
        ? "A linear system, which Cholesky's method solves where its matrix is positive definite."
        : 'A linear system.',
    ),
  ];
}

const givenBlock = (view: ClosedFormView, solution: Solution): Block =>
  text(
    'For given ',
    ...listed(solution.given.map((p) => writeName(view.maths, p.name))),
    ', ',
    ...namesOf(view, solution),
    ' can be solved for:',
  );

/** Why ∂J/∂w = 0 has no solution, or any value for one. */
function withoutRootBlocks({ maths }: ClosedFormView, { parameter, reason }: Unsolved): Block[] {
  const at = { parameters: [parameter.name], moving: [], isPartial: true };
  const name = writeName(maths, parameter.name);
  if (reason.kind === 'absent') {
    const words = ['J is the same for all values of ', name, ': its derivative is 0 everywhere.'];
    return [claim({ kind: 'absent', at, where: [] }, ...words)];
  }
  if (reason.kind !== 'never') return [];
  const [kind, sign] =
    reason.sign === 'positive' ? (['rises', '>'] as const) : (['falls', '<'] as const);
  const each = parameter.shape.length > 0 ? 'each element of ' : '';
  const slope = relation(partial(objectiveName(maths), name), sign, number(0));
  return [
    claim(
      { kind, at, where: [] },
      ...[`J ${kind} with ${each}`, name, ' everywhere: ', slope],
      ...[' wherever J has a value, so that J has no stationary point and no minimum.'],
    ),
  ];
}

function unsolvedBlocks({ maths, closedForm }: ClosedFormView): Block[] {
  const groups = new Map<string, Formula[]>();
  const left = closedForm.unsolved.filter(
    ({ reason }) => reason.kind !== 'absent' && reason.kind !== 'never',
  );
  if (left.length === 0) return [];
  for (const { parameter, reason } of left) {
    const why = because(reason).replaceAll('`', '');
    groups.set(why, [...(groups.get(why) ?? []), writeName(maths, parameter.name)]);
  }
  const reasons = [...groups].flatMap(([why, parameters], k): Sentence => {
    const each = parameters.length > 1 ? ', each of them: ' : ': ';
    return [k === 0 ? '' : '; ', ...listed(parameters), each, why];
  });
  const hasNone = left.length < closedForm.unsolved.length;
  return [
    text(
      '∇J = 0 is not solved by algebra for ',
      ...reasons,
      hasNone ? '.' : '. An optimizer looks for a minimum.',
    ),
  ];
}
