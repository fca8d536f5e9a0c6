import type { Node, Symbol } from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';

/**
 * How ∇J = 0 is solved for one parameter, as equations that follow from each other. Each can be shown,
 * and evaluated at any values of the parameters: `equation` stands for equation = 0, of the shape of the
 * parameter.
 */
export type Step =
  /** ∂J/∂w = 0. */
  | { readonly kind: 'gradient'; readonly equation: Node }
  /** The values that other parameters have at their own solutions are put in. */
  | {
      readonly kind: 'substitute';
      readonly symbol: Symbol;
      readonly value: Node;
      readonly equation: Node;
    }
  /** Both sides times a factor that is proved positive, products multiplied out. */
  | { readonly kind: 'multiply'; readonly factor: Node; readonly equation: Node }
  /** slope·unknown + constant = 0, neither of which holds the parameter. */
  | {
      readonly kind: 'collect';
      readonly unknown: Node;
      readonly slope: Node;
      readonly constant: Node;
    }
  /** unknown = value: of the parameter itself, a power of it or a function of it. */
  | { readonly kind: 'isolate'; readonly unknown: Node; readonly value: Node }
  /** parameter = value: the root, or the inverse function, of what was isolated. */
  | { readonly kind: 'invert'; readonly value: Node }
  /**
   * θₖ·∂J/∂θₖ = level·θₖ − countsₖ for a simplex θ: with the multiplier of Σ θ = 1 it is the same multiple of
   * θₖ for every k, so that θₖ ∝ countsₖ.
   */
  | { readonly kind: 'multiplier'; readonly counts: Node; readonly level: Node };

export type StepKind = Step['kind'];

/** What must hold of the data, and is checked when they are known. */
export type Condition =
  /** Every element is > 0, or the stationary point is no minimum. */
  | { readonly kind: 'positive'; readonly node: Node }
  /** The matrix of the normal equations is positive definite, or the stationary point is no minimum. */
  | { readonly kind: 'definite' }
  /** A value lies between bounds, or the parameter has none inside its domain; null where there is none to tell. */
  | {
      readonly kind: 'inside';
      readonly of: Parameter;
      /** What a function of the parameter is to be; null where it is the parameter itself. */
      readonly value: Node | null;
      readonly lower: number | null;
      readonly upper: number | null;
      /** It is proved to lie between or on them. */
      readonly isBorder: boolean;
    };

/**
 * What a stationary point is for J as a function of the parameters of a solution, whatever the others are; `data`
 * where the conditions tell whether it is a minimum or a maximum; `inflection` where J rises, or falls, on both sides.
 */
export type NatureKind = 'minimum' | 'maximum' | 'saddle' | 'inflection' | 'data';

export interface Nature {
  readonly kind: NatureKind;
  /**
   * The second derivative at any point: ∂²J/∂w² of each element; for a linear system d²/dt² J(β + t·δ) along
   * the direction `direction`. Null where it is not written in closed form.
   */
  readonly secondDerivative: Node | null;
  /** The same at the solution; null where it is the same everywhere. */
  readonly atSolution: Node | null;
  /** The symbols δ of a linear system, one for each of its parameters. */
  readonly direction: readonly Symbol[];
  /**
   * - `sign`: ∂J/∂w times a positive factor is slope·(increasing function of w − value), so that J falls on one side
   *   of the only solution and rises on the other;
   * - `convex`: the second derivative has one sign everywhere, as a sum of squares has;
   * - `constant`: the second derivative is the same everywhere, and `kind` is told by its sign along all directions.
   */
  readonly proof: 'sign' | 'convex' | 'constant';
}

interface Base {
  /** What the values of the solution are made of besides data: parameters that are solved before. */
  readonly given: readonly Parameter[];
  readonly nature: Nature;
  readonly conditions: readonly Condition[];
}

/** A parameter element by element. */
export interface ElementSolution extends Base {
  readonly method: 'affine' | 'power' | 'function';
  readonly parameter: Parameter;
  readonly steps: readonly Step[];
  /** Over sums of the data and the parameters `given`. */
  readonly value: Node;
}

/** Probabilities as shares of counts. */
export interface SimplexSolution extends Base {
  readonly method: 'simplex';
  readonly parameter: Parameter;
  readonly steps: readonly Step[];
  readonly value: Node;
}

/** The normal equations: matrix·β = −constants, β the elements of the parameters one after the other. */
export interface LinearSolution extends Base {
  readonly method: 'linear system';
  readonly parameters: readonly Parameter[];
  /** The equations, each the positive `factor` times ∂J/∂parameter. */
  readonly equations: readonly LinearEquation[];
}

export interface LinearEquation {
  readonly parameter: Parameter;
  readonly steps: readonly Step[];
  /** What is 0 at the solution, not multiplied out: its value is what is left of the equation. */
  readonly residual: Node;
  /** For each parameter of the system: of the shape of this one, then of that one. */
  readonly coefficients: readonly Node[];
  /** What the equation is where all parameters of the system are 0. */
  readonly constant: Node;
}

export type Solution = ElementSolution | SimplexSolution | LinearSolution;

/** Why an equation was not solved for its parameter. */
export type Reason =
  /** The parameter stands in a function, or in a power with another base, that has no way back. */
  | { readonly kind: 'function'; readonly node: Node }
  /** The parameter stands in several powers. */
  | { readonly kind: 'powers' }
  /** The elements of the parameter depend on each other in a way that is not linear. */
  | { readonly kind: 'coupled' }
  /** ∇J is 0 whatever the value is: the objective is the same for every value. */
  | { readonly kind: 'absent' }
  /** ∂J/∂w has this sign, and is 0 nowhere in the domain. */
  | { readonly kind: 'never'; readonly sign: 'positive' | 'negative' }
  /** ∂J/∂w times a positive factor does not depend on the parameter. */
  | { readonly kind: 'level' }
  /** The equations of a linear system follow from each other, or contradict each other. */
  | { readonly kind: 'dependent' }
  /** The only point where ∇J = 0 lies outside of the domain. */
  | { readonly kind: 'outside' }
  /** A root whose sign the domain does not tell. */
  | { readonly kind: 'root' }
  /** The domain has an order or a sum that the method does not keep. */
  | { readonly kind: 'domain' }
  /** It is solved for given values of these, which are not solved without it. */
  | { readonly kind: 'given'; readonly parameters: readonly Parameter[] };

export interface Unsolved {
  readonly parameter: Parameter;
  readonly reason: Reason;
}

/** Where ∇J = 0 is solved. */
export interface ClosedForm {
  /** J over the parameters in their own space, all rows in it: the total weight is the symbol n. */
  readonly objective: Node;
  /** In an order of evaluation: each uses only what is solved before it. */
  readonly solutions: readonly Solution[];
  /** Solved for given values of parameters that are not: no estimates, but a reader wants to know. */
  readonly partial: readonly Solution[];
  /** Parameters for which ∇J = 0 was not solved; none where the closed form is complete. */
  readonly unsolved: readonly Unsolved[];
}

export const parametersOf = (solution: Solution): readonly Parameter[] =>
  solution.method === 'linear system' ? solution.parameters : [solution.parameter];

/** The nodes whose values a condition is about. */
export const nodesOfCondition = (condition: Condition): Node[] =>
  condition.kind === 'positive' ? [condition.node] : [];
