import { present } from '../../base/invariant.ts';
import { symbolsOf } from '../../graph/index.ts';
import type { Factor } from '../../model/index.ts';
import type { ParameterLayout } from '../../runtime/index.ts';
import { nullSpace } from '../linear/null-space.ts';
import { remainders } from '../linear/remainders.ts';
import type { Subject } from '../subject.ts';
import type { Freedom, Invariance } from './invariances.ts';
import { thetasOf, type Observe, type Point } from './points.ts';

/** Models with more numbers to fit are not looked at. */
const mostNumbers = 60;

/** θ at which a freedom must show itself, so that it is none of a single point. */
const places = 3;

/** Gradients beyond the number of unknowns, for a rank that is no accident. */
const spare = 12;

/** One number of a parameter. */
interface Element {
  readonly parameter: ParameterLayout;
  readonly position: number;
}

/**
 * Parameters that can be moved together so that J stays as it is, by amounts that are other ones at every θ:
 * directions that are orthogonal to the gradients at one θ for all rows, and that none of the known freedoms
 * goes along. A group has nothing to do with the others. Empty where rounding hides the rank.
 *
 * Of distributions of data only, which are the same along such a curve. Any loss has curves along which it
 * stays as it is, and yet one minimum: parameters that a loss, a penalty or a prior depends on are fixed.
 */
export function curvesOf(
  subject: Subject,
  observe: Observe,
  known: Freedom,
  seed: number,
): readonly (readonly ParameterLayout[])[] {
  if (subject.compiled.layout.size > mostNumbers) return [];
  const next = thetasOf(subject, seed);
  const found = Array.from({ length: places }, () => groupsAt(subject, next(), observe, known));
  const [first = []] = found;
  const names = (group: readonly ParameterLayout[]): string => group.map((p) => p.name).join();
  return first.filter((group) =>
    found.every((groups) => groups.some((other) => names(other) === names(group))),
  );
}

function groupsAt(
  subject: Subject,
  theta: Float64Array,
  observe: Observe,
  known: Freedom,
): ParameterLayout[][] {
  const { parameters, size } = subject.compiled.layout;
  const points = Array.from({ length: size + spare }, () => observe(theta));
  const [point] = points;
  if (!point || !points.every((each) => each !== null)) return [];
  const settled = settledIn(subject);
  const judged = parameters.filter(({ name }) => !settled.has(name));
  const all = judged.flatMap((parameter) =>
    Array.from(present(point.slopes.get(parameter)), (_, position) => ({ parameter, position })),
  );
  const columns = all.map((element) => points.map((each) => slopeOf(each, element)));
  const isMoving = columns.map((column) => column.some((slope) => slope !== 0));
  const elements = all.filter((_, k) => isMoving[k]);
  const free = nullSpace(columns.filter((_, k) => isMoving[k]));
  if (!free) return [];
  const taken = known.invariances.flatMap((each) => directionsOf(each, elements, point));
  return groupsOf(elements, remainders(free, taken));
}

/** The parameters that more than the distributions of the data depend on. */
function settledIn({ model }: Subject): ReadonlySet<string> {
  const isOfData = ({ kind, subject }: Factor): boolean =>
    kind === 'likelihood' && subject.kind === 'symbol' && subject.role === 'data';
  const others = model.factors.filter((factor) => !isOfData(factor));
  const terms = [...model.losses, ...model.penalties].map(({ node }) => node);
  const symbols = symbolsOf([...terms, ...others.map(({ density }) => density)]);
  return new Set(symbols.filter(({ role }) => role === 'parameter').map(({ name }) => name));
}

const slopeOf = ({ slopes }: Point, { parameter, position }: Element): number =>
  present(present(slopes.get(parameter))[position]);

/** Which way each of the elements goes along an invariance. */
const directionsOf = (
  { fields, vectors }: Invariance,
  elements: readonly Element[],
  { values }: Point,
): number[][] =>
  vectors.map((vector) =>
    elements.map(({ parameter, position }) =>
      fields.reduce((sum, { place, kind }, j) => {
        const isMoved = place.parameter === parameter && place.elements.includes(position);
        const value = present(present(values.get(parameter))[position]);
        return isMoved ? sum + present(vector[j]) * (kind === 'shift' ? 1 : value) : sum;
      }, 0),
    ),
  );

/** The parameters that each direction moves; directions that share one are one group. */
function groupsOf(
  elements: readonly Element[],
  directions: readonly (readonly number[])[],
): ParameterLayout[][] {
  const groups: Set<ParameterLayout>[] = [];
  for (const direction of directions) {
    const moved = elements.filter((_, k) => direction[k] !== 0).map(({ parameter }) => parameter);
    const touching = groups.filter((group) => moved.some((parameter) => group.has(parameter)));
    const rest = groups.filter((group) => !touching.includes(group));
    const whole = new Set([...touching.flatMap((group) => [...group]), ...moved]);
    groups.splice(0, groups.length, ...rest, whole);
  }
  const inOrder = groups.map((group) => [...group].sort((a, b) => a.offset - b.offset));
  return inOrder.sort(([a], [b]) => present(a).offset - present(b).offset);
}
