import { evaluate } from './fit-epoch.ts';
import type { Run } from './fit-run.ts';
import type { Layout } from './model.ts';
import { lookAround, lowerFromBeside, type Descent } from './second-order.ts';

/** So often a fit leaves a point that is no minimum. */
const mostEscapes = 20;

/** The end of the numbers, some steps of a search before it. */
const lowestOfNumbers = -1e280;

/** How many elements of θ a sentence names. */
const mostNames = 4;

/**
 * Looks whether a fit that has come to ∇J = 0 is at a minimum. Where J falls from there, the fit goes on
 * below; where no epochs are left for that, it says so.
 */
export function settle(run: Run): void {
  if (isBottomless(run)) run.reason = 'unbounded';
  if (run.order || (run.reason !== 'gradient' && run.reason !== 'optimum')) return;
  const { model, point, training, settings, report } = run;
  const found = lookAround(training, point);
  if (!found) return;
  const mayGoOn = report.epoch < settings.epochs && run.escapes < mostEscapes;
  if (found.curvature === 'flat') {
    const lower = mayGoOn && lowerFromBeside(training, point, found.direction);
    if (lower) goOnFrom(run, lower);
  } else if (mayGoOn) goOnFrom(run, found.theta);
  else {
    run.reason = 'noMinimum';
    run.message = sayDescent(found, model.layout);
  }
}

function goOnFrom(run: Run, theta: Float64Array): void {
  run.escapes += 1;
  run.reason = undefined;
  run.point.theta.set(theta);
  evaluate(run);
  Object.assign(run.optimizerState, run.settings.optimizer.init(theta.length));
}

const isBottomless = ({ reason, point, best }: Run): boolean =>
  reason !== undefined &&
  reason !== 'start' &&
  Math.min(best.objective, point.objective) < lowestOfNumbers;

const shapes: { readonly [K in Descent['curvature']]: string } = {
  down: 'a maximum',
  'up and down': 'a saddle point',
  'not up': 'no minimum',
};

const sayDescent = ({ curvature, along }: Descent, layout: Layout): string =>
  `the gradient is zero at ${shapes[curvature]}: the objective falls along ${listed(
    along.map((k) => elementName(layout, k)),
  )}`;

function listed(names: readonly string[]): string {
  const shown = names.length > mostNames ? [...names.slice(0, mostNames), 'others'] : names;
  return shown.length > 1
    ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
    : (shown[0] ?? '');
}

/** The element of a parameter that a number of θ belongs to; that of a simplex stands for all of them. */
function elementName({ parameters }: Layout, k: number): string {
  const parameter = parameters.find(({ offset, size }) => k >= offset && k < offset + size);
  if (!parameter) return 'θ';
  const { name, shape, domain, offset } = parameter;
  if (shape.length === 0 || domain.kind === 'simplex') return name;
  const inner = shape[1] ?? 1;
  const at = k - offset;
  const subscripts = shape.length === 1 ? [at] : [Math.floor(at / inner), at % inner];
  return `${name}[${subscripts.map((i) => i + 1).join(',')}]`;
}
