import { present } from '../../src/base/invariant.ts';
import { gradient } from '../../src/calculus/index.ts';
import { analyse, type CompileOptions } from '../../src/compile.ts';
import { evaluate, type Node, type Symbol, type Tensor } from '../../src/graph/index.ts';
import { buildModel, type ModelGraph } from '../../src/model/index.ts';
import { passes, silent, type Maths } from '../../src/passes.ts';
import type { Data, Params, Value } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';

/** J and ∇J at one point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: number[];
}

type AtTheta = (theta: ArrayLike<number>, data?: Data) => Evaluation;
type AtParams = (params: Params, data?: Data) => Evaluation;

/** A model by the interpreter of the graph. */
export interface Interpretations {
  /** After all passes. */
  readonly compiled: AtTheta;
  /** As the user wrote it, differentiated without any simplification. */
  readonly plain: AtTheta;
}

/** J and ∇J of a model by the interpreter of the graph. */
export function interpret(text: string, options: CompileOptions = {}): Interpretations {
  const { model, records } = analyse(text, options);
  const { objective: written } = present(records[0]).maths;
  const thetas = model.parameters.map((parameter) => parameter.theta);
  const offsets = new Map(model.layout.parameters.map((each) => [each.name, each]));
  const atTheta =
    (roots: readonly Node[]): AtTheta =>
    (theta, data = noData) =>
      evaluation(roots, data, ({ name }) => {
        const { offset, size } = present(offsets.get(name));
        return Array.from({ length: size }, (_, k) => present(theta[offset + k]));
      });
  return {
    compiled: atTheta(rootsOf(present(records.at(-1)).maths)),
    plain: atTheta([written, ...gradient(model.graph, written, thetas)]),
  };
}

/** J and its derivatives by the parameters in their own space, after all passes. */
export function interpretInOwnSpace(text: string, options: CompileOptions = {}): AtParams {
  const built = buildModel(parseModel({ name: 'model.fx', text }), {
    dims: options.dims ?? {},
  });
  const parameters = built.parameters.map((each) => ({
    ...each,
    theta: each.symbol,
    constrained: each.symbol,
  }));
  const roots = rootsOf(allPasses({ ...built, parameters }));
  return (params, data = noData) =>
    evaluation(roots, data, ({ name }) => flat(present(params[name], `${name} has a value`)));
}

export const flat = (value: Value): number[] =>
  typeof value === 'number' ? [value] : value.flatMap(flat);

const rootsOf = ({ objective, gradient: slopes }: Maths): Node[] => [objective, ...slopes];

function allPasses(model: ModelGraph): Maths {
  const context = {
    graph: model.graph,
    model,
    observer: silent,
  };
  return passes.reduce<Maths>((maths, pass) => pass.run(maths, context), {
    ...model,
    gradient: [],
  });
}

function evaluation(
  roots: readonly Node[],
  data: Data,
  parameter: (symbol: Symbol) => readonly number[],
): Evaluation {
  const valueOf = (symbol: Symbol): Tensor => ({
    shape: symbol.shape.map((axis) => (axis === 'rows' ? data.rows : axis)),
    values: isUnknown(symbol) ? parameter(symbol) : givenOf(symbol, data),
  });
  const [value, ...slopes] = evaluate(roots, { rows: data.rows, valueOf });
  return {
    value: present(present(value).values[0]),
    gradient: slopes.flatMap((tensor) => [...tensor.values]),
  };
}

const noData: Data = { rows: 1, totalWeight: 1 };

const isUnknown = ({ role }: Symbol): boolean => role === 'theta' || role === 'parameter';

function givenOf(symbol: Symbol, data: Data): readonly number[] {
  if (symbol.role === 'total') return [data.totalWeight];
  const given = present(data[symbol.name], `the data have ${symbol.name}`);
  return typeof given === 'number' ? [given] : Array.from(given);
}
