import { sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey';
import { OUTSIDE } from '../model/records.ts';
import { type FlowMatrix, flowsIn } from './flows.ts';
import type { Summary } from './summary.ts';

/** Somebody's way from one place to another in the months that are looked at. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly people: number;
  /** In the baseline; null without one. */
  readonly before: number | null;
  readonly path: string;
  readonly width: number;
}
export interface FlowNode {
  readonly id: string;
  readonly label: string;
  readonly side: 'from' | 'to';
  readonly people: number;
  readonly top: number;
  readonly height: number;
}
export interface FlowPicture {
  readonly links: readonly FlowLink[];
  readonly nodes: readonly FlowNode[];
  readonly left: number;
  readonly right: number;
}

const NODE_WIDTH = 10;

/**
 * Where people went in a year, as ribbons from the places on the left to those on the right. Moves within a place are left out, and so is the
 * month that everybody who is new is without a job before the first one.
 * @param size pixels: of the picture, kept for the names on each side, and between two places.
 */
export function flowPicture(
  own: Summary,
  baseline: Summary | undefined,
  of: 'sectors' | 'regions',
  month: string,
  size: { readonly width: number; readonly height: number; readonly label: number; readonly gap: number },
): FlowPicture {
  const { places } = own[of];
  const now = yearTo(own, of, month);
  const then = baseline === undefined ? null : yearTo(baseline, of, month);
  const pairs = places.flatMap((from, row) =>
    places.flatMap((to, column) => {
      const people = now[row]![column]!;
      const isWaiting = from.id === OUTSIDE.entry && to.id === OUTSIDE.noJob;
      if (row === column || people <= 0 || isWaiting) return [];
      return [{ from: from.id, to: to.id, people, before: then?.[row]?.[column] ?? null }];
    }),
  );
  if (pairs.length === 0) return { links: [], nodes: [], left: 0, right: 0 };
  const labels = new Map(places.map(({ id, label }) => [id, label]));
  const ids = [...new Set(pairs.flatMap(({ from, to }) => [`from ${from}`, `to ${to}`]))];
  const order = new Map(places.map(({ id }, at) => [id, at]));
  const rank = (id: string) => order.get(id.slice(id.indexOf(' ') + 1))!;
  const layout = sankey<{ id: string }, (typeof pairs)[number]>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyJustify)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(size.gap)
    .nodeSort((one, other) => rank(one.id) - rank(other.id))
    .extent([
      [size.label, 4],
      [size.width - size.label, size.height - 4],
    ]);
  const graph = layout({
    nodes: ids.map((id) => ({ id })),
    links: pairs.map((pair) => ({
      ...pair,
      source: `from ${pair.from}`,
      target: `to ${pair.to}`,
      value: pair.people,
    })),
  });
  const path = sankeyLinkHorizontal();
  return {
    links: graph.links.map((link) => ({
      from: link.from,
      to: link.to,
      people: link.people,
      before: link.before,
      path: path(link) ?? '',
      width: Math.max(0.5, link.width!),
    })),
    nodes: graph.nodes.toSorted(inReadingOrder).map((node) => {
      const id = node.id.slice(node.id.indexOf(' ') + 1);
      return {
        id,
        label: labels.get(id)!,
        side: node.id.startsWith('from ') ? 'from' : 'to',
        people: node.value!,
        top: node.y0!,
        height: node.y1! - node.y0!,
      };
    }),
    left: size.label,
    right: size.width - size.label,
  };
}

/** The left side from top to bottom, then the right. */
function inReadingOrder(one: Placed, other: Placed): number {
  return Number(one.id.startsWith('to ')) - Number(other.id.startsWith('to ')) || one.y0! - other.y0!;
}
type Placed = { id: string; y0?: number | undefined };

/** People in the twelve months that end with one, or fewer where the run begins later. */
function yearTo(summary: Summary, of: 'sectors' | 'regions', month: string): number[][] {
  const found = summary.months.indexOf(month);
  const last = found < 0 ? summary.months.length - 1 : found;
  const matrix: FlowMatrix = summary[of];
  return flowsIn(matrix, Math.max(0, last - 11), last);
}
