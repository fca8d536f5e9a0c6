import type {
  ReplayReport,
  Trace,
  TracedEquation,
  TracedStep,
  PassTrace,
} from '../trace/traced.ts';
import { alignedMarkup } from './equations.ts';
import { stepId } from './links.ts';
import { element, nothing, type Content, type Markup } from './markup.ts';
import { sentenceMarkup } from './mathml.ts';
import { stepsReplayed } from './replayed.ts';
import { folding } from './sections.ts';
import type { Setting } from './setting.ts';

/** The address of the steps of the passes. */
export const stepsId = 'section-steps';
export const stepsTitle = 'Step by step through the compiler';

/** What each pass did, folded; what only tidies is folded once more. */
export function stepsMarkup(
  trace: Trace,
  replay: ReplayReport | undefined,
  number: number,
  setting: Setting,
): Markup {
  const passes = trace.passes.filter(({ steps }) => steps.length > 0);
  if (passes.length === 0) return nothing;
  return folding(stepsId, number, stepsTitle, [
    element(
      'p',
      {},
      'What the passes of the compiler did to the objective and its gradient. Where a derivative is a sum of what comes back from several places, the sign ∋ stands before one of its terms. ',
      stepsReplayed(replay),
    ),
    passes.map((pass) => passMarkup(pass, replay, setting)),
    namesMarkup(trace, setting),
  ]);
}

const fold = (kind: string, summary: Content, content: Content): Markup =>
  element('details', { class: kind }, element('summary', {}, summary), content);

function passMarkup(
  { name, because, steps }: PassTrace,
  replay: ReplayReport | undefined,
  setting: Setting,
): Markup {
  const main = steps.filter((step) => !step.minor);
  const minor = steps.filter((step) => step.minor);
  const set = (list: readonly TracedStep[]): Markup[] =>
    list.map((step) => stepMarkup(step, replay, setting));
  return fold(
    'pass',
    [element('h3', {}, name), ' ', element('small', {}, sizeOf(steps.length))],
    [
      element('p', {}, `Since ${because}.`),
      set(main),
      minor.length > 0
        ? fold('minor', `${sizeOf(minor.length)} that only tidy`, set(minor))
        : nothing,
    ],
  );
}

const sizeOf = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`;

function stepMarkup(
  { id, rule, sentence, equations, assumptions, place }: TracedStep,
  replay: ReplayReport | undefined,
  setting: Setting,
): Markup {
  const { math, links } = setting;
  const linked = place ? links.ofSpan(place) : [];
  const address = stepId(id);
  return element(
    'div',
    { class: 'step', id: address, 'data-links': linked.join(' ') || undefined },
    element(
      'p',
      { class: 'rule' },
      element('strong', {}, rule),
      element('span', { class: 'digits' }, digitsOf(replay?.steps.get(id))),
      element('a', { class: 'tag', href: `#${address}`, 'aria-label': `Step ${id}` }, id),
    ),
    element('p', {}, sentenceMarkup(sentence, math)),
    equationsOf(equations, setting),
    assumptions.map(({ of, says, because }) =>
      element('p', { class: 'because' }, math.inline(of), ` ${says}: ${because}.`),
    ),
  );
}

const digitsOf = (digits: number | null | undefined): string =>
  digits === undefined ? '' : digits === null ? 'not replayed' : `${digits} digits`;

const equationsOf = (equations: readonly TracedEquation[], setting: Setting): Markup =>
  alignedMarkup(
    equations.map(({ left, sign, right }) => ({ left, steps: [{ sign, formula: right }] })),
    setting,
  );

/** What stands for long parts of the formulas of steps. */
const namesMarkup = ({ names }: Trace, setting: Setting): Markup =>
  names.length > 0
    ? fold('pass', element('h3', {}, 'Names in the steps'), equationsOf(names, setting))
    : nothing;
