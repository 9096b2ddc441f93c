import { type Config, parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { Handler } from 'vega-tooltip';

/**
 * A view that evaluates no text as code: the page's policy forbids it. It is drawn in an element of its own, since Vega takes the role and the
 * label of its element for itself: the container keeps those that say what the chart shows.
 * @param spec compiled from Vega-Lite when the page was built.
 */
export function viewOf(spec: object, container: HTMLElement, config: Config = {}): View {
  const holder = document.createElement('div');
  container.replaceChildren(holder);
  const view = unseenViewOf(spec, config).renderer('canvas').initialize(holder);
  return view.tooltip(TOOLTIPS.call);
}

/** The same, drawn nowhere: to learn how large it becomes. */
export function unseenViewOf(spec: object, config: Config = {}): View {
  const runtime = parse(spec as Spec, config, { ast: true });
  return new View(runtime, { expr: expressionInterpreter, renderer: 'none', hover: false });
}

/** Look and place of a tooltip are in the style sheet. */
const TOOLTIPS = new Handler({ disableDefaultStyle: true, theme: 'custom' });
