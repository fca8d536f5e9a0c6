import type { PassStep, PassStepKind, PassStepOf } from './derivation/index.ts';
import type { Provenance } from './graph/index.ts';
import { type Node } from './graph/index.ts';
import type { ModelGraph } from './model/index.ts';
import { passes, startOf, type Maths, type PassObserver } from './passes.ts';
import type { RewriteStep } from './rewrite/index.ts';

/** What one pass did. */
export interface PassRecord {
  readonly name: string;
  readonly because: string;
  readonly maths: Maths;
  readonly rewrites: readonly RewriteStep[];
  readonly steps: readonly PassStep[];
}

/** Runs the passes; records their steps, and in the model's provenance what each made of what. */
export function runPasses(model: ModelGraph): PassRecord[] {
  let maths = startOf(model);
  return passes.map(({ name, because, run }) => {
    const recorder = new Recorder(name.replaceAll(' ', '-'), model.provenance);
    maths = run(maths, { graph: model.graph, model, observer: recorder.observer });
    const { steps } = recorder;
    const rewrites = steps.filter((step) => step.kind === 'rewrite');
    return { name, because, maths, rewrites, steps };
  });
}

type Unnumbered<K extends PassStepKind> = Omit<PassStepOf<K>, 'id' | 'kind'>;

class Recorder {
  readonly steps: PassStep[] = [];
  readonly #pass: string;
  readonly #provenance: Provenance;

  constructor(pass: string, provenance: Provenance) {
    this.#pass = pass;
    this.#provenance = provenance;
  }

  readonly observer: PassObserver = {
    substituted: ({ symbol, constrained }) => {
      if (constrained.kind === 'symbol') return;
      const step = this.#add('substitution', { before: symbol, after: constrained });
      this.#provenance.derive(symbol, constrained, step);
    },
    rewritten: (rewrite) => {
      const step = this.#add('rewrite', rewrite);
      this.#provenance.derive(rewrite.before, rewrite.after, step);
    },
    rebuilt: (before, after) => this.#provenance.derive(before, after),
    visited: (node: Node, adjoint, contributions) => {
      if (contributions.length === 0) return this.#provenance.derive(node, adjoint);
      const step = this.#add('chain-rule', { node, adjoint, contributions });
      this.#provenance.derive(node, adjoint, step);
      for (const each of contributions) this.#provenance.derive(node, each.adjoint, step);
    },
  };

  #add<K extends PassStepKind>(kind: K, what: Unnumbered<K>): string {
    const id = `${this.#pass}-${this.steps.length + 1}`;
    this.steps.push({ kind, id, ...what } as PassStepOf<K>);
    return id;
  }
}
