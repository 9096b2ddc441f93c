import { type Spec, wrapped } from './style.ts';

/** Makes a chart that was laid out for one width fit another. All are pure: a spec in, a spec out. */

/** A plot narrower than this shows nothing; what holds it scrolls instead. */
export const LEAST_WIDTH = 80;
/** Below this, panels stand under each other and row labels are cut. */
export const NARROW = 620;
const NARROW_LABELS = 128;
const NARROW_TEXT = 190;
/** Letters of an axis's title in one line. */
const NARROW_TITLE = 28;
/** Letters of the small bold titles of panels take about so many pixels each. */
const PANEL_LETTER = 7.2;
/** Of the axis that a panel's title may begin behind. */
const BESIDE_TITLE = 50;

const PANELS = ['hconcat', 'vconcat', 'concat'] as const;

/** The same chart without its title and subtitle, for a page that says both in words of its own. */
export function untitled({ title: _title, padding: _padding, ...spec }: Spec): Spec {
  return { ...spec, padding: 4 };
}

/**
 * Every plot so many pixels narrower (or wider, if negative), and what stands at fixed pixels right of a plot's middle moved along.
 * Panels beside each other share the pixels.
 */
export function narrowedBy(spec: Spec, pixels: number): Spec {
  const own = typeof spec.width === 'number' ? spec.width : null;
  const width = own === null ? null : Math.max(LEAST_WIDTH, Math.round(own - pixels));
  const moved = own === null ? {} : { move: { from: own / 2, by: own - width! } };
  return withPanels(
    { ...spec, ...(width === null ? {} : { width }), ...layersMoved(spec, moved) },
    (panel, beside) => narrowedBy(panel, pixels / beside),
  );
}

interface Moved {
  readonly move?: { readonly from: number; readonly by: number };
}

function layersMoved(spec: Spec, moved: Moved): Spec {
  const layers = spec.layer as Spec[] | undefined;
  return {
    ...(layers === undefined
      ? {}
      : { layer: layers.map((layer) => ({ ...layer, ...layersMoved(layer, moved) })) }),
    ...(isSpec(spec.encoding) ? { encoding: encodingMoved(spec.encoding, moved) } : {}),
  };
}

function encodingMoved(encoding: Spec, { move }: Moved): Spec {
  const x = encoding.x as Spec | undefined;
  if (move === undefined || typeof x?.value !== 'number' || x.value < move.from) return encoding;
  return { ...encoding, x: { ...x, value: x.value - move.by } };
}

/**
 * For a narrow screen: panels under each other, titles of panels broken, row labels cut, legends in one column, and without numbers in rows over a
 * plot or in a column beside it (a page has them in a table).
 */
export function stacked(spec: Spec, room: number, plotWidth = Number.POSITIVE_INFINITY): Spec {
  const { hconcat, concat, columns: _columns, ...rest } = spec;
  const side = (hconcat ?? concat) as Spec[] | undefined;
  const down: Spec = side === undefined ? rest : { ...rest, vconcat: side };
  const layers = down.layer as Spec[] | undefined;
  const width = typeof down.width === 'number' ? down.width : plotWidth;
  const title = isSpec(down.title) ? down.title : null;
  const broken = (lines: unknown): Spec[string] =>
    typeof lines === 'string' || Array.isArray(lines)
      ? wrapped([lines].flat().join(' '), (room - BESIDE_TITLE) / PANEL_LETTER)
      : lines;
  const plain: Spec = {
    ...down,
    ...(title === null
      ? {}
      : {
          title: {
            ...title,
            text: broken(title.text),
            ...(title.subtitle === undefined ? {} : { subtitle: broken(title.subtitle) }),
          },
        }),
    ...(layers === undefined
      ? {}
      : {
          layer: layers
            .filter((layer) => !isOfNumbers(layer, width, room))
            .map((layer) => stacked(layer, room, width)),
        }),
    ...(isSpec(down.mark) && down.mark.type === 'text' ? { mark: { ...down.mark, limit: NARROW_TEXT } } : {}),
    ...(isSpec(down.encoding) ? { encoding: narrowEncoding(down.encoding) } : {}),
  };
  return withPanels(plain, (panel) => stacked(panel, room));
}

