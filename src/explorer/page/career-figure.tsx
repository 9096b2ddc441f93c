import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Config, View } from 'vega';
import { DARK_CONFIG, darkened } from '../../charts/dark.ts';
import { LEAST_WIDTH, NARROW } from '../../charts/fit.ts';
import { subtitleOfSpec } from '../../charts/style.ts';
import type { PersonExplained } from '../../experiments/explain/explained.ts';
import type { VersusExplained } from '../../experiments/explain/versus.ts';
import { careerDrawn, filled } from '../career-chart.ts';
import { useDark } from './use-dark.ts';
import { useExplorer } from './use-explorer.ts';
import { useWidth } from './use-width.ts';
import { unseenViewOf, viewOf } from './vega.ts';

/** A career over time, or two under each other: the chart of `talentflow explain`, as wide as there is room. */
export function CareerFigure({ career }: { readonly career: PersonExplained | VersusExplained }) {
  const { careers } = useExplorer().world;
  const [room, width] = useWidth();
  const holder = useRef<HTMLDivElement>(null);
  const isDark = useDark();
  const { chart, given } = useMemo(() => careerDrawn(career), [career]);
  useEffect(() => {
    if (width === 0) return;
    const { wide, narrow } = careers[chart.name]!;
    const spec = filled(width < NARROW ? narrow : wide, given);
    let view: View | null = null;
    let isWanted = true;
    const [coloured, config] = isDark ? [darkened(spec), DARK_CONFIG as Config] : [spec, {}];
    void fittingWidth(coloured, config, width).then((fits) => {
      if (!isWanted) return;
      view = viewOf(coloured, holder.current!, config).width(fits);
      return view.runAsync();
    });
    return () => {
      isWanted = false;
      view?.finalize();
    };
  }, [chart, width, isDark]);
  const caption = subtitleOfSpec(chart.spec);
  return (
    <figure class="career-chart" ref={room}>
      {career.kind === 'versus' ? <p class="parting">{chart.title}.</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section class="scrolls" tabIndex={0} aria-label={`Chart: ${chart.title}`}>
        <div ref={holder} role="img" aria-label={`${chart.title}. ${caption}`} />
      </section>
      <figcaption class="source">{caption}</figcaption>
    </figure>
  );
}

/** Labels that turn or drop when plots shrink change the rest a little. */
const MOST_TRIES = 3;

/** Width of the plots with which the chart is no wider than the room, or as narrow as plots go. */
async function fittingWidth(spec: object, config: Config, room: number): Promise<number> {
  const view = unseenViewOf(spec, config);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const over = Math.ceil(widthOfSvg(await view.toSVG()) - room);
    if (over <= 0) break;
    view.width(Math.max(LEAST_WIDTH, view.width() - over));
  }
  const fits = view.width();
  view.finalize();
  return fits;
}

const widthOfSvg = (svg: string): number => Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
