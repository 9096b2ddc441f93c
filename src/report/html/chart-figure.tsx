import type { Spec } from '../../charts/style.ts';

/** A chart as the page shows it. */
export interface ReportedChart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** What it is from: a folder, or a run. */
  readonly source: string;
  /** As its file has it. */
  readonly spec: Spec;
  /** A picture of it, with its address as data: for paper, and for readers without scripts. */
  readonly still: { readonly address: string; readonly width: number; readonly height: number };
}

/** The finding as heading, the chart, and what is drawn. A script draws it live over the still picture, and adds the actions. */
export function ChartFigure({ chart }: { readonly chart: ReportedChart }) {
  const { id, title, caption, source, still } = chart;
  return (
    <figure id={id}>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="chart" tabIndex={0} aria-label={`Chart: ${title}`}>
        <img
          class="still"
          src={still.address}
          width={still.width}
          height={still.height}
          alt={`Chart. ${title}. ${caption}`}
        />
        <div class="live" role="img" aria-label={`${title}. ${caption}`} />
      </section>
      <figcaption>
        <p>
          {caption}{' '}
          {/black/i.test(caption) ? (
            <span class="dark-only">On this dark page black is drawn white. </span>
          ) : null}
          <span class="source">From {source}.</span>
        </p>
      </figcaption>
      <div class="actions" />
    </figure>
  );
}
