import { present } from '../base/invariant.ts';
import {
  constantOf,
  filled,
  Interval,
  multiply,
  plus,
  product,
  type Factor,
  type Graph,
  type Node,
  type Product,
  termsOf,
} from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import type { Condition, LinearEquation, LinearSolution, Nature } from './closed-form.ts';
import type { Outcome } from './collect.ts';
import { constantSystem } from './constant-system.ts';
import { insideConditions, isVectorDomain } from './element.ts';
import { clear, flatTerms, type Equation, type Posed } from './equation.ts';
import { quadraticKind } from './nature.ts';
import { along } from './quadratic.ts';
import { standingIn } from './standing.ts';
import { parametersIn, type Stationarity } from './stationarity.ts';

/** Solves ∂J/∂w = 0 of some parameters together where every equation is linear in all of them. */
export function solveLinear(
  context: Stationarity,
  parameters: readonly Parameter[],
  startOf: (parameter: Parameter) => Equation,
): Outcome<LinearSolution> {
  if (parameters.some(isVectorDomain)) return { reason: { kind: 'domain' } };
  const unknowns = new Set<Node>(parameters.map((p) => p.symbol));
  const cleared = systemOf(context, parameters, startOf, (start) =>
    clear(context, start, unknowns, false),
  );
  if (!cleared.solved || isSymmetric(cleared.solved)) return finish(context, cleared);
  return finish(
    context,
    systemOf(context, parameters, startOf, (start) => start),
  );
}

interface Row extends LinearEquation {
  /** The coefficients with the axes of the other parameter first. */
  readonly transposes: readonly Node[];
}

function systemOf(
  context: Stationarity,
  parameters: readonly Parameter[],
  startOf: (parameter: Parameter) => Equation,
  prepare: (start: Equation) => Equation,
): Outcome<readonly Row[]> {
  const equations: Row[] = [];
  for (const parameter of parameters) {
    const start = startOf(parameter);
    const posed = { parameter, start, equation: prepare(start) };
    const found = equationIn(context, posed, parameters);
    if (!found.solved) return found;
    equations.push(found.solved);
  }
  return { solved: equations };
}

function finish(context: Stationarity, outcome: Outcome<readonly Row[]>): Outcome<LinearSolution> {
  if (!outcome.solved) return outcome;
  const isLevel = outcome.solved.some((_, k) =>
    outcome.solved.every((row) => isZero(row.coefficients[k])),
  );
  if (isLevel) return { reason: { kind: 'level' } };
  const equations = outcome.solved.map(({ transposes: _, ...equation }) => equation);
  const parameters = equations.map((e) => e.parameter);
  const nature = natureOf(context, parameters);
  if (!nature) return { reason: { kind: 'coupled' } };
  const constant = constantSystem(equations);
  if (constant?.reason) return { reason: constant.reason };
  const nodes = equations.flatMap((e) => [...e.coefficients, e.constant]);
  return {
    solved: {
      method: 'linear system',
      parameters,
      equations,
      given: parametersIn(context, nodes),
      nature: constant ? { ...nature, kind: constant.solved } : nature,
      conditions: constant ? [] : [{ kind: 'definite' }, ...parameters.flatMap(boundsOf)],
    },
  };
}

/** The coefficients of each parameter in one equation. */
function equationIn(
  { graph: g, tidy, expansion }: Stationarity,
  { parameter, start, equation }: Posed,
  parameters: readonly Parameter[],
): Outcome<Row> {
  const symbols = new Set<Node>(parameters.map((p) => p.symbol));
  const open = expansion(symbols);
  const [coefficients, transposes] = [new Map<Node, Node[]>(), new Map<Node, Node[]>()];
  const constants: Node[] = [];
  for (const term of flatTerms(open.expand(equation.node), open)) {
    const found = term.factors.filter((f) => open.involves(f.node));
    const reason = standingIn(found.filter((f) => !symbols.has(f.node)));
    if (reason) return { reason };
    const [factor] = found;
    if (found.length > 1) return { reason: { kind: 'powers' } };
    if (!factor) {
      constants.push(product(g, term));
      continue;
    }
    append(coefficients, factor.node, coefficientOf(g, term, factor, false));
    append(transposes, factor.node, coefficientOf(g, term, factor, true));
  }
  const { shape } = parameter;
  const total = (size: readonly number[], nodes: readonly Node[]): Node =>
    tidy(plus(g, filled(g, 0, size), ...nodes));
  return {
    solved: {
      parameter,
      steps: equation.steps,
      // Term by term, so that what the factor is for cancels, and no residual is taken apart.
      residual: tidy(plus(g, ...termsOf(start.node).map((t) => multiply(g, t, equation.factor)))),
      coefficients: parameters.map((p) =>
        total([...shape, ...p.shape], coefficients.get(p.symbol) ?? []),
      ),
      transposes: parameters.map((p) =>
        total([...p.shape, ...shape], transposes.get(p.symbol) ?? []),
      ),
      constant: total(shape, constants),
    },
  };
}

function append(lists: Map<Node, Node[]>, key: Node, value: Node): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * A term without its factor w, along the axes of the equation and then those of w; transposed: along those
 * of w first.
 */
function coefficientOf(g: Graph, term: Product, factor: Factor, isTransposed: boolean): Node {
  const sizes = [...term.sizes];
  const factors = term.factors.filter((f) => f !== factor);
  const brackets = [...term.brackets];
  const axes: number[] = [];
  for (const label of factor.labels) {
    const size = present(sizes[label]);
    if (size === 'rows' || !(term.output.includes(label) || axes.includes(label))) {
      axes.push(label);
      continue;
    }
    // Element k of w in equation k alone.
    const twin = sizes.push(size) - 1;
    brackets.push({ kind: 'along', label: twin, along: label, stride: 1, offset: 0 });
    axes.push(twin);
  }
  const output = isTransposed ? [...axes, ...term.output] : [...term.output, ...axes];
  return product(g, { factors, output, sizes, brackets });
}

/** Whether each block of coefficients is the transpose of the one across the diagonal. */
const isSymmetric = (system: readonly Row[]): boolean =>
  system.every((row, i) => system.every((other, j) => row.coefficients[j] === other.transposes[i]));

const isZero = (node: Node | undefined): boolean => node !== undefined && constantOf(node) === 0;

/** What a system does not tell of the domains of its parameters. */
const boundsOf = (p: Parameter): Condition[] =>
  insideConditions({ of: p, value: null }, p.symbol.range, Interval.real) ?? [];

/**
 * d²/dt² J(β + t·δ): where it is nowhere negative, J is convex along every line. Null where J is not written as
 * a polynomial of degree 2, though its derivative is linear: it may jump.
 */
function natureOf(
  { graph: g, objective, tidy }: Stationarity,
  parameters: readonly Parameter[],
): Nature | null {
  // Names that no model can have.
  const direction = parameters.map(({ name, shape }) =>
    g.symbol(`δ ${name}`, 'hyper', shape, { kind: 'real' }),
  );
  const directions = new Map<Node, Node>(
    parameters.map(({ symbol }, k) => [symbol, present(direction[k])]),
  );
  const second = along(g, directions).curvature(objective);
  if (!second) return null;
  const kind = quadraticKind(second);
  const proof = kind === 'data' ? 'constant' : 'convex';
  return { kind, secondDerivative: tidy(second), atSolution: null, direction, proof };
}
