/** Places boxes in layers, and leads arrows around them: dagre, with types. */
import { Graph, layout } from "@dagrejs/dagre";

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export type Placed = Point & Size;

/** What dagre's graph is here: its own types name files without extension, which Node's resolution does not find. */
interface Layered {
  setGraph(options: object): void;
  setNode(key: string, size: object): void;
  setEdge(from: string, to: string, size: object, name: string): void;
  graph(): Size;
  node(key: string): Placed;
  edge(from: string, to: string, name: string): Point & { readonly points: readonly Point[] };
}

const SPACING = { nodesep: 16, ranksep: 34, edgesep: 10, marginx: 8, marginy: 8 };

type Boxes = readonly (Size & { readonly key: string })[];
type Joins = readonly (Size & { readonly from: string; readonly to: string })[];

export interface Layers extends Size {
  readonly boxes: readonly Placed[];
  readonly joined: readonly (Point & { readonly points: readonly Point[] })[];
}

/**
 * Middles of boxes, and for each join the middle of its text and the points that its arrow goes by, in pixels. Layers are
 * from left to right, unless that is wider than there is room for and below each other is not.
 */
export function placeInLayers(boxes: Boxes, joins: Joins, room: number): Layers {
  const across = place(boxes, joins, "LR");
  if (across.width <= room) return across;
  const down = place(boxes, joins, "TB");
  return down.width < across.width ? down : across;
}

function place(boxes: Boxes, joins: Joins, rankdir: "LR" | "TB"): Layers {
  const graph: Layered = new Graph({ multigraph: true });
  graph.setGraph({ ...SPACING, rankdir });
  for (const { key, width, height } of boxes) graph.setNode(key, { width, height });
  for (const [nth, { from, to, width, height }] of joins.entries()) {
    graph.setEdge(from, to, { width, height, labelpos: "c" }, String(nth));
  }
  layout(graph);
  const { width, height } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map(({ key }) => {
      const { x, y, width: w, height: h } = graph.node(key);
      return { x, y, width: w, height: h };
    }),
    joined: joins.map(({ from, to }, nth) => {
      const { x, y, points } = graph.edge(from, to, String(nth));
      return { x, y, points };
    }),
  };
}