function isOfNumbers({ mark, encoding }: Spec, plotWidth: number, room: number): boolean {
  const isText = isSpec(mark) && mark.type === 'text';
  const [x, y] = isSpec(encoding) ? [encoding.x as Spec, encoding.y as Spec] : [];
  const isOverPlot = x?.type === 'quantitative' && typeof y?.value === 'number' && y.value > 0;
  // At the right edge of a plot wider than the screen numbers would come to lie on its points.
  const edge = plotWidth > room ? plotWidth - 1 : plotWidth;
  const isBesidePlot = typeof x?.value === 'number' && x.value > edge;
  return isText && (isOverPlot || isBesidePlot);
}

function narrowEncoding(encoding: Spec): Spec {
  return Object.fromEntries(
    Object.entries(encoding).map(([channel, said]) => {
      if (!isSpec(said)) return [channel, said];
      const legend = isSpec(said.legend) ? { legend: { ...said.legend, columns: 1 } } : {};
      return [
        channel,
        {
          ...said,
          ...legend,
          ...(isSpec(said.axis) ? { axis: narrowAxis(channel, said.axis, said.type) } : {}),
        },
      ];
    }),
  );
}

function narrowAxis(channel: string, axis: Spec, type: unknown): Spec {
  if (channel === 'x' && typeof axis.title === 'string')
    return { ...axis, title: wrapped(axis.title, NARROW_TITLE) };
  if (channel !== 'y') return axis;
  const { minExtent, maxExtent: _maxExtent, ...rest } = axis;
  // An axis of numbers that begins where the row labels of the panel above it do.
  if (type !== 'nominal' && type !== 'ordinal')
    return typeof minExtent === 'number'
      ? { ...axis, minExtent: Math.min(minExtent, NARROW_LABELS), maxExtent: NARROW_LABELS }
      : axis;
  return {
    ...rest,
    labelLimit: NARROW_LABELS,
    ...(typeof minExtent === 'number' && minExtent < NARROW_LABELS ? { minExtent } : {}),
  };
}

/** @param change given a panel, and how many stand beside each other. */
function withPanels(spec: Spec, change: (panel: Spec, beside: number) => Spec): Spec {
  const panels = PANELS.flatMap((kind) => {
    const list = spec[kind] as Spec[] | undefined;
    if (list === undefined) return [];
    const columns = typeof spec.columns === 'number' ? spec.columns : list.length;
    const beside = kind === 'vconcat' ? 1 : Math.min(columns, list.length);
    return [[kind, list.map((panel) => change(panel, beside))]];
  });
  return { ...spec, ...Object.fromEntries(panels) };
}

const isSpec = (value: unknown): value is Spec =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Draws a spec and tells its width in pixels. */
export type WidthOf = (spec: Spec) => Promise<number>;

/** Tries that narrow a chart: labels that turn or drop when plots shrink change the rest a little. */
const MOST_TRIES = 3;

/**
 * The chart without its title, as wide as there is room: narrower plots where it is too wide, panels under each other where there is little
 * room. What cannot be as narrow is returned as narrow as it goes.
 * @param isStackable whether panels may stand under each other.
 */
export async function fitted(spec: Spec, room: number, widthOf: WidthOf, isStackable = true): Promise<Spec> {
  const plain = untitled(spec);
  if (!isStackable || room >= NARROW) return narrowed(plain, room, widthOf);
  const { vconcat, ...rest } = stacked(plain, room);
  if (!Array.isArray(vconcat))
    return narrowed({ ...rest, ...(vconcat === undefined ? {} : { vconcat }) }, room, widthOf);
  const shared = { config: spec.config, padding: rest.padding };
  const panels: Spec[] = [];
  for (const panel of vconcat as Spec[]) {
    const {
      config: _config,
      padding: _padding,
      ...fits
    } = await narrowed({ ...shared, ...panel }, room, widthOf);
    panels.push(fits);
  }
  // Plots under each other begin at one pixel, behind the longest labels: none may be wider than the narrowest.
  const narrowest = Math.min(...panels.map(widthOfPlot));
  const even = panels.map((panel) => narrowedBy(panel, widthOfPlot(panel) - narrowest));
  // One panel's labels may reach further left than another's, and a legend further right.
  return narrowed({ ...rest, vconcat: even }, room, widthOf);
}

const widthOfPlot = ({ width }: Spec): number => (typeof width === 'number' ? width : NARROW);

async function narrowed(spec: Spec, room: number, widthOf: WidthOf): Promise<Spec> {
  let fits = spec;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const over = Math.ceil((await widthOf(fits)) - room);
    if (over <= 0) break;
    fits = narrowedBy(fits, over);
  }
  return fits;
}
