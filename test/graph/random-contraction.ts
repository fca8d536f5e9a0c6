import fc from 'fast-check';
import {
  apply,
  broadcast,
  multiply,
  plus,
  product,
  type Axis,
  type Bracket,
  type Graph,
  type Node,
  type Symbol,
} from '../../src/graph/index.ts';

/** A contraction by the numbers that it is made of: factors and integer nodes are symbols of these shapes. */
export interface Plan {
  readonly sizes: readonly Axis[];
  readonly output: readonly number[];
  readonly factors: readonly (readonly number[])[];
  readonly brackets: readonly PlannedBracket[];
}

/** A bracket; what is gathered is a column of categories, or made of positions where its labels are not by row. */
export type PlannedBracket =
  | Exclude<Bracket, { kind: 'gathered' }>
  | { readonly kind: 'gathered'; readonly label: number; readonly labels: readonly number[] };

export const rowCountOfTests = 4;

/** Sizes on both sides of those that are written out element by element. */
const size = fc.constantFrom(1, 2, 3, 5, 6);

const withRowsFirst = (labels: readonly number[], sizes: readonly Axis[]): number[] =>
  [...labels].sort((a, b) => Number(sizes[b] === 'rows') - Number(sizes[a] === 'rows') || a - b);

const bracketOver = (
  inner: readonly number[],
  all: readonly number[],
): fc.Arbitrary<PlannedBracket> => {
  const label = fc.constantFrom(...inner);
  return fc.oneof(
    fc.record({
      kind: fc.constant('at' as const),
      label,
      position: fc.integer({ min: -1, max: 5 }),
    }),
    fc.record({
      kind: fc.constant('along' as const),
      label,
      along: label,
      stride: fc.constantFrom(-1, 1, 1, 1, 2),
      offset: fc.integer({ min: -2, max: 3 }),
    }),
    fc.record({
      kind: fc.constant('gathered' as const),
      label,
      labels: fc.subarray([...all], { minLength: 1, maxLength: Math.min(2, all.length) }),
    }),
    fc.record({
      kind: fc.constant('below' as const),
      label: fc.oneof(label, fc.constant(null)),
      other: fc.oneof(label, fc.constant(null)),
      most: fc.integer({ min: -2, max: 2 }),
    }),
  );
};

/** Random contractions, some of them over rows. */
export const contractions = (): fc.Arbitrary<Plan> =>
  fc
    .record({ inner: fc.array(size, { minLength: 1, maxLength: 4 }), rows: fc.boolean() })
    .chain(({ inner, rows }) => {
      const sizes: Axis[] = [...inner, ...(rows ? (['rows'] as const) : [])];
      const all = [...sizes.keys()];
      const some = fc.subarray(all).map((labels) => withRowsFirst(labels, sizes));
      return fc.record({
        sizes: fc.constant(sizes),
        output: some,
        factors: fc.array(some, { minLength: 1, maxLength: 3 }),
        brackets: fc.array(bracketOver([...inner.keys()], all), { maxLength: 3 }),
      });
    })
    .map((plan) => ({
      ...plan,
      brackets: plan.brackets.map((b) =>
        b.kind === 'gathered' ? { ...b, labels: withRowsFirst(b.labels, plan.sizes) } : b,
      ),
    }));

const shapeOf = (labels: readonly number[], { sizes }: Plan): Axis[] =>
  labels.map((label) => sizes[label] ?? 1);

/** The names of the symbols of a plan, with their shapes. */
export const factorName = (k: number): string => `f${k}`;
export const indexName = (k: number): string => `i${k}`;

/** The node of a plan: factors that vary by row are columns, the others parameters. */
export function contractionOf(g: Graph, plan: Plan): { node: Node; theta: Symbol[] } {
  const theta: Symbol[] = [];
  const factors = plan.factors.map((labels, k) => {
    const shape = shapeOf(labels, plan);
    const isColumn = shape[0] === 'rows';
    const node = g.symbol(factorName(k), isColumn ? 'data' : 'theta', shape, { kind: 'real' });
    if (!isColumn) theta.push(node);
    return { node, labels };
  });
  const brackets = plan.brackets.map((b, k): Bracket =>
    b.kind === 'gathered' ? { ...b, index: indexOf(g, plan, b, k) } : b,
  );
  return { node: product(g, { ...plan, factors, brackets }), theta };
}

function indexOf(g: Graph, plan: Plan, b: PlannedBracket & { kind: 'gathered' }, k: number): Node {
  const shape = shapeOf(b.labels, plan);
  const length = Number(plan.sizes[b.label]);
  if (shape[0] === 'rows')
    return g.symbol(indexName(k), 'data', shape, { kind: 'category', size: length });
  const parts = b.labels.map((_, axis) => {
    const positions = broadcast(g, g.ramp(Number(shape[axis])), [axis], shape);
    return multiply(g, g.constant(scrambling * (axis + 1)), positions);
  });
  const scrambled = plus(g, ...parts, g.constant(k));
  return apply(g, 'mod', scrambled, g.constant(length));
}

const scrambling = 7;

/** The position that an index without rows has. */
export const indexAt = (at: readonly number[], k: number, length: number): number =>
  (at.reduce((sum, i, axis) => sum + scrambling * (axis + 1) * i, 0) + k) % length;

/** The sum of the plan by plain loops, row-major over its output. */
export function valuesOf(
  plan: Plan,
  valueOf: (name: string, shape: readonly number[], at: readonly number[]) => number,
): number[] {
  const sizes = plan.sizes.map((each) => (each === 'rows' ? rowCountOfTests : each));
  const numeric = (labels: readonly number[]): number[] => labels.map((label) => sizes[label] ?? 1);
  const extents = numeric(plan.output);
  const out = new Array<number>(extents.reduce((n, s) => n * s, 1)).fill(0);
  const count = sizes.reduce((n, s) => n * s, 1);
  for (let k = 0; k < count; k++) {
    let rest = k;
    const index = sizes.map(() => 0);
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis] = rest % (sizes[axis] ?? 1);
      rest = Math.floor(rest / (sizes[axis] ?? 1));
    }
    const at = (label: number | null): number => (label === null ? 0 : (index[label] ?? 0));
    const isOpen = plan.brackets.every((b, i) => {
      if (b.kind === 'at') return at(b.label) === b.position;
      if (b.kind === 'along') return at(b.label) === b.stride * at(b.along) + b.offset;
      if (b.kind === 'below') return at(b.label) - at(b.other) <= b.most;
      const own = b.labels.map(at);
      const position =
        plan.sizes[b.labels[0] ?? 0] === 'rows'
          ? valueOf(indexName(i), numeric(b.labels), own)
          : indexAt(own, i, sizes[b.label] ?? 1);
      return at(b.label) === position;
    });
    if (!isOpen) continue;
    const place = plan.output.reduce((p, label) => p * (sizes[label] ?? 1) + at(label), 0);
    const term = plan.factors.reduce(
      (p, labels, i) => p * valueOf(factorName(i), numeric(labels), labels.map(at)),
      1,
    );
    out[place] = (out[place] ?? 0) + term;
  }
  return out;
}
