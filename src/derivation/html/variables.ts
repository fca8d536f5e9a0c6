import { present } from '../../base/invariant.ts';
import type { Block, GraphNode } from '../derivation.ts';
import { drawArrow, frame, lettersIn, placed, size } from './draw.ts';
import { element, type Markup } from './markup.ts';
import type { Chapter } from './outline.ts';
import type { Setting } from './setting.ts';

/** The variables of a directed graphical model, and which are drawn given which. */
export function variablesMarkup(
  block: Extract<Block, { kind: 'graph' }>,
  { id, section }: Chapter,
  { layOut, math }: Setting,
): Markup {
  const { nodes, edges } = block;
  const drawing = `${id}-drawing-${section.blocks.indexOf(block) + 1}`;
  const boxes = nodes.map(({ label, perRow }, k) => ({
    id: String(k),
    width: Math.max(2, lettersIn(label)) * size.letter + size.around,
    height: size.line + 16,
    onPlate: perRow,
  }));
  const layout = layOut(
    boxes,
    edges.map(({ from, to }) => ({ from: String(from), to: String(to) })),
  );
  const { plate } = layout;
  const drawn = nodes.map(({ label, role }, k) => {
    const rectangle = placed(present(layout.boxes.get(String(k))));
    return element(
      'g',
      { class: `node ${role}` },
      element('rect', { ...rectangle, rx: role === 'fixed' ? 4 : 21 }),
      element(
        'foreignObject',
        rectangle,
        element('div', { class: 'label' }, element('span', {}, math.inline(label))),
      ),
    );
  });
  return element(
    'figure',
    { class: 'graph' },
    element(
      'div',
      { class: 'scroll' },
      frame(
        drawing,
        'The variables of the model, each with arrows from those it depends on',
        layout,
        plate ? element('rect', { class: 'plate', ...placed(plate), rx: 10 }) : '',
        layout.arrows.map(({ forward }) => drawArrow(drawing, forward, 'forward')),
        drawn,
      ),
    ),
    element('figcaption', {}, captionOf(nodes)),
  );
}

const says: { readonly [R in GraphNode['role']]: string } = {
  observed: 'shaded: observed',
  unknown: 'open: unknown',
  fixed: 'square: fixed',
};

const captionOf = (nodes: readonly GraphNode[]): string => {
  const roles = [...new Set(nodes.map(({ role }) => role))].map((role) => says[role]);
  const plate = nodes.some(({ perRow }) => perRow) ? ['on the plate: one for each row'] : [];
  return `Each variable with arrows from those it depends on. ${[...roles, ...plate].join('; ')}.`;
};
