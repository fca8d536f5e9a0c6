import { position, type Source, type Span } from '../base/source.ts';
import type { PassStep, PassStepOf } from '../derivation/index.ts';
import { childrenOf, stepsOf, type Node, type Origin, type Provenance } from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import { stepsIn, type Compiled } from './compiled.ts';

/** A part of the model's text: offsets, and line and column from 1. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

type ChainRule = PassStepOf<'chain-rule'>;

/**
 * Finds the texts and the steps that nodes come from. A node is one object wherever it is used: what the
 * derivatives alone are made of comes from the chain rule, and of what is a value, too, that is not told.
 */
export class History {
  readonly #provenance: Provenance;
  readonly #source: Source;
  readonly #steps: ReadonlyMap<string, PassStep>;

  constructor(compiled: Compiled) {
    this.#provenance = compiled.model.provenance;
    this.#source = compiled.model.source;
    this.#steps = new Map(stepsIn(compiled).map((step) => [step.id, step]));
  }

  /** The text that says a node; where none says it as a whole, the texts of its parts, in order. */
  placesOf(node: Node, by: readonly Parameter[]): TextPlace[] {
    const origins = this.#outermost(node, (o) => o.span !== null && this.#isTold(o, by));
    const spans = origins.flatMap(({ span }) => (span ? [span] : []));
    return withoutInner(spans).map((span) => placeOf(this.#source, span));
  }

  /**
   * The steps that led to a node, in the order in which they were made: what became of its text, and how
   * the chain rule came there. `by` are the parameters of the derivatives that it is a part of, if it is
   * no part of anything else.
   */
  stepsOf(node: Node, by: readonly Parameter[]): string[] {
    const found = new Set<string>();
    for (const origin of this.#outermost(node, (o) => o.step !== null && this.#isTold(o, by)))
      this.#collect(origin, found);
    if (by.length > 0 && ![...found].some((id) => this.#chainRule(id)))
      by.forEach(({ theta }) => this.#collectFor(theta, found));
    return [...this.#steps.keys()].filter((id) => found.has(id));
  }

  #isTold(origin: Origin, by: readonly Parameter[]): boolean {
    return by.length > 0 || !stepsOf(origin).some((id) => this.#chainRule(id));
  }

  /** The origin of a node if it will do; else those of the outermost nodes below it that will. */
  #outermost(node: Node, willDo: (origin: Origin) => boolean): Origin[] {
    const found: Origin[] = [];
    const seen = new Set<Node>([node]);
    for (const next of seen) {
      const origin = this.#provenance.of(next);
      if (origin && willDo(origin)) found.push(origin);
      else childrenOf(next).forEach((child) => seen.add(child));
    }
    return found;
  }

  #collect(origin: Origin, found: Set<string>): void {
    for (let at: Origin | null = origin; at; at = at.from) {
      if (at.step === null || found.has(at.step)) continue;
      found.add(at.step);
      const step = this.#chainRule(at.step);
      if (step) this.#collectAdjoint(step, found);
    }
  }

  /** What a node gets of its derivative comes from those that use it. */
  #collectAdjoint({ id, adjoint }: ChainRule, found: Set<string>): void {
    const own = this.#provenance.of(adjoint);
    // The sum of what several of them pass has the step of the node itself.
    const parts = own?.step === id ? childrenOf(adjoint) : [adjoint];
    for (const origin of parts.map((part) => this.#provenance.of(part))) {
      if (origin?.step && this.#chainRule(origin.step)) this.#collect(origin, found);
    }
  }

  /** All that is passed to a parameter. */
  #collectFor(theta: Node, found: Set<string>): void {
    for (const step of this.#steps.values()) {
      if (step.kind !== 'chain-rule' || !step.contributions.some(({ to }) => to === theta))
        continue;
      found.add(step.id);
      this.#collectAdjoint(step, found);
    }
  }

  #chainRule(id: string): ChainRule | null {
    const step = this.#steps.get(id);
    return step?.kind === 'chain-rule' ? step : null;
  }
}

/** Spans in order, each once, and none that lies inside another. */
function withoutInner(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (!kept.some(({ start, end }) => start <= span.start && span.end <= end)) kept.push(span);
  }
  return kept;
}

function placeOf(source: Source, { start, end }: Span): TextPlace {
  const { line, column } = position(source, start);
  return { start, end, line, column, text: source.text.slice(start, end) };
}
