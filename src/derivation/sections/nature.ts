import { hasRows, Interval, symbolsOf, type Node } from '../../graph/index.ts';
import {
  parametersOf,
  type Condition,
  type Nature,
  type NatureKind,
  type Solution,
} from '../../solve/index.ts';
import {
  claim,
  equation,
  equations,
  is,
  text,
  type Block,
  type Equation,
  type Sentence,
} from '../derivation.ts';
import { number, relation } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { writeName } from '../maths/maths.ts';
import { listed } from './listed.ts';
import type { ClosedFormView, SolutionView } from './closed-form.ts';

/** What a stationary point is, why, and what must hold of the data for it. */
export function natureBlocks(view: SolutionView, solution: Solution): Block[] {
  const { nature, conditions } = solution;
  const needed = conditions.flatMap((each) =>
    each.kind === 'positive' && !isDecided(each.node) ? [each.node] : [],
  );
  const sentence =
    nature.kind === 'data'
      ? dependent[nature.proof](view, needed)
      : [verdicts[nature.kind], because(nature), ...likelihood(view, nature.kind)];
  return [
    ...secondDerivative(view, solution),
    claim(
      {
        kind: nature.kind,
        at: view.at,
        where: [
          ...(nature.kind === 'data' ? [] : needed.map((node) => signed(view, nature.kind, node))),
          ...conditions.flatMap((each) => (each.kind === 'inside' ? boundsOf(view, each) : [])),
        ],
      },
      ...sentence,
    ),
    ...conditions
      .filter((each) => nature.kind !== 'data' || each.kind === 'inside')
      .flatMap((each) => conditionBlock(view, nature, each)),
  ];
}

/** ∂²J/∂w², and what it is at the solution. */
function secondDerivative(view: SolutionView, solution: Solution): Block[] {
  if (solution.method === 'linear system' || solution.method === 'simplex') return [];
  const { parameter, nature } = solution;
  const { atSolution, secondDerivative: general } = nature;
  const shown = (node: Node) =>
    equation(view.derivative(parameter.name, node, 2), is(view.write(node)));
  // What other parameters are at their own solutions is put in, and moves along.
  const { moving } = view.at;
  const names = listed(moving.map((text) => writeName(view.maths, text)));
  const intro =
    moving.length > 0
      ? text('The second derivative, with ', ...names, ' as solved for:')
      : text('The second derivative:');
  const start = general
    ? [intro, moving.length > 0 ? atPoint(view, shown(general)) : equations([shown(general)])]
    : [];
  if (!atSolution || atSolution === general) return start;
  const then = general
    ? text('and at the solution')
    : text('The second derivative at the solution:');
  return [...start, then, atPoint(view, shown(atSolution))];
}

const atPoint = ({ at }: SolutionView, each: Equation): Block => ({
  ...equations([each]),
  atSolution: at,
});

const verdicts: { readonly [K in Exclude<NatureKind, 'data'>]: string } = {
  minimum: 'It is the minimum: ',
  maximum: 'It is the maximum: ',
  saddle: 'It is a saddle point: ',
  inflection: 'It is neither a minimum nor a maximum: ',
};

const because = ({ kind, proof }: Nature): string => (kind === 'data' ? '' : reasons[proof][kind]);

type Reasons = { readonly [K in Exclude<NatureKind, 'data'>]: string };

/** Why J has there what is said. */
const reasons: { readonly [P in Nature['proof']]: Reasons } = {
  sign: {
    minimum: 'J falls before the solution and rises after it',
    maximum: 'J rises before the solution and falls after it',
    saddle:
      'along some elements J falls before the solution and rises after it, along others it is the other way round',
    inflection: 'the derivative has the same sign on both sides of it',
  },
  convex: {
    minimum: 'the second derivative of J is nowhere negative',
    maximum: 'the second derivative of J is nowhere positive',
    saddle:
      'the second derivative of J is positive along some directions and negative along others',
    inflection: '',
  },
  constant: {
    minimum: 'the second derivative of J, the same everywhere, is positive along all directions',
    maximum: 'the second derivative of J, the same everywhere, is negative along all directions',
    saddle:
      'the second derivative of J, the same everywhere, is positive along some directions and negative along others',
    inflection: '',
  },
};

const zero = number(0);

/** What is said where only the data tell the kind. */
const dependent: {
  readonly [P in Nature['proof']]: (view: SolutionView, nodes: readonly Node[]) => Sentence;
} = {
  sign: bySign,
  convex: bySign,
  constant: () => [
    'It is the minimum where the matrix of the system is positive definite, the maximum where it is negative definite, and a saddle point where it is neither and has an inverse.',
  ],
};

