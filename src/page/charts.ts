import lz from 'lz-string';
import { parse, View } from 'vega';
import embed, { type Result, type VisualizationSpec } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { csvOfData, dataOf } from '../charts/chart-data.ts';
import { expanded } from '../charts/compact.ts';
import { DARK_CONFIG, darkened } from '../charts/dark.ts';
import { fitted, type WidthOf } from '../charts/fit.ts';
import { CHART_CONFIG, type Spec, VEGA_LITE } from '../charts/style.ts';
import { withTooltips } from '../charts/tooltips.ts';
import { sortableTables } from './tables.ts';

/** A chart as the page holds it: its spec without what all charts share. */
export interface EmbeddedChart {
  /** Of its figure. */
  readonly id: string;
  readonly spec: Spec;
}

const DARK = window.matchMedia('(prefers-color-scheme: dark)');
/** A window that is dragged draws charts anew when it rests. */
const REST_MILLISECONDS = 200;
const EDITOR = 'https://vega.github.io/editor/#/url/vega-lite/';
/** Rows of a data table on the page; the CSV has all. */
const MOST_ROWS = 400;

/** Draws each chart in its figure, those in sight first, and again when the room or the colours change. */
export function mountCharts(charts: readonly EmbeddedChart[]): void {
  const mounted = charts.map((chart) => new ChartOnPage(chart));
  let rest: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(rest);
    rest = setTimeout(() => drawAll(mounted), REST_MILLISECONDS);
  };
  window.addEventListener('resize', again);
  DARK.addEventListener('change', again);
  void drawAll(mounted);
}

async function drawAll(charts: readonly ChartOnPage[]): Promise<void> {
  const fromSight = (chart: ChartOnPage) => Math.max(0, Math.abs(chart.middle) - window.innerHeight);
  for (const chart of charts.toSorted((one, other) => fromSight(one) - fromSight(other))) await chart.draw();
  document.documentElement.dataset.charts = 'drawn';
}

class ChartOnPage {
  readonly #full: Spec;
  readonly #figure: HTMLElement;
  readonly #holder: HTMLElement;
  #shown: { result: Result; room: number; isDark: boolean } | null = null;

  constructor({ id, spec }: EmbeddedChart) {
    this.#full = { $schema: VEGA_LITE, config: CHART_CONFIG, ...expanded(spec) };
    this.#figure = document.getElementById(id)!;
    // Vega takes the role and the label of its element for itself; those of .live say what the chart shows.
    this.#holder = document.createElement('div');
    this.#figure.querySelector('.live')!.append(this.#holder);
    this.#addActions();
  }

  /** Of the figure, pixels from the middle of the window. */
  get middle(): number {
    const { top, height } = this.#figure.getBoundingClientRect();
    return top + height / 2 - window.innerHeight / 2;
  }

  async draw(): Promise<void> {
    const room = Math.floor(this.#figure.getBoundingClientRect().width);
    const isDark = DARK.matches;
    if (this.#shown?.room === room && this.#shown.isDark === isDark) return;
    const fits = withTooltips(await fitted(this.#full, room, widthOf));
    const coloured = { ...(isDark ? darkened(fits) : fits), background: 'transparent' };
    const result = await embed(this.#holder, coloured as unknown as VisualizationSpec, {
      renderer: 'svg',
      actions: false,
      ast: true, // no code is made from text, as the page's security policy demands
      expr: expressionInterpreter,
      tooltip: { disableDefaultStyle: true, theme: 'custom' },
      defaultStyle: false,
      ...(isDark ? { config: DARK_CONFIG } : {}),
    });
    // The figure says what the chart shows, and its table has the numbers: hundreds of marks one by one would help nobody.
    this.#holder.querySelector('svg')!.setAttribute('aria-hidden', 'true');
    this.#shown?.result.finalize();
    this.#shown = { result, room, isDark };
    this.#figure.classList.add('is-live');
  }

  #addActions(): void {
    const actions = this.#figure.querySelector<HTMLElement>('.actions')!;
    const data = document.createElement('button');
    Object.assign(data, { type: 'button', textContent: 'Data' });
    data.setAttribute('aria-expanded', 'false');
    const table = document.createElement('div');
    Object.assign(table, { className: 'data', hidden: true, tabIndex: 0 });
    table.setAttribute('role', 'region');
    table.setAttribute('aria-label', `Data of the chart: ${this.#figure.querySelector('h3')!.textContent}`);
    data.addEventListener('click', () => {
      table.hidden = !table.hidden;
      data.setAttribute('aria-expanded', String(!table.hidden));
      if (table.childElementCount === 0) this.#fill(table);
    });
    const editor = document.createElement('a');
    const spec = lz.compressToEncodedURIComponent(JSON.stringify(this.#full));
    Object.assign(editor, {
      href: `${EDITOR}${spec}`,
      target: '_blank',
      rel: 'noopener noreferrer',
      textContent: 'Open in the Vega editor (on the internet)',
    });
    actions.append(data, editor);
    this.#figure.append(table);
  }

  #fill(holder: HTMLElement): void {
    for (const data of dataOf(this.#full)) {
      const { columns, rows } = data;
      const csv = document.createElement('a');
      csv.href = URL.createObjectURL(new Blob([csvOfData(data)], { type: 'text/csv' }));
      csv.download = `${this.#figure.id}.csv`;
      csv.textContent = `All ${rows.length} rows as CSV`;
      holder.append(tableOf(columns, rows.slice(0, MOST_ROWS)), csv);
    }
    sortableTables(holder);
  }
}

/** Texts are put in as text: nothing in the data is read as HTML. */
function tableOf(columns: readonly string[], rows: readonly (readonly unknown[])[]): HTMLTableElement {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const header = document.createElement('th');
    header.scope = 'col';
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: column });
    header.append(button);
    head.append(header);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const value of row) {
      const cell = line.insertCell();
      cell.textContent = value === null || value === undefined ? '–' : String(value);
      if (typeof value !== 'number') continue;
      cell.className = 'number';
      cell.dataset.value = String(value);
    }
  }
  return table;
}

/** Lays a chart out without drawing it. */
const widthOf: WidthOf = async (spec) => {
  const vega = compile(spec as unknown as Parameters<typeof compile>[0]).spec;
  const view = new View(parse(vega, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
  });
  const svg = await view.toSVG();
  view.finalize();
  return Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
};
