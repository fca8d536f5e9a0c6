import type { Formula } from '../formula/formula.ts';
import { printFormula } from '../text/set.ts';
import { element, nothing, type Content, type Markup } from './markup.ts';
import type { MathSetter } from './mathml.ts';
import type { Curve, Layout, Point, Rectangle } from './layout.ts';
import type { Direction } from './route.ts';

/** A drawing under a name that is unique on its page; the label says to a reader what it is. */
export const frame = (
  name: string,
  label: string,
  { width, height }: Layout,
  ...content: Content[]
): Markup =>
  element(
    'svg',
    {
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width: round(width),
      height: round(height),
      role: 'group',
      'aria-label': label,
    },
    element('defs', {}, head(name, 'forward'), head(name, 'backward')),
    ...content,
  );

const headId = (name: string, direction: Direction): string => `${name}-${direction}`;

const head = (name: string, direction: Direction): Markup =>
  element(
    'marker',
    {
      id: headId(name, direction),
      class: `head ${direction}`,
      viewBox: '0 0 8 8',
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: 'auto',
    },
    element('path', { d: 'M1 1 7 4 1 7z' }),
  );

/** An arrow of the drawing of a name. */
export const drawArrow = (name: string, curve: Curve, direction: Direction): Markup =>
  element('path', {
    class: `arrow ${direction}`,
    d: `M${curve.map(at).join(' ').replace(' ', 'C')}`,
    'marker-end': `url(#${headId(name, direction)})`,
  });

const round = (x: number): number => Math.round(x * 10) / 10;

const at = ({ x, y }: Point): string => `${round(x)},${round(y)}`;

/** Where something stands, as attributes. */
export const placed = ({ x, y, width, height }: Rectangle) => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
});

/** Sizes in pixels: of a letter, of a line, of a fraction, and around the text of a box. */
export const size = { letter: 8.4, line: 26, fraction: 44, around: 26 } as const;

export const lettersIn = (f: Formula): number => [...printFormula(f)].length;

/** What there is one of for each row, and over which rows that is. */
export function plateMarkup({ plate }: Layout, rows: Formula, math: MathSetter): Content {
  if (!plate) return nothing;
  const corner = { ...plate, y: plate.y + plate.height - size.line, height: size.line };
  return [
    element('rect', { class: 'plate', ...placed(plate), rx: 10 }),
    element('foreignObject', placed(corner), element('div', { class: 'rows' }, math.inline(rows))),
  ];
}
