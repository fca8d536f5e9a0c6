import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { instantiate } from '../../src/compile.ts';
import { distributions } from '../../src/model/distributions/index.ts';
import { objectiveOracle, toNumber } from '../../src/oracle/index.ts';
import { prepareData, type Data, type Model } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';

type Column = readonly (number | readonly number[])[];
type Table = Readonly<Record<string, Column>>;

/** A statement about a number or a vector z, by the text that stands for z. */
interface Family {
  readonly name: string;
  readonly declared: string;
  readonly statement: (z: string, y: string) => string;
  /** What the observed column may hold. */
  readonly observed: readonly number[];
  readonly column: string;
  /** z is a vector, of so many elements. */
  readonly size?: number;
  /** What the first parameter is; the others are at 0.4. */
  readonly others?: number;
}

/** Where z comes from: declarations, and the text of z. */
interface Composition {
  readonly name: string;
  readonly declared: (type: string) => string;
  readonly z: string;
  readonly given?: Table;
  /** How many numbers the parameters have beside z itself, by the size of z. */
  readonly more?: (size: number) => number;
  readonly twice?: true;
}

const phi = 'Phi(x) = erfc(-x/sqrt(2))/2\n';
const mixture =
  'density mix(y, w, m) = w*exp(-(y - m)^2/2)/sqrt(2*pi) + (1 - w)*exp(-(y + m)^2/2)/sqrt(2*pi)\n';

const families: readonly Family[] = [
  {
    name: 'bernoulli',
    declared: '',
    statement: (z, y) => `${y} ~ bernoulli(sigmoid(${z}))`,
    observed: [0, 1],
    column: 'binary',
  },
  {
    name: 'binomial',
    declared: '',
    statement: (z, y) => `${y} ~ binomial(10, sigmoid(${z}))`,
    observed: [0, 3, 10],
    column: 'count',
  },
  {
    name: 'categorical',
    declared: '',
    statement: (z, y) => `${y} ~ categorical(softmax(${z}))`,
    observed: [0, 1, 2],
    column: 'category(3)',
    size: 3,
  },
  {
    name: 'ordered logit',
    declared: 'param d: positive\n',
    statement: (z, y) => `loss -log(sigmoid(${y} + d - (${z})) - sigmoid(${y} - (${z})))`,
    observed: [-1, 2],
    column: 'real',
    others: 1,
  },
  {
    name: 'ordered probit',
    declared: `param d: positive\n${phi}`,
    statement: (z, y) => `loss -log(Phi(${y} + d - (${z})) - Phi(${y} - (${z})))`,
    observed: [-1, 2],
    column: 'real',
    others: 1,
  },
  {
    name: 'poisson',
    declared: '',
    statement: (z, y) => `${y} ~ poisson(exp(${z}))`,
    observed: [0, 3, 400],
    column: 'count',
  },
  {
    name: 'negative binomial by its mean',
    declared: 'param phi: positive\n',
    statement: (z, y) => `${y} ~ neg_binomial_2(exp(${z}), phi)`,
    observed: [0, 3, 400],
    column: 'count',
    others: 1,
  },
  {
    name: 'negative binomial by its probability',
    declared: 'param r: positive\n',
    statement: (z, y) => `${y} ~ neg_binomial(r, sigmoid(${z}))`,
    observed: [0, 3, 400],
    column: 'count',
    others: 1,
  },
  {
    name: 'mixture by its weight',
    declared: `param m: real\n${mixture}`,
    statement: (z, y) => `${y} ~ mix(sigmoid(${z}), m)`,
    observed: [0.3, -40],
    column: 'real',
    others: 1,
  },
  {
    name: 'mixture by its means',
    declared: `param w: unit\n${mixture}`,
    statement: (z, y) => `${y} ~ mix(w, ${z})`,
    observed: [0.3, -40],
    column: 'real',
    others: 1,
  },
];

const compositions: readonly Composition[] = [
  { name: 'z', declared: (type) => `param z: ${type}\n`, z: 'z' },
  { name: '2z', declared: (type) => `param z: ${type}\n`, z: '2*z' },
  {
    name: 'z·x',
    declared: (type) => `data x: real\nparam z: ${type}\n`,
    z: 'z*x',
    given: { x: [0.7] },
  },
  {
    name: 'k·z',
    declared: (type) => `param z: ${type}, k: real\n`,
    z: 'k*z',
    more: () => 1,
  },
  {
    name: 'z/t',
    declared: (type) => `param z: ${type}, t: positive\n`,
    z: 'z/t',
    more: () => 1,
  },
  {
    name: 'z + c',
    declared: (type) => `param z: ${type}, c: real\n`,
    z: '(z + c)',
    more: () => 1,
  },
  { name: 'tanh z', declared: (type) => `param z: ${type}\n`, z: 'tanh(z)' },
  {
    name: 'gather',
    declared: (type) => `data g: category(2)\nparam z: ${ofGroups(type)}\n`,
    z: 'z[g]',
    given: { g: [1] },
    more: (size) => size,
  },
  {
    name: 'conditional',
    declared: (type) => `data x: real\nparam z: ${type}\n`,
    z: '(x > 0 ? z : -z)',
    given: { x: [-1] },
  },
  { name: 'two heads', declared: (type) => `param z: ${type}\n`, z: 'z', twice: true },
];

