import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { View } from 'vega';
import { endOf, startOf } from '../../charts/time.ts';
import { monthName, number } from '../../charts/words.ts';
import { COLOURS_OF_CURVE, curveData, meansInWords, monthAt, SMOOTHINGS, ticksOf } from '../curve-chart.ts';
import { findingOf } from '../finding.ts';
import type { Summary } from '../summary.ts';
import { MonthSlider } from './month-slider.tsx';
import { useDark } from './use-dark.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';
import { useWidth } from './use-width.ts';
import { viewOf } from './vega.ts';

const HEIGHT = { wide: 340, narrow: 250 } as const;

/** The net-flow curve. The view is made anew when its frame changes (width, colours, months), and fed when a run comes in. */
export function Curve() {
  const explorer = useExplorer();
  const state = useExplorerState();
  const { runs, ghost, smoothing, month } = state;
  const [container, width] = useWidth();
  const view = useRef<View | null>(null);
  const palette = usePalette();
  const [first] = runs;
  const [from, to] = spanOf(runs, ghost);
  const isReady = first !== undefined && width > 0;
  useEffect(() => {
    if (!isReady) return;
    const made = viewOf(explorer.world.curve, container.current!);
    made.addEventListener('click', (event) => {
      const [left] = made.origin();
      const scale = made.scale('x') as unknown as { invert(x: number): number };
      const time = scale.invert((event as MouseEvent).offsetX - left!);
      explorer.chooseMonth(monthAt(time, explorer.state.runs[0]!));
    });
    view.current = made;
    return () => {
      made.finalize();
      view.current = null;
    };
  }, [isReady]);
  useEffect(() => {
    const now = view.current;
    if (now === null) return;
    for (const [name, colour] of Object.entries(palette)) now.signal(name, colour);
    now
      .signal('from', startOf(from))
      .signal('to', endOf(to))
      .signal('ticks', ticksOf(from, to, width - 60));
    now.width(width).height(width < 600 ? HEIGHT.narrow : HEIGHT.wide);
    const chosen = first && month >= first.reportFrom ? ([month, month] as const) : null;
    const data = curveData(runs, ghost, smoothing, chosen);
    for (const [name, rows] of Object.entries(data)) now.data(name, rows as object[]);
    now.run();
  }, [isReady, runs, ghost, smoothing, month, width, palette]);
  return (
    <div class="curve">
      <ul class="legend" aria-label="Legend">
        <li class="own">{ghost.length === 0 ? 'simulated' : 'your scenario'}</li>
        {ghost.length > 0 && <li class="ghost">baseline</li>}
        <li class="published">published mean</li>
        <li class="mean">simulated mean of the same months</li>
        {runs.length > 1 && <li class="band">90% of {runs.length} runs</li>}
      </ul>
      <fieldset class="choices">
        <legend>Each point is</legend>
        {SMOOTHINGS.map((months) => (
          <label key={months}>
            <input
              type="radio"
              name="smoothing"
              checked={smoothing === months}
              onChange={() => explorer.chooseSmoothing(months)}
            />
            {months === 1 ? 'a month' : `a mean of ${months} months`}
          </label>
        ))}
      </fieldset>
      <div
        class="chart"
        ref={container}
        role="img"
        data-stage={state.stage}
        data-drawn={state.drawn}
        aria-label={`People a month, net. ${findingOf(runs, ghost)}`}
      />
      <p class="unit">people a month, net, as one vendor would see them</p>
      {first !== undefined && <MonthSlider />}
      {first !== undefined && <Readout summaries={[first, ghost[0]]} month={month} />}
      <details>
        <summary>Published and simulated means</summary>
        <ul class="means" data-testid="means">
          {meansInWords(runs).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Months that the chart spans: as far as the longest of the runs reaches. */
function spanOf(runs: readonly Summary[], ghost: readonly Summary[]): [string, string] {
  const all = [...runs, ...ghost];
  const from = all[0]?.reportFrom ?? '2019-01';
  const to =
    all
      .map(({ months }) => months.at(-1)!)
      .sort()
      .at(-1) ?? from;
  return [from, to];
}

function Readout({
  summaries,
  month,
}: {
  summaries: readonly [Summary, Summary | undefined];
  month: string;
}) {
  const [own, ghost] = summaries.map((summary) => {
    const at = summary?.months.indexOf(month) ?? -1;
    return at < 0 ? null : summary!.outcomes[0]!.values[at]!;
  });
  if (own == null) return <p class="readout">{monthName(month)} is not in this run.</p>;
  return (
    <p class="readout">
      In {monthName(month)} alone: {number(own, 0)}
      {ghost != null && `; in the baseline ${number(ghost, 0)}`}.
    </p>
  );
}

/** The chart's colours, from the style sheet; anew when the reader's system turns dark or light. */
type Palette = Readonly<Record<string, string>>;

function usePalette(): Palette {
  const isDark = useDark();
  return useMemo(readPalette, [isDark]);
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(COLOURS_OF_CURVE.map((name) => [name, colour(name)]));
}
