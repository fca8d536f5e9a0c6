import { present } from '../../base/invariant.ts';
import type { Layout, ParameterLayout } from '../../runtime/index.ts';
import { nullSpace } from '../linear/null-space.ts';
import type { Subject } from '../subject.ts';
import { fieldsOf, type Field } from './fields.ts';
import { thetasOf, type Observe, type Point } from './points.ts';

/** Ways to move that leave J as it is when they are taken together, in the proportions of each vector. */
export interface Invariance {
  readonly fields: readonly Field[];
  /** Independent of each other; one number for each field. */
  readonly vectors: readonly (readonly number[])[];
}

/** What does not change J. */
export interface Freedom {
  readonly invariances: readonly Invariance[];
  /** Positions of elements without any slope, by parameter. */
  readonly idle: ReadonlyMap<ParameterLayout, readonly number[]>;
}

/** Points beyond the number of unknowns, for a rank that is no accident. */
const spare = 20;

/** How many points are observed. */
export const pointsFor = ({ parameters }: Layout): number => fieldsOf(parameters).length + spare;

/** Models with more ways to move are not tried. */
const mostFields = 320;

/**
 * The combinations c of shifts and scalings vⱼ with Σ cⱼ·(∇J·vⱼ)(θ) = 0 for all θ (and all rows, where rows
 * are drawn): they generate transformations that leave J as it is. Null where J is not finite often enough, or
 * rounding hides the rank.
 */
export function freedomOf(subject: Subject, observe: Observe, seed: number): Freedom | null {
  const { parameters } = subject.compiled.layout;
  const fields = fieldsOf(parameters);
  if (fields.length > mostFields) return null;
  const points = observeMany(subject, observe, pointsFor(subject.compiled.layout), seed);
  if (!points) return null;
  const columns = columnsOf(fields, points);
  const isStill = columns.map((column) => column.every((x) => x === 0));
  const vectors = nullSpace(columns.filter((_, j) => !isStill[j]));
  if (!vectors) return null;
  const moving = fields.filter((_, j) => !isStill[j]);
  const still = fields.filter((field, j) => isStill[j] && field.kind === 'shift');
  return {
    invariances: [
      ...still
        .filter((field) => points.some((point) => hasTerms(field, point)))
        .map((field) => ({ fields: [field], vectors: [[1]] })),
      ...split(moving, vectors),
    ],
    idle: new Map(parameters.map((p) => [p, idleIn(p, points)])),
  };
}

/** So many points with finite slopes; null where they are too rare. */
function observeMany(
  subject: Subject,
  observe: Observe,
  wanted: number,
  seed: number,
): Point[] | null {
  const next = thetasOf(subject, seed);
  const points: Point[] = [];
  for (let tries = 0; tries < 3 * wanted && points.length < wanted; tries++) {
    const point = observe(next());
    if (point) points.push(point);
  }
  return points.length < wanted ? null : points;
}

/** ∇J·v at each point, for each way v to move; each point counts alike. */
function columnsOf(fields: readonly Field[], points: readonly Point[]): Float64Array[] {
  const columns = fields.map(() => new Float64Array(points.length));
  points.forEach((point, i) => {
    const slopes = fields.map((field) => slopeAlong(field, point));
    const largest = Math.max(...slopes.map(Math.abs)) || 1;
    slopes.forEach((slope, j) => {
      present(columns[j])[i] = slope / largest;
    });
  });
  return columns;
}

/** What is left of terms that cancel, relative to them. */
const rounding = 1e-12;

/** ∇J·v, exactly 0 where its terms cancel. */
function slopeAlong(field: Field, point: Point): number {
  let [sum, size] = [0, 0];
  eachTerm(field, point, (term) => {
    sum += term;
    size += Math.abs(term);
  });
  return Math.abs(sum) <= rounding * size ? 0 : sum;
}

/** Whether ∇J·v has terms at all, which may cancel. */
function hasTerms(field: Field, point: Point): boolean {
  let found = false;
  eachTerm(field, point, (term) => {
    found ||= term !== 0;
  });
  return found;
}

function eachTerm({ place, kind }: Field, point: Point, visit: (term: number) => void): void {
  const { parameter, elements } = place;
  const slopes = present(point.slopes.get(parameter));
  const values = present(point.values.get(parameter));
  for (const k of elements) visit(present(slopes[k]) * (kind === 'shift' ? 1 : present(values[k])));
}

function idleIn(parameter: ParameterLayout, points: readonly Point[]): number[] {
  const slopes = points.map((point) => present(point.slopes.get(parameter)));
  const all = Array.from(slopes[0] ?? [], (_, k) => k);
  return slopes.reduce((idle, each) => idle.filter((k) => each[k] === 0), all);
}

/** Vectors that share a field belong together; the others have nothing to do with each other. */
function split(fields: readonly Field[], vectors: readonly (readonly number[])[]): Invariance[] {
  const groups: { support: Set<number>; vectors: (readonly number[])[] }[] = [];
  for (const vector of vectors) {
    const support = new Set(vector.flatMap((x, j) => (x === 0 ? [] : [j])));
    const touching = groups.filter((g) => [...g.support].some((j) => support.has(j)));
    const rest = groups.filter((g) => !touching.includes(g));
    groups.splice(0, groups.length, ...rest, {
      support: new Set([...touching.flatMap((g) => [...g.support]), ...support]),
      vectors: [...touching.flatMap((g) => g.vectors), vector],
    });
  }
  return groups.map((group) => {
    const kept = [...group.support].sort((a, b) => a - b);
    return {
      fields: kept.map((j) => present(fields[j])),
      vectors: group.vectors.map((vector) => kept.map((j) => present(vector[j]))),
    };
  });
}
