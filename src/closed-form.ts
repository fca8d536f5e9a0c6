import { volume } from './base/shape.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import type { Source } from './base/source.ts';
import { present } from './base/invariant.ts';
import { compile, type CompileOptions } from './compile.ts';
import { instantiate } from './emit/typescript/index.ts';
import { filled, substitute, type Node, type Symbol } from './graph/index.ts';
import { lower, type Program } from './lower/index.ts';
import type { ModelGraph } from './model/index.ts';
import {
  fit,
  stops,
  type Data,
  type FitData,
  type FitResult,
  type Model,
  type Params,
  type PreparedData,
} from './runtime/index.ts';
import { throwAll } from './runtime/problem.ts';
import { takeData } from './runtime/take-data.ts';
import { nest } from './runtime/values.ts';
import {
  estimate,
  faultDiagnostics,
  solve,
  unsolvedDiagnostics,
  type ClosedForm,
  type Fault,
  type Prepare,
} from './solve/index.ts';

/** A model in this process with the solution of ∇J = 0, as far as there is one. */
export interface SolvedModel {
  readonly model: Model;
  readonly closedForm: ClosedForm;
  /** What keeps ∇J = 0 from being solved; empty where it is solved for all parameters. */
  readonly problems: readonly Diagnostic[];
  /** The parameters where ∇J = 0 for the data; faults where these have no minimum there. */
  readonly estimate: (data: FitData) => ClosedFormEstimate;
  /**
   * What `fit` gives, without a search. Throws a `FluxionError` where ∇J = 0 is not solved for all parameters, or
   * its solution for the data is no minimum inside the domain.
   */
  readonly fit: (data: FitData) => FitResult;
}

export interface ClosedFormEstimate {
  /** Those parameters that have a value. */
  readonly params: Params;
  readonly faults: readonly Fault[];
}

/** Compiles a model, and solves ∇J = 0 for its parameters. Throws what `compile` throws. */
export function compileClosedForm(
  text: string | Source,
  options: CompileOptions = {},
): SolvedModel {
  const compilation = compile(text, options);
  const { source } = compilation.model;
  const closedForm = solve(compilation.model);
  const problems = unsolvedDiagnostics(closedForm, source);
  const model = compilation.instantiate();
  const estimateFrom = (data: Data): ClosedFormEstimate => {
    const prepare = preparing(compilation.program, compilation.model, data);
    const { values, faults } = estimate(closedForm.solutions, prepare);
    const params = [...values].map(([p, numbers]) => [p.name, nest(numbers, p.shape)]);
    return { params: Object.fromEntries(params) as Params, faults };
  };
  return {
    model,
    closedForm,
    problems,
    estimate: (data) => estimateFrom(takeData(model.layout, data).data),
    fit: (data) => {
      throwAll(problems);
      const prepared = takeData(model.layout, data);
      const { params, faults } = estimateFrom(prepared.data);
      throwAll(faultDiagnostics(faults, source));
      return resultOf(model, prepared, params);
    },
  };
}

/** A fit that ends where it starts. */
function resultOf(model: Model, prepared: PreparedData, params: Params): FitResult {
  const result = fit(model, prepared, { start: params, epochs: 0 });
  if (result.reason === 'start') return result;
  const reason = 'closed form';
  return { ...result, params, reason, ...stops[reason], optimizer: { name: reason, settings: {} } };
}

/**
 * Computes nodes over the data by generated code: as the gradient of a program whose θ are the parameters in their
 * own space and, after them, one place for each node.
 */
const preparing =
  (program: Program, { graph, parameters }: ModelGraph, data: Data): Prepare =>
  (nodes) => {
    // A space keeps these names apart from those of a model.
    const given = parameters.map((p) =>
      graph.symbol(`value of ${p.name}`, 'theta', p.shape, p.domain),
    );
    const places = nodes.map((node, k) =>
      graph.symbol(`node ${k} of ${node.shape}`, 'theta', node.shape, { kind: 'real' }),
    );
    const own = new Map<Node, Node>(parameters.map((p, k) => [p.symbol, present(given[k])]));
    const gradient = [
      ...given.map((symbol) => filled(graph, 0, symbol.shape)),
      ...substitute(graph, nodes, own),
    ];
    const derived = programOf(program, [...given, ...places], gradient);
    const { objectiveAndGradient } = instantiate(derived, lower(derived));
    const { parameters: layouts, size } = derived.layout;
    const rows = { from: 0, to: data.rows, order: null };
    return (values) => {
      const theta = new Float64Array(size);
      const out = new Float64Array(size);
      parameters.forEach((p, k) => theta.set(values.get(p) ?? [], present(layouts[k]).offset));
      objectiveAndGradient(theta, data, rows, out);
      return layouts
        .slice(parameters.length)
        .map(({ offset, size: length }) => out.slice(offset, offset + length));
    };
  };

/** A program that computes nodes of the shapes of θ as its gradient, and nothing else. */
function programOf(like: Program, theta: readonly Symbol[], gradient: readonly Node[]): Program {
  let size = 0;
  const parameters = theta.map(({ name, shape, domain }) => {
    const inner = shape.filter((axis) => axis !== 'rows');
    const length = volume(inner);
    const offset = size;
    size += length;
    return { name, shape: inner, domain, offset, size: length };
  });
  return {
    ...like,
    layout: { ...like.layout, size, parameters, outputs: [] },
    starts: new Map(),
    theta,
    objective: like.graph.constant(0),
    gradient,
    logLikelihood: null,
    logPrior: null,
    outputs: [],
    draws: [],
    names: new Map(),
  };
}
