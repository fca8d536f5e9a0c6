import { present } from '../../base/invariant.ts';
import type { Arrow, Curve, Point, Rectangle } from './layout.ts';

/** The greatest distance in pixels between the ends of arrows at a box. */
const most = 18;

/**
 * The points that arrows go by, from left to right: each leaves a box in the middle of its right side,
 * and arrives where the left side is shared out.
 */
export const routesOf = (
  arrows: readonly Arrow[],
  between: readonly (readonly Point[])[],
  places: ReadonlyMap<string, Rectangle>,
): Point[][] =>
  arrows.map(({ from, to }, k) => {
    const [source, target] = [present(places.get(from)), present(places.get(to))];
    const beside = arrows.filter((other) => other.to === to).map((other) => other.from);
    const heightOf = (id: string): number => middleOf(present(places.get(id)));
    const ranked = beside.toSorted((a, b) => heightOf(a) - heightOf(b));
    const share = (ranked.indexOf(from) + 1) / (ranked.length + 1);
    const spread = Math.min(target.height - 12, most * (ranked.length + 1));
    const end = { x: target.x, y: middleOf(target) + (share - 1 / 2) * spread };
    // A route over one layer needs no point between.
    const bends = present(between[k]);
    return [
      { x: source.x + source.width, y: middleOf(source) },
      ...(bends.length > 1 ? bends : []),
      end,
    ];
  });

const middleOf = ({ y, height }: Rectangle): number => y + height / 2;

export type Direction = 'forward' | 'backward';

/** How far an arrow and the one back are from the route, in pixels. */
const apart = 3;

/** A curve along a route or back, which leaves and arrives level and passes level between. */
export function curveOf(route: readonly Point[], direction: Direction): Curve {
  const shift = direction === 'forward' ? -apart : apart;
  const beside = route.map(({ x, y }) => ({ x, y: y + shift }));
  const points = direction === 'forward' ? beside : beside.toReversed();
  return points.flatMap((to, k): Point[] => {
    const from = points[k - 1];
    if (!from) return [to];
    const x = (from.x + to.x) / 2;
    return [{ x, y: from.y }, { x, y: to.y }, to];
  });
}
