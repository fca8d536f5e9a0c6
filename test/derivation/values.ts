import { present } from '../../src/base/invariant.ts';
import { gradient } from '../../src/calculus/index.ts';
import type { Analysis } from '../../src/compile.ts';
import type { Derivation, Equation } from '../../src/derivation/index.ts';
import type { Formula } from '../../src/derivation/formula/formula.ts';
import { thetaName, type Maths } from '../../src/derivation/maths/maths.ts';
import {
  evaluate,
  hasRows,
  innerShape,
  type Environment,
  type Node,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';
import type { Domain } from '../../src/runtime/domain.ts';
import { random as seeded } from '../../src/runtime/random.ts';
import type { Names } from './evaluate-formula.ts';

const rows = 4;

/** A model at a random point, and its derivation. */
export interface Point {
  readonly names: Names;
  /** The value of a node of the derivation. */
  readonly nodeValue: (node: Node) => Tensor;
  /** J as the program computes it. */
  readonly objective: number;
}

const draw: { readonly [K in Domain['kind']]?: (u: number, domain: Domain) => number } = {
  positive: (u) => 0.2 + 2 * u,
  unit: (u) => 0.05 + 0.9 * u,
  interval: (u, d) => (d.kind === 'interval' ? inside(u, d.lower, d.upper) : u),
  binary: (u) => Number(u < 0.5),
  count: (u) => Math.floor(u * 6),
  category: (u, d) => (d.kind === 'category' ? Math.floor(u * d.size) : 0),
  weight: (u) => 1 + Math.floor(u * 3),
};

const inside = (u: number, lower: number, upper: number): number =>
  Number.isFinite(lower) && Number.isFinite(upper)
    ? lower + (upper - lower) * (0.05 + 0.9 * u)
    : Number.isFinite(lower)
      ? lower + 0.2 + 2 * u
      : upper - 0.2 - 2 * u;

const sizesOf = (node: Node): number[] => [...(hasRows(node) ? [rows] : []), ...innerShape(node)];
const volume = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1);

/** A value for a symbol, by its name alone, so that it is the same in every graph. */
function valueOfSymbol(symbol: Symbol, seed: number): Tensor {
  const random = seeded(
    seed + ([...symbol.name].reduce((h, c) => h * 31 + c.charCodeAt(0), 7) % 1e6),
  );
  const shape = sizesOf(symbol);
  const make = draw[symbol.domain.kind] ?? ((u: number) => 3 * u - 1.5);
  const values = Array.from({ length: volume(shape) }, () => make(random(), symbol.domain));
  if (symbol.domain.kind !== 'simplex') return { shape, values };
  const size = present(shape.at(-1));
  const positive = values.map((x) => Math.exp(x));
  const totals = positive.map((_, k) =>
    positive.slice(k - (k % size), k - (k % size) + size).reduce((s, x) => s + x, 0),
  );
  return { shape, values: positive.map((x, k) => x / present(totals[k])) };
}

/** Evaluates what a model and its derivation say at one point. */
export function pointOf(analysis: Analysis, derivation: Derivation, seed: number): Point {
  const maths = analysis.reading();
  const program = programValues(analysis, seed);
  const derived = derivedValues(maths, program, seed);
  return {
    nodeValue: derived.value,
    objective: present(program.value(analysis.program.objective).values[0]),
    names: namesOf(analysis, derivation, maths, program, derived.value),
  };
}

interface Values {
  readonly value: (node: Node) => Tensor;
  readonly parameter: (name: string) => Tensor;
}

const totalWeight = (analysis: Analysis, seed: number): number =>
  analysis.model.weight
    ? valueOfSymbol(analysis.model.weight, seed).values.reduce((s, x) => s + x, 0)
    : rows;

/** The values that the program computes, over θ. */
function programValues(analysis: Analysis, seed: number): Values {
  const environment: Environment = {
    rows,
    valueOf: (symbol) =>
      symbol.role === 'total'
        ? { shape: [], values: [totalWeight(analysis, seed)] }
        : valueOfSymbol(symbol, seed),
  };
  const value = (node: Node): Tensor => present(evaluate([node], environment)[0]);
  const parameter = (name: string): Tensor =>
    value(present(analysis.model.parameters.find((p) => p.name === name)).constrained);
  return { value, parameter };
}