function bySign(view: SolutionView, nodes: readonly Node[]): Sentence {
  const [node] = nodes;
  if (!node) return ['Its kind is not decided.'];
  const formula = view.write(node);
  const each = hasRows(node) || node.shape.length > 0 ? ' for each element' : '';
  return [
    ...[
      'It is the minimum where ',
      relation(formula, '>', zero),
      `${each}, and the maximum where `,
    ],
    ...[relation(formula, '<', zero), `${each}.`],
  ];
}

/** What is smallest for J is greatest for the likelihood. */
function likelihood({ model }: SolutionView, kind: NatureKind): Sentence {
  const isAlone = model.logLikelihood && !model.logPrior && model.penalties.length === 0;
  if (!isAlone || kind !== 'minimum') return ['.'];
  return [', so that the likelihood has its maximum there.'];
}

/** A condition whose sign is known needs no words. */
const isDecided = (node: Node): boolean =>
  Interval.isNonZero(node.range) || symbolsOf([node]).length === 0;

const signed = (view: SolutionView, kind: NatureKind, node: Node): Formula =>
  relation(view.write(node), kind === 'maximum' ? '<' : '>', zero);

type Tell = {
  readonly [K in Condition['kind']]: (
    view: SolutionView,
    nature: Nature,
    condition: Extract<Condition, { kind: K }>,
  ) => Block[];
};

const tell: Tell = {
  positive: (view, { kind }, { node }) => {
    if (isDecided(node) || kind === 'saddle' || kind === 'inflection') return [];
    const each = hasRows(node) ? ' for each row' : '';
    return [text('This holds where ', signed(view, kind, node), `${each}.`)];
  },
  definite: (_view, { kind }) => [
    text(
      `This holds where the matrix of the system is ${kind === 'maximum' ? 'negative' : 'positive'} definite: no column is a combination of others.`,
    ),
  ],
  inside: (view, _nature, condition) => {
    const name = writeName(view.maths, condition.of.name);
    const bounds = boundsOf(view, condition).flatMap((each, k) =>
      k > 0 ? [' and ', each] : [each],
    );
    return [text('It lies in the domain of ', name, ' where ', ...bounds, '.')];
  },
};

/** What must hold for a value to be inside a domain. */
function boundsOf(
  { maths, write }: SolutionView,
  { of, value, lower, upper }: Extract<Condition, { kind: 'inside' }>,
): Formula[] {
  const formula = value ? write(value) : writeName(maths, of.name);
  return [
    ...(lower === null ? [] : [relation(formula, '>', number(lower))]),
    ...(upper === null ? [] : [relation(formula, '<', number(upper))]),
  ];
}

const conditionBlock = (view: SolutionView, nature: Nature, condition: Condition): Block[] =>
  (tell[condition.kind] as (v: SolutionView, n: Nature, c: Condition) => Block[])(
    view,
    nature,
    condition,
  );

/** What the solutions of all parameters are together, where one of them is no minimum. */
export function togetherBlocks(view: ClosedFormView): Block[] {
  const { solutions, unsolved } = view.closedForm;
  const kinds = new Set(solutions.map(({ nature }) => nature.kind));
  const isTold = solutions.length > 1 && unsolved.length === 0 && !kinds.has('data');
  if (!isTold || (kinds.size === 1 && kinds.has('minimum'))) return [];
  const at = {
    parameters: solutions.flatMap((each) => parametersOf(each).map((p) => p.name)),
    moving: [],
    isPartial: false,
  };
  if (kinds.size === 1 && kinds.has('maximum')) {
    return [claim({ kind: 'maximum', at, where: [] }, 'Together: the maximum of J.')];
  }
  if (kinds.has('inflection')) {
    return [text('Together: neither a minimum nor a maximum of J.')];
  }
  const over = (kind: NatureKind): Sentence =>
    listed(
      solutions
        .filter(({ nature }) => nature.kind === kind)
        .flatMap((each) => parametersOf(each).map((p) => writeName(view.maths, p.name))),
    );
  const parts: Sentence[] = [
    ...(kinds.has('minimum') ? [['a minimum over ', ...over('minimum')]] : []),
    ...(kinds.has('maximum') ? [['a maximum over ', ...over('maximum')]] : []),
    ...(kinds.has('saddle') ? [['a saddle point over ', ...over('saddle')]] : []),
  ];
  const joined = parts.flatMap((part, k) => (k > 0 ? [', ', ...part] : part));
  return [
    claim({ kind: 'saddle', at, where: [] }, 'Together: a saddle point of J, ', ...joined, '.'),
  ];
}
