import type * as Dagre from '@dagrejs/dagre';
import { present } from '../../base/invariant.ts';
import { curveOf, routesOf } from './route.ts';

/** A box to be placed. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** It lies on the plate of what there is one of for each row. */
  readonly onPlate: boolean;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place by the corner at the top left. */
export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** The points of a cubic Bézier curve. */
export type Curve = readonly Point[];

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** Both ways of each arrow, side by side. */
  readonly arrows: readonly { readonly forward: Curve; readonly backward: Curve }[];
  readonly plate: Rectangle | null;
}

/** What fits the width of the text, in pixels. */
const widest = 680;

/** Lays a graph out in layers, each arrow forward: to the right where that fits, else downward. */
export type LayOut = (boxes: readonly Box[], arrows: readonly Arrow[]) => Layout;

/** Opens the library that lays graphs out, which is imported for a page alone. */
export async function openLayouter(): Promise<LayOut> {
  const library = await import('@dagrejs/dagre');
  return (boxes, arrows) => {
    const across = layOutAcross(library, boxes, arrows);
    if (across.width <= widest) return across;
    const down = turned(layOutAcross(library, boxes.map(turnedBox), arrows));
    return down.width < across.width ? down : across;
  };
}

const plateId = ' plate';

function layOutAcross(
  { Graph, layout }: typeof Dagre,
  boxes: readonly Box[],
  arrows: readonly Arrow[],
): Layout {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 44, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  const onPlate = boxes.filter((box) => box.onPlate);
  if (onPlate.length > 0) graph.setNode(plateId, {});
  for (const { id } of onPlate) graph.setParent(id, plateId);
  for (const { from, to } of arrows) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const places = new Map(boxes.map(({ id }) => [id, corner(graph.node(id))]));
  const between = arrows.map(({ from, to }) => present(graph.edge(from, to).points).slice(1, -1));
  return {
    width,
    height,
    boxes: places,
    arrows: routesOf(arrows, between, places).map((route) => ({
      forward: curveOf(route, 'forward'),
      backward: curveOf(route, 'backward'),
    })),
    plate: onPlate.length > 0 ? corner(graph.node(plateId)) : null,
  };
}

/** The library places by the middle. */
const corner = ({ x, y, width, height }: Partial<Rectangle>): Rectangle => ({
  x: present(x) - present(width) / 2,
  y: present(y) - present(height) / 2,
  width: present(width),
  height: present(height),
});

const turnedBox = (box: Box): Box => ({ ...box, width: box.height, height: box.width });
const turnedPoint = ({ x, y }: Point): Point => ({ x: y, y: x });
const turnedPlace = ({ x, y, width, height }: Rectangle): Rectangle => ({
  ...turnedPoint({ x, y }),
  width: height,
  height: width,
});

/** What went to the right goes down. */
const turned = ({ width, height, boxes, arrows, plate }: Layout): Layout => ({
  width: height,
  height: width,
  boxes: new Map([...boxes].map(([id, place]) => [id, turnedPlace(place)])),
  arrows: arrows.map(({ forward, backward }) => ({
    forward: forward.map(turnedPoint),
    backward: backward.map(turnedPoint),
  })),
  plate: plate && turnedPlace(plate),
});
