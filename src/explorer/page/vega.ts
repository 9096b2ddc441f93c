import { parse, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

/** A view that evaluates no text as code: the page's policy forbids it. @param spec compiled from Vega-Lite when the page was built. */
export function viewOf(spec: object, container: HTMLElement): View {
  const runtime = parse(spec as Spec, undefined, { ast: true });
  return new View(runtime, { expr: expressionInterpreter, renderer: 'canvas', hover: false }).initialize(
    container,
  );
}