/** The values of the derivation's nodes: parameters from θ, names and δ from what they stand for. */
function derivedValues(maths: Maths, program: Values, seed: number): Pick<Values, 'value'> {
  const { model, definitions } = maths.symbolic;
  // By name: a derivation that is made twice has two graphs.
  const known = new Map(model.parameters.map((p) => [p.name, program.parameter(p.name)]));
  const environment: Environment = {
    rows,
    valueOf: (symbol) =>
      symbol.role === 'theta'
        ? program.value(present(analysisTheta(maths, symbol.name)))
        : (known.get(symbol.name) ?? valueOfSymbol(symbol, seed)),
  };
  const value = (node: Node): Tensor => present(evaluate([node], environment)[0]);
  for (const { symbol, node } of [...definitions, ...maths.chain.adjoints]) {
    known.set(symbol.name, value(node));
  }
  return { value };
}

/** Categories count from 1 on paper. */
const onPaper = (symbol: Symbol, value: Tensor): Tensor =>
  symbol.domain.kind === 'category'
    ? { ...value, values: value.values.map((code) => code + 1) }
    : value;

const analysisTheta = (maths: Maths, name: string): Symbol | undefined =>
  maths.symbolic.model.parameters.find((p) => p.name === name)?.theta;

function namesOf(
  analysis: Analysis,
  derivation: Derivation,
  maths: Maths,
  program: Values,
  value: (node: Node) => Tensor,
): Names {
  const { model, definitions } = maths.symbolic;
  const arrays = new Map<string, Tensor>([
    ...[...model.parameters, ...model.columns, ...model.hypers].map(
      ({ name, symbol }) => [name, onPaper(symbol, value(symbol))] as const,
    ),
    ...definitions.map(({ name, symbol }) => [name, value(symbol)] as const),
    ...maths.parts.map(({ name, node }) => [name, value(node)] as const),
    ...maths.chain.adjoints.map(
      ({ definition, symbol }) => [`δ ${definition.name}`, value(symbol)] as const,
    ),
    ...analysis.model.parameters.map(
      ({ name, theta }) => [thetaName(name), program.value(theta)] as const,
    ),
    ...(maths.objective.count
      ? [[maths.notation.count, value(maths.objective.count)] as const]
      : []),
  ]);
  const row = present(maths.notation.rows[0]);
  const formulas = formulasIn(derivation, row);
  const slopes = derivatives(analysis, program);
  return {
    rows,
    row,
    axes: maths.notation.axes,
    objective: maths.notation.objective,
    array: (name) => arrays.get(name),
    formula: (name) => formulas.get(name),
    derivative: (name) => slopes.get(name),
    categories: (name) => {
      const domain = model.columns.find((c) => c.name === name)?.symbol.domain;
      return domain?.kind === 'category' ? domain.size : undefined;
    },
  };
}

/** The last formula that stands for each name in the derivation. */
function formulasIn(
  derivation: Derivation,
  row: string,
): ReadonlyMap<string, { perRow: boolean; is: Formula }> {
  const formulas = new Map<string, { perRow: boolean; is: Formula }>();
  for (const { left, steps } of equationsIn(derivation)) {
    const last = steps.at(-1);
    if (left.kind !== 'name' || last?.sign !== '=') continue;
    const perRow = left.indices.some((index) => index.kind === 'name' && index.name === row);
    formulas.set(left.name, { perRow, is: last.formula });
  }
  return formulas;
}

/** What holds everywhere. */
export const equationsIn = (derivation: Derivation): readonly Equation[] =>
  derivation.sections
    .filter((section) => section.id !== 'last-forms')
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'equations' && !block.atSolution ? block.equations : []));

/** ∂J with respect to parameters, of the model as written, and to θ, as the program has it. */
function derivatives(analysis: Analysis, program: Values): ReadonlyMap<string, Tensor> {
  const { graph, objective, parameters } = analysis.model;
  const slopes = gradient(
    graph,
    objective,
    parameters.map((p) => p.symbol),
  );
  const inTheta = (node: Node): Tensor => {
    const value = analysis.model.parameters.map(
      (p) => [p.symbol, program.value(p.constrained)] as const,
    );
    const known = new Map<Node, Tensor>(value);
    return present(
      evaluate([node], {
        rows,
        valueOf: (symbol) => known.get(symbol) ?? program.value(symbol),
      })[0],
    );
  };
  return new Map([
    ...parameters.map((p, k) => [p.name, inTheta(present(slopes[k]))] as const),
    ...parameters.map(
      (p, k) => [thetaName(p.name), program.value(present(analysis.program.gradient[k]))] as const,
    ),
  ]);
}
