import { present } from '../../base/invariant.ts';
import { powerParts, type Node } from '../../graph/index.ts';
import type { Parameter } from '../../model/index.ts';
import type { SolutionStep, SolutionStepKind } from '../../solve/index.ts';
import { equations, is, text, type Block, type Step } from '../derivation.ts';
import { name, number, root } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { free } from '../formula/notation.ts';
import { writeName } from '../maths/maths.ts';
import type { SolutionView } from './closed-form.ts';

/** How one parameter is solved for, equation by equation. */
export const blocksOfSteps = (
  view: SolutionView,
  parameter: Parameter,
  steps: readonly SolutionStep[],
): Block[] => {
  const isShared = steps.some((step) => step.kind === 'multiplier');
  const told = isShared ? steps.filter((step) => step.kind !== 'multiply') : joined(steps);
  return told.flatMap((step, k) =>
    (tell[step.kind] as Tell<SolutionStepKind>)(view, step as never, {
      parameter,
      before: told[k - 1],
      isShared,
    }),
  );
};

/** Without the equations between factors that both sides are multiplied by one after the other. */
function joined(steps: readonly SolutionStep[]): Told[] {
  const told: Told[] = [];
  for (const step of steps) {
    const before = told.at(-1);
    if (step.kind === 'multiply' && before?.kind === 'multiply') {
      told[told.length - 1] = {
        ...step,
        factors: [...(before.factors ?? [before.factor]), step.factor],
      };
    } else if (step.kind !== 'collect') told.push(step);
  }
  return told;
}

/** A step, and all factors where it stands for several. */
type Told = SolutionStep & { readonly factors?: readonly Node[] };

interface Around {
  readonly parameter: Parameter;
  readonly before: Told | undefined;
  /** The elements share a sum, so that the derivative need not be 0. */
  readonly isShared: boolean;
}

type StepOf<K extends SolutionStepKind> = Extract<Told, { kind: K }>;
type Tell<K extends SolutionStepKind> = (
  view: SolutionView,
  step: StepOf<K>,
  around: Around,
) => Block[];

const zero = is(number(0));

/** left = … at the solution. */
const solved = ({ at }: SolutionView, left: Formula, ...steps: readonly Step[]): Block => ({
  ...equations([{ left, steps }]),
  atSolution: at,
});

const tell: { readonly [K in SolutionStepKind]: Tell<K> } = {
  gradient: (view, { equation }, { parameter, isShared }) => {
    const left = view.derivative(parameter.name, equation);
    const value = is(view.write(equation));
    const start = ['For ', writeName(view.maths, parameter.name)];
    return isShared
      ? [text(...start, ', the derivative:'), equations([{ left, steps: [value] }])]
      : [text(...start, ', the derivative is 0:'), solved(view, left, value, zero)];
  },
  substitute: (view, { symbol, equation }) => [
    text('With ', writeName(view.maths, symbol.name), ' as solved for:'),
    solved(view, view.write(equation), zero),
  ],
  multiply: (view, { factor, factors = [factor], equation }) => [
    text('Times ', view.times(factors), ', which is positive:'),
    solved(view, view.write(equation), zero),
  ],
  // What is collected shows again when it is isolated.
  collect: () => [],
  isolate: (view, { unknown, value }) => {
    const [left, right] = view.alike(unknown, value);
    return [text('Hence:'), solved(view, present(left), is(present(right)))];
  },
  invert: (view, { value }, { parameter, before }) => {
    const square = squareOf(before);
    const [left, right, of] = view.alike(parameter.symbol, value, ...(square ? [square] : []));
    return [solved(view, present(left), is(of ? root(of) : present(right)))];
  },
  multiplier: (view, { counts }, { parameter }) => {
    const unknown = writeName(view.maths, parameter.name);
    const level = name(
      free(['lambda', 'kappa', 'eta'], new Set(view.model.parameters.map((p) => p.name))),
    );
    return [
      text(
        ...['The elements of ', unknown, ' sum to 1. With a multiplier '],
        ...[level, ' for that, the derivative by each element is ', level, ' at the solution:'],
      ),
      {
        ...equations([{ left: unknown, steps: [{ sign: '∝', formula: view.write(counts) }] }]),
        atSolution: view.at,
      },
    ];
  },
};

/** What the step before found the square of the unknown to be. */
const squareOf = (before: Told | undefined): Node | null =>
  before?.kind === 'isolate' && powerParts(before.unknown).exponent === 2 ? before.value : null;
