import type { Node } from '../graph/index.ts';
import type { NatureKind } from '../solve/index.ts';
import type { Formula } from './formula/formula.ts';
import type { ReplayReport, Trace } from './trace/traced.ts';

/** A right-hand side. */
export interface Step {
  readonly sign: '=' | '≟' | '~' | '∝' | '∈' | '∋' | '→';
  readonly formula: Formula;
  /** The graph that the formula was made of, where it was computed. */
  readonly node?: Node;
  /** After a replay: the digits to which it agrees with the sides before it; null where it has no value. */
  readonly digits?: number | null;
}

/** a = b = c. */
export interface Equation {
  readonly left: Formula;
  readonly steps: readonly Step[];
  /** The rules of differentiation that lead to it, each once, from the outside in. */
  readonly rules?: readonly Sentence[];
}

/** Text with formulas in it. */
export type Sentence = readonly (string | Formula)[];

export type Block =
  /** `claim`: what the sentence says of J, where it is more than words. */
  | { readonly kind: 'text'; readonly sentence: Sentence; readonly claim?: Claim }
  /** `stacked`: each right-hand side on a line of its own. */
  | {
      readonly kind: 'equations';
      readonly equations: readonly Equation[];
      readonly stacked: boolean;
      /** They hold where ∇J = 0, and not elsewhere. */
      readonly atSolution?: AtSolution;
    }
  | {
      readonly kind: 'graph';
      readonly nodes: readonly GraphNode[];
      readonly edges: readonly Edge[];
    };

/** What is said of J as a function of some parameters. */
export interface Claim {
  /**
   * What J has at the solution, `data` where the data tell; `rises`, `falls`: with the parameters everywhere; `absent`:
   * J is the same for all of their values.
   */
  readonly kind: NatureKind | 'rises' | 'falls' | 'absent';
  readonly at: AtSolution;
  /** Relations without which it does not hold. */
  readonly where: readonly Formula[];
  /** After a replay: whether it held wherever it was tried; null where it was not tried. */
  readonly held?: boolean | null;
}

/** Where ∂J/∂w = 0 is solved for some parameters w. */
export interface AtSolution {
  /** The parameters that are solved for together, by name. */
  readonly parameters: readonly string[];
  /** Those that are put in as solved for, and move along where these move. */
  readonly moving: readonly string[];
  /** For any values of parameters that are not solved for. */
  readonly isPartial: boolean;
}

/** A quantity in a directed graph. */
export interface GraphNode {
  readonly label: Formula;
  readonly role: 'observed' | 'unknown' | 'fixed';
  /** There is one for each row. */
  readonly perRow: boolean;
}

/** An arrow, by the places of its ends among the nodes. */
export interface Edge {
  readonly from: number;
  readonly to: number;
}

export type SectionId =
  | 'model'
  | 'density'
  | 'likelihood'
  | 'log-likelihood'
  | 'objective'
  | 'known-loss'
  | 'divergence'
  | 'definitions'
  | 'chain-rule'
  | 'gradient'
  | 'closed-form'
  | 'last-forms'
  | 'steps';

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** How a model becomes a gradient, from its statements to what is computed: data for views. */
export interface Derivation {
  /** The model's name. */
  readonly name: string;
  readonly sections: readonly Section[];
  /** What the passes of the compiler did, step by step. */
  readonly trace: Trace;
  /** How the steps fared when they were computed anew; absent where they were not. */
  readonly replay?: ReplayReport;
}

export const text = (...sentence: Sentence): Block => ({ kind: 'text', sentence });

export const claim = (of: Claim, ...sentence: Sentence): Block => ({
  kind: 'text',
  sentence,
  claim: of,
});

export const equations = (
  list: readonly Equation[],
  stacked = false,
): Extract<Block, { kind: 'equations' }> => ({
  kind: 'equations',
  equations: list,
  stacked,
});

export const equation = (left: Formula, ...steps: readonly (Step | Formula)[]): Equation => ({
  left,
  steps: withoutRepeats(
    steps.map((step) => ('sign' in step && 'formula' in step ? step : is(step))),
  ),
});

/** An equation and the rules of differentiation that lead to it. */
export const derivative = (
  rules: readonly Sentence[],
  left: Formula,
  ...steps: readonly (Step | Formula)[]
): Equation => ({ ...equation(left, ...steps), rules });

/** Without a step that the next one says again. */
const withoutRepeats = (steps: readonly Step[]): Step[] =>
  steps.filter(({ formula }, k) => {
    const next = steps[k + 1];
    return !next || JSON.stringify(next.formula) !== JSON.stringify(formula);
  });

export const is = (formula: Formula, node?: Node): Step => ({
  sign: '=',
  formula,
  ...(node && { node }),
});
