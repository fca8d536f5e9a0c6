import { volume } from '../../base/shape.ts';
import { present } from '../../base/invariant.ts';
import { rowOf } from '../../runtime/domain.ts';
import { syntaxOf } from '../../runtime/domain-syntax.ts';
import { drawColumn } from '../../runtime/data/draw-column.ts';
import {
  prepareData,
  random,
  sampleNormal,
  type ColumnLayout,
  type Data,
  type Layout,
  type ParameterLayout,
  type Random,
  type Rows,
} from '../../runtime/index.ts';
import { constrainOne } from '../../runtime/transforms.ts';
import type { Subject } from '../subject.ts';
import { mostSlices } from './fields.ts';

/** The parameters at some θ, and the slopes of J in their own space, both by parameter and row-major. */
export interface Point {
  readonly values: ReadonlyMap<ParameterLayout, Float64Array>;
  readonly slopes: ReadonlyMap<ParameterLayout, Float64Array>;
}

/** J's slopes at some θ on some rows; null where one is not finite. */
export type Observe = (theta: Float64Array) => Point | null;

/** Some θ around the start, another one at each call. */
export function thetasOf({ compiled }: Subject, seed: number): () => Float64Array {
  const start = compiled.start(seed);
  const draw = random(seed, 5);
  return () => start.map((x) => x + sampleNormal(draw, 0, 1));
}

/** Rows of a random data set: enough that they differ, few enough that each counts. */
const fewRows = 4;

/** Observes J on rows that are drawn anew each time, by the domains of the columns. */
export function onRandomRows(subject: Subject, seed: number): Observe {
  const { layout } = subject.compiled;
  const draw = random(seed, 3);
  let turn = 0;
  return (theta) => {
    turn += 1;
    const columns = layout.columns.map((c) => [c.name, drawCommon(c, draw, turn)]);
    const { data } = prepareData(layout, Object.fromEntries(columns), { hypers: subject.hypers });
    return observe(subject, theta, { ...data, ...settingsOf(subject) }, allOf(data));
  };
}

/** Observes J on all rows. */
export const onAllOf =
  (subject: Subject, data: Data): Observe =>
  (theta) =>
    observe(subject, theta, data, allOf(data));

const allOf = (data: Data): Rows => ({ from: 0, to: data.rows, order: null });

/** Settings as they are in the rows that are given. */
const settingsOf = ({ data, compiled }: Subject): Record<string, number | Float64Array> =>
  data
    ? Object.fromEntries(
        compiled.layout.hypers.map(({ name }) => [name, present(data[name]) as number]),
      )
    : {};

/** Of more categories than this the first few are drawn as often as all others. */
export const manyCodes = 60;

/** Every category must occur, or what belongs to it would seem to be free: half of them come in turn. */
function drawCommon(column: ColumnLayout, draw: Random, turn: number): Float64Array {
  const drawn = Float64Array.from(drawColumn(column, fewRows, draw));
  const { domain } = column;
  if (domain.kind !== 'category') return drawn;
  const codes = domain.size > manyCodes ? mostSlices : domain.size;
  return drawn.map((value, k) => (draw() < 0.5 ? (turn * fewRows + k) % codes : value));
}

function observe({ compiled }: Subject, theta: Float64Array, data: Data, rows: Rows): Point | null {
  const { layout } = compiled;
  const gradient = new Float64Array(layout.size);
  compiled.objectiveAndGradient(theta, data, rows, gradient);
  if (!gradient.every(Number.isFinite)) return null;
  return inOwnSpace(layout, theta, gradient);
}

function inOwnSpace({ parameters }: Layout, theta: Float64Array, gradient: Float64Array): Point {
  const values = new Map(parameters.map((p) => [p, constrainOne(p, theta)]));
  const slopes = parameters.map((p): [ParameterLayout, Float64Array] => {
    const part = gradient.subarray(p.offset, p.offset + p.size);
    return [p, ownSlopes(p, part, present(values.get(p)))];
  });
  return { values, slopes: new Map(slopes) };
}

/** ∂J/∂x = ∂J/∂θ / (dx/dθ) for x that is a function of one θ; what cannot move one by one stays in θ. */
function ownSlopes(
  { domain, shape }: ParameterLayout,
  slopes: Float64Array,
  values: Float64Array,
): Float64Array {
  const transform = present(syntaxOf(domain).transform);
  if (transform.slope) {
    return slopes.map((each, i) => each / present(transform.slope?.(present(values[i]), domain)));
  }
  if (!transform.slopes) return slopes;
  const size = volume(shape.slice(shape.length - present(rowOf(domain).transform).rank));
  const starts = Array.from({ length: values.length / size }, (_, k) => k * size);
  const part = (all: Float64Array, start: number) => all.subarray(start, start + size);
  return Float64Array.from(
    starts.flatMap((start) => [
      ...present(transform.slopes?.(part(slopes, start), part(values, start), domain)),
    ]),
  );
}
