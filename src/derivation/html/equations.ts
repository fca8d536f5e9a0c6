import { present } from '../../base/invariant.ts';
import type { Block, Sentence, Step } from '../derivation.ts';
import type { Formula } from '../formula/formula.ts';
import { printFormula } from '../text/set.ts';
import { relationSign } from '../latex/set.ts';
import type { Links } from './links.ts';
import { element, nothing, type Markup } from './markup.ts';
import { sentenceMarkup, type MathSetter } from './mathml.ts';
import type { Chapter, Numbered } from './outline.ts';
import type { Setting } from './setting.ts';

type Equations = Extract<Block, { kind: 'equations' }>;

/** Equations under each other, aligned at their signs, each with its number. */
export const equationsMarkup = (
  { equations }: Equations,
  chapter: Chapter,
  { links, math }: Setting,
): Markup =>
  element(
    'div',
    { class: 'equations' },
    equations.map((each) => equationMarkup(present(chapter.equations.get(each)), links, math)),
  );

function equationMarkup(
  { equation: { left, steps, rules = [] }, id, number, subject }: Numbered,
  links: Links,
  math: MathSetter,
): Markup {
  const linked = links.ofEquation(subject);
  return element(
    'div',
    {
      class: `equation${widthOf(left)}`,
      id,
      'data-links': linked.join(' ') || undefined,
    },
    element('span', { class: 'left' }, math.display(left)),
    steps.map((step) => sideMarkup(step, math)),
    rulesMarkup(rules, math),
    element(
      'a',
      { class: 'tag', href: `#${id}`, 'aria-label': `Equation ${number}` },
      `(${number})`,
    ),
  );
}

/** Left sides with more letters stand above their right sides: always, or on narrow screens. */
const mostLetters = { wide: 26, middle: 5 } as const;

function widthOf(left: Formula): string {
  const letters = [...printFormula(left)].length;
  return letters > mostLetters.wide ? ' wide' : letters > mostLetters.middle ? ' middle' : '';
}

/** The rules of differentiation below the right sides. */
function rulesMarkup(rules: readonly Sentence[], math: MathSetter): Markup {
  if (rules.length === 0) return nothing;
  const items = rules.map((rule, k) => [k > 0 ? '; ' : '', sentenceMarkup(rule, math)]);
  return element('span', { class: 'reason' }, 'by ', items);
}

const sideMarkup = (step: Step, math: MathSetter): Markup =>
  element(
    'span',
    { class: 'side' },
    element('span', { class: 'sign' }, math.sign(relationSign(step.sign))),
    element('span', { class: 'right' }, math.display(step.formula)),
  );