const ofGroups = (type: string): string =>
  type.replace(/(?:\[(\d+)\])?$/, (_, size?: string) => (size ? `[2, ${size}]` : '[2]'));

/** Near 0 the slopes of two heads cancel: there is a minimum. */
const pointsOf = ({ twice }: Composition): number[] => [
  0.3,
  -1.2,
  twice ? 1e-3 : 1e-9,
  40,
  -40,
  800,
  -800,
];

function textOf(family: Family, composition: Composition): string {
  const { declared, z, twice } = composition;
  const type = family.size ? `real[${family.size}]` : 'real';
  const columns = twice ? ['y', 'u'] : ['y'];
  const data = columns.map((name) => `data ${name}: ${family.column}\n`).join('');
  const own = composition.name === 'gather' && family.size ? 'z[g, :]' : z;
  const statements = columns.map((y) => family.statement(own, y)).join('\n');
  return `${data}${declared(type)}${family.declared}${statements}`;
}

/** z itself far out along its first element, and what else there is. */
function thetaOf({ size = 1, others = 0 }: Family, { more }: Composition, z: number): number[] {
  const vector = Array.from({ length: size }, (_, k) => (k === 0 ? z : 0.2 * k));
  const beside = (more?.(size) ?? 0) + others;
  return [...vector, ...Array.from({ length: beside }, (_, k) => 0.4 + 0.1 * k)];
}

/** J and ∇J. */
function evaluate(model: Model, data: Data, theta: readonly number[]): number[] {
  const gradient = new Float64Array(theta.length);
  const rows = { from: 0, to: data.rows, order: null };
  const value = model.objectiveAndGradient(Float64Array.from(theta), data, rows, gradient);
  return [value, ...gradient];
}

const tolerance = 1e-10;
const norm = (x: readonly number[]): number => Math.hypot(...x);
/** Below the least normal double nothing is held to relative errors. */
const least = 1e-300;

function errorsOf(found: readonly number[], wanted: readonly number[]): string[] {
  const [value = NaN, ...slopes] = wanted;
  if (!wanted.every(Number.isFinite)) return [];
  const [own = NaN, ...ownSlopes] = found;
  const difference = norm(ownSlopes.map((x, k) => x - (slopes[k] ?? NaN)));
  return [
    ...(Math.abs(own - value) <= tolerance * Math.abs(value) + least
      ? []
      : [`J ${own}, not ${value}`]),
    ...(difference <= tolerance * norm(slopes) + least ? [] : [`∇J ${ownSlopes}, not ${slopes}`]),
  ];
}

/** The observed values one by one: terms of different rows may cancel. */
function tablesOf(family: Family, { given = {}, twice }: Composition): Table[] {
  return family.observed.map((y, k) => ({
    y: [y],
    ...(twice ? { u: [family.observed[(k + 1) % family.observed.length] ?? 0] } : {}),
    ...given,
  }));
}

/** A point of a cell of the matrix. */
interface Place {
  readonly table: Table;
  readonly theta: readonly number[];
}

interface Cell {
  readonly name: string;
  readonly text: string;
  readonly places: readonly Place[];
}

const cells: readonly Cell[] = families.flatMap((family) =>
  compositions.map((composition) => ({
    name: `${family.name} of ${composition.name}`,
    text: textOf(family, composition),
    places: tablesOf(family, composition).flatMap((table) =>
      pointsOf(composition).map((z) => ({ table, theta: thetaOf(family, composition, z) })),
    ),
  })),
);

const dataOf = ({ layout }: Model, table: Table): Data => prepareData(layout, table as never).data;

/** J and ∇J as the oracle has them. */
function truthOf(text: string, model: Model, { table, theta }: Place): number[] {
  const tree = parseModel({ name: 'model.fx', text });
  const oracle = objectiveOracle(tree, { densities: distributions, data: dataOf(model, table) });
  const slopes = oracle.gradient(theta).map((slope) => toNumber(slope.value));
  return [toNumber(oracle.objective(theta)), ...slopes];
}

const file = new URL('../fixtures/reference/composition.json', import.meta.url);

/** Infinity has no JSON: null stands for what no float can hold. */
type Written = readonly (readonly (number | null)[])[];

function write(): void {
  const lines = cells.map(({ name, text, places }) => {
    const model = instantiate(text);
    const truths = places.map((place) => truthOf(text, model, place));
    return `${JSON.stringify(name)}: ${JSON.stringify(truths)}`;
  });
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

if (process.env['UPDATE']) write();

const truths = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Written>;
const truthsOf = (cell: Cell): number[][] =>
  present(truths[cell.name]).map((row) => row.map((x) => x ?? NaN));

describe('J and ∇J keep their digits', () => {
  test.each(cells)('$name', (cell) => {
    const model = instantiate(cell.text);
    const wanted = truthsOf(cell);
    const wrong = cell.places.flatMap((place, k) =>
      errorsOf(evaluate(model, dataOf(model, place.table), place.theta), present(wanted[k])).map(
        (error) => `${error} at ${place.theta} for ${JSON.stringify(place.table)}`,
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the truth is as the oracle says', () => {
  // Each family by another composition, at an ordinary point.
  test.each(families.map((_, k) => present(cells[11 * k])))('$name', (cell) => {
    const model = instantiate(cell.text);
    const found = truthOf(cell.text, model, present(cell.places[1]));
    expect(found).toEqual(truthsOf(cell)[1]);
  });
});
