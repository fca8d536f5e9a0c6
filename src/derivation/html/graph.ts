import { present } from '../../base/invariant.ts';
import type { Computation, Quantity, QuantityKind } from '../computation.ts';
import { adjointOf, partial } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { printFormula } from '../text/set.ts';
import { drawArrow, frame, lettersIn, placed, plateMarkup, size } from './draw.ts';
import type { Box, Layout } from './layout.ts';
import { quantityId, type Links } from './links.ts';
import { element, nothing, type Content, type Markup } from './markup.ts';
import type { MathSetter } from './mathml.ts';
import type { Setting } from './setting.ts';
import type { Chapter } from './outline.ts';
import { derivativeBy, nameOf } from './subject.ts';

const drawing = 'computation';

/** A quantity with what is written in its box. */
interface Vertex {
  readonly quantity: Quantity;
  /** ∂J/∂w of a parameter, δ of a definition. */
  readonly derivative: Formula | null;
  readonly box: Box;
}

/** The graph of the computation: forward to J, and the derivatives that flow back. */
export function graphMarkup(
  computation: Computation,
  chapters: readonly Chapter[],
  { layOut, links, math }: Setting,
): Markup {
  const { quantities, uses } = computation;
  const vertices = quantities.map((quantity) => vertexOf(quantity, computation));
  const layout = layOut(
    vertices.map(({ box }) => box),
    uses,
  );
  const arrows = uses.map(({ active }, k) => {
    const { forward, backward } = present(layout.arrows[k]);
    return [
      drawArrow(drawing, forward, 'forward'),
      ...(active ? [drawArrow(drawing, backward, 'backward')] : []),
    ];
  });
  const context = { layout, addresses: addressesOf(chapters), links, math };
  const nodes = vertices.map((vertex, k) => nodeMarkup(vertex, quantityId(k), context));
  return figure(layout, [plateMarkup(layout, computation.rows, math), arrows, nodes]);
}

const figure = (layout: Layout, content: Content): Markup =>
  element(
    'figure',
    { class: 'graph' },
    element(
      'div',
      { class: 'scroll' },
      frame(
        drawing,
        'The computation, from the data and the parameters to the objective',
        layout,
        content,
      ),
    ),
    element(
      'figcaption',
      {},
      'What is computed from what. ',
      element('span', { class: 'key forward' }, 'Forward'),
      ' values flow to the objective, ',
      element('span', { class: 'key backward' }, 'backward'),
      ' derivatives to the parameters',
      layout.plate ? '; on the plate stands what there is one of for each row.' : '.',
    ),
  );

function vertexOf(quantity: Quantity, { quantities, uses }: Computation): Vertex {
  const { id, formula, perRow } = quantity;
  const isActive = uses.some((use) => use.from === id && use.active);
  const objective = present(quantities.at(-1)).formula;
  const derivative = isActive ? derivativeOf(quantity, objective) : null;
  const isFraction = derivative?.kind === 'partial';
  const letters = [formula, ...(derivative && !isFraction ? [derivative] : [])].map(lettersIn);
  const below = derivative ? (isFraction ? size.fraction : size.line) : 0;
  const width = Math.max(2, ...letters) * size.letter + size.around;
  return {
    quantity,
    derivative,
    box: { id, width, height: size.line + 12 + below, onPlate: perRow },
  };
}

/** What flows back to a quantity. */
const derivatives: {
  readonly [K in QuantityKind]: ((of: Formula, objective: Formula) => Formula) | null;
} = {
  data: null,
  hyper: null,
  parameter: (of, objective) => partial(objective, of),
  definition: (of) => adjointOf(of),
  term: null,
  objective: null,
};

const derivativeOf = ({ kind, formula }: Quantity, objective: Formula): Formula | null =>
  derivatives[kind]?.(formula, objective) ?? null;

/** The equation that says a quantity or a derivative last. */
const addressesOf = (chapters: readonly Chapter[]): ReadonlyMap<string, string> =>
  new Map(
    chapters.flatMap(({ equations }) =>
      [...equations.values()].flatMap(({ id, subject }) =>
        subject === null ? [] : [[subject, id] as const],
      ),
    ),
  );

interface Context {
  readonly layout: Layout;
  readonly addresses: ReadonlyMap<string, string>;
  readonly links: Links;
  readonly math: MathSetter;
}

function nodeMarkup({ quantity, derivative, box }: Vertex, id: string, c: Context): Markup {
  const rectangle = placed(present(c.layout.boxes.get(box.id)));
  const linked = c.links.ofQuantity(quantity);
  const key = nameOf(quantity.formula);
  const label = (formula: Formula, address: string | undefined): Markup => {
    const href = address === undefined ? undefined : `#${address}`;
    if (href === undefined) return element('span', {}, c.math.inline(formula));
    return element('a', { href, title: printFormula(formula) }, c.math.inline(formula));
  };
  const value = (key !== null && c.addresses.get(key)) || linked[0];
  const back = key === null ? undefined : c.addresses.get(derivativeBy(key));
  return element(
    'g',
    { class: `node ${quantity.kind}`, id, 'data-links': linked.join(' ') || undefined },
    element('rect', { ...rectangle, rx: quantity.kind === 'data' ? 18 : 5 }),
    element(
      'foreignObject',
      rectangle,
      element(
        'div',
        { class: 'label' },
        label(quantity.formula, value),
        derivative ? element('small', {}, label(derivative, back)) : nothing,
      ),
    ),
  );
}
