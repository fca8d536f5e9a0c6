import { present } from '../../base/invariant.ts';
import type { Block, Equation, Sentence, Step } from '../derivation.ts';
import type { Formula } from '../formula/formula.ts';
import { printFormula } from '../text/set.ts';
import { relationSign } from '../latex/set.ts';
import type { Links } from './links.ts';
import { element, nothing, type Content, type Markup } from './markup.ts';
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
  { equation, id, number, subject }: Numbered,
  links: Links,
  math: MathSetter,
): Markup {
  const linked = links.ofEquation(subject);
  return element(
    'div',
    {
      class: `equation${widthOf(equation.left)}`,
      id,
      'data-links': linked.join(' ') || undefined,
    },
    sidesMarkup(equation, math),
    element(
      'a',
      { class: 'tag', href: `#${id}`, 'aria-label': `Equation ${number}` },
      `(${number})`,
    ),
  );
}

/** Equations that have no numbers. */
export const alignedMarkup = (equations: readonly Equation[], { math }: Setting): Markup =>
  element(
    'div',
    { class: 'equations' },
    equations.map((equation) =>
      element(
        'div',
        { class: `unnumbered equation${widthOf(equation.left)}` },
        sidesMarkup(equation, math),
      ),
    ),
  );

const sidesMarkup = ({ left, steps, rules = [] }: Equation, math: MathSetter): Content => [
  element('span', { class: 'left' }, math.display(left)),
  steps.map((step) => sideMarkup(step, math)),
  rulesMarkup(rules, math),
];

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

/** To how many digits a side agrees with those before it. */
const digitsOf = ({ digits }: Step): string | undefined =>
  typeof digits === 'number' ? `computed anew: agrees to ${digits} digits` : undefined;

const sideMarkup = (step: Step, math: MathSetter): Markup =>
  element(
    'span',
    { class: 'side', title: digitsOf(step) },
    element('span', { class: 'sign' }, math.sign(relationSign(step.sign))),
    element('span', { class: 'right' }, math.display(step.formula)),
  );
