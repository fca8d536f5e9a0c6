import { position } from '../../base/source.ts';
import type { Place, Trace, TracedEquation, TracedStep } from './traced.ts';
import type { ModelGraph } from '../../model/index.ts';
import type { PassStep } from './pass-step.ts';
import { tell, type Told } from './tell.ts';
import { writerOf, type Traceable, type Writer } from './writer.ts';
import type { Node } from '../../graph/index.ts';

/** What the passes did to a model, step by step, as formulas. */
export function traceOf(analysis: Traceable): Trace {
  const writer = writerOf(analysis);
  const passes = analysis.records.map(({ name, because, steps }) => ({
    name,
    because,
    steps: steps.map((step) =>
      numbered(analysis.model, name, step, (tell[step.kind] as Tell)(writer, step)),
    ),
  }));
  return { names: writer.parts.map((part) => nameOf(writer, part)), passes };
}

type Tell = (w: Writer, step: PassStep) => Told;

const nameOf = (w: Writer, node: Node): TracedEquation => ({
  left: w.write(node),
  sign: '=',
  right: w.write(node, [node]),
});

const numbered = (model: ModelGraph, pass: string, step: PassStep, told: Told): TracedStep => ({
  id: step.id,
  pass,
  kind: step.kind,
  ...told,
  place: placeOf(model, step),
});

/** The text of the model that a step is about. */
function placeOf({ provenance, source }: ModelGraph, step: PassStep): Place | null {
  const span = provenance.of('node' in step ? step.node : step.before)?.span;
  if (!span) return null;
  const { line, column } = position(source, span.start);
  return { ...span, line, column, text: source.text.slice(span.start, span.end) };
}
