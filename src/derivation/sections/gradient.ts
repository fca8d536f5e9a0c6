import { present } from '../../base/invariant.ts';
import { gradient } from '../../calculus/index.ts';
import { multiply, substitute, sum, type Graph, type Node } from '../../graph/index.ts';
import type { Parameter } from '../../model/index.ts';
import { syntaxOf } from '../../runtime/domain-syntax.ts';
import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Equation,
  type Section,
} from '../derivation.ts';
import { element, name, negate, partial, plus, relation, times } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { thetaName, write, writeBrief, writeName, type Maths } from '../maths/maths.ts';
import { isShort } from '../maths/shown.ts';
import { last } from '../formula/written.ts';
import { objectiveName } from './names.ts';

/** Where a formula has more atoms, all keep the names of the definitions; or the δ as well. */
const mostAtoms = { full: 13, named: 24 } as const;

/** ∂J/∂w in data and parameters, and what the optimizer sees of it. */
export function gradientSection(maths: Maths): Section {
  const { gradients } = maths.chain;
  const fits = (form: 'full' | 'named'): boolean =>
    gradients.every((g) => isShort(maths, g[form], mostAtoms[form]));
  const form = fits('full') ? 'full' : fits('named') ? 'named' : 'chained';
  const list = gradients.map((g) => {
    const { formula, indices } = (form === 'full' ? write : writeBrief)(maths, g[form]);
    const of = element(writeName(maths, g.parameter.name), ...indices);
    return equation(partial(objectiveName(maths), of), is(formula, g[form]));
  });
  const isNew = gradients.some((g) => g[form] !== g.chained);
  const put = isNew ? [text('Put together and simplified:'), equations(list)] : [];
  return {
    id: 'gradient',
    title: 'The gradient',
    blocks: [...put, ...transforms(maths), descent(maths)],
  };
}

/** One step of gradient descent. */
function descent(maths: Maths): Block {
  const steps = maths.symbolic.model.parameters.map((p) => {
    const own = p.constrained === p.theta ? writeName(maths, p.name) : name(thetaName(p.name));
    const against = times(name('η'), partial(objectiveName(maths), own));
    return relation(own, '←', plus(own, negate(against)));
  });
  const list = steps.flatMap((step, k) => [...(k > 0 ? [', '] : []), step]);
  return text('With a learning rate η, gradient descent repeats ', ...list, '.');
}

/** How the constrained parameters are made of numbers without bounds. */
function transforms(maths: Maths): Block[] {
  const bounded = maths.symbolic.model.parameters.filter((p) => p.constrained !== p.theta);
  if (bounded.length === 0) return [];
  const written = bounded.filter((p) => syntaxOf(p.domain).transform?.words === undefined);
  const forward = written.map((p) =>
    equation(writeName(maths, p.name), is(write(maths, p.constrained).formula)),
  );
  return [
    text('The optimizer moves numbers without bounds, which the parameters are functions of:'),
    ...(written.length > 0
      ? [equations([...forward, ...written.map((p) => transformed(maths, p))])]
      : []),
    ...bounded.filter((p) => !written.includes(p)).map((p) => inWords(maths, p)),
  ];
}

/** ∂J/∂θ = ∂J/∂w·dw/dθ, with w itself put in for the transform of θ. */
function transformed(maths: Maths, parameter: Parameter): Equation {
  const { graph: g } = maths.symbolic.model;
  const derivative = g.symbol(`∂ ${parameter.name}`, 'hyper', parameter.symbol.shape, {
    kind: 'real',
  });
  const node = present(derivativeOf(g, parameter, derivative));
  const whole = objectiveName(maths);
  const own = writeName(maths, parameter.name);
  const special = new Map([
    ...maths.notation.special,
    [
      derivative as Node,
      {
        write: (...indices: readonly Formula[]) => partial(whole, element(own, ...indices)),
        order: last,
      },
    ] as const,
  ]);
  const { formula, indices } = write({ ...maths, notation: { ...maths.notation, special } }, node);
  return equation(
    partial(whole, element(name(thetaName(parameter.name)), ...indices)),
    is(formula),
  );
}

function derivativeOf(
  g: Graph,
  { theta, constrained, symbol }: Parameter,
  derivative: Node,
): Node | undefined {
  const root = sum(g, multiply(g, derivative, constrained), [...constrained.shape.keys()]);
  return substitute(g, gradient(g, root, [theta]), new Map([[constrained, symbol]]))[0];
}

/** Transforms that are better told than written. */
function inWords(maths: Maths, parameter: Parameter): Block {
  const words = present(syntaxOf(parameter.domain).transform?.words);
  const parts: Readonly<Record<string, Formula>> = {
    $x: writeName(maths, parameter.name),
    $t: name(thetaName(parameter.name)),
  };
  return text(
    ...words
      .split(/(\$\w)/)
      .filter((part) => part !== '')
      .map((part) => parts[part] ?? part),
  );
}
