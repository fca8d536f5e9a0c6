import { present } from '../../src/base/invariant.ts';
import { analyse, type CompileOptions } from '../../src/compile.ts';
import { gradient } from '../../src/calculus/index.ts';
import { evaluate, type Node, type Symbol, type Tensor } from '../../src/graph/index.ts';
import type { ModelGraph } from '../../src/model/index.ts';
import type { Data } from '../../src/runtime/index.ts';

/** J and ∇J at one θ. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: number[];
}

type Evaluate = (theta: ArrayLike<number>, data?: Data) => Evaluation;

/** A model by the interpreter of the graph. */
export interface Interpretations {
  /** After all passes. */
  readonly compiled: Evaluate;
  /** As the user wrote it, differentiated without any simplification. */
  readonly plain: Evaluate;
}

/** J and ∇J of a model by the interpreter of the graph. */
export function interpret(text: string, options: CompileOptions = {}): Interpretations {
  const { model, records } = analyse(text, options);
  const { objective: written } = present(records[0]).maths;
  const { objective, gradient: slopes } = present(records.at(-1)).maths;
  const thetas = model.parameters.map((parameter) => parameter.theta);
  return {
    compiled: interpreter(model, [objective, ...slopes]),
    plain: interpreter(model, [written, ...gradient(model.graph, written, thetas)]),
  };
}

function interpreter({ layout }: ModelGraph, roots: readonly Node[]): Evaluate {
  const parameters = new Map(layout.parameters.map((parameter) => [parameter.name, parameter]));
  return (theta, data = noData) => {
    const valueOf = (symbol: Symbol): Tensor => {
      if (symbol.role !== 'theta') return tensorOf(symbol, data);
      const { offset, size } = present(parameters.get(symbol.name));
      const values = Array.from({ length: size }, (_, k) => present(theta[offset + k]));
      return { shape: fixed(symbol, 0), values };
    };
    const [value, ...slopes] = evaluate(roots, { rows: data.rows, valueOf });
    return {
      value: present(present(value).values[0]),
      gradient: slopes.flatMap((tensor) => [...tensor.values]),
    };
  };
}

const noData: Data = { rows: 1, totalWeight: 1 };

const fixed = (symbol: Symbol, rows: number): number[] =>
  symbol.shape.map((axis) => (axis === 'rows' ? rows : axis));

function tensorOf(symbol: Symbol, data: Data): Tensor {
  if (symbol.role === 'total') return { shape: [], values: [data.totalWeight] };
  const given = present(data[symbol.name], `the data have ${symbol.name}`);
  const values = typeof given === 'number' ? [given] : Array.from(given);
  return { shape: fixed(symbol, data.rows), values };
}
