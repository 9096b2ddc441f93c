import { firstOutOfBounds, type Mover } from '../experiments/bounds.ts';
import { monthText } from '../scenario/dates.ts';
import type { ShownValue } from '../scenario/provenance.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Place, placeText, ScenarioError } from '../scenario/scenario-error.ts';
import { OPERATIONS } from '../scenario/schema.ts';

/**
 * Refuses a scenario whose events or drivers take a number out of its bounds, at the place of who does, before anything is run.
 * @param values the scenario's, with their places. @param set the settings among them. @throws ScenarioError
 */
export function refuseOutOfBounds(
  scenario: Scenario,
  values: readonly ShownValue[],
  set: readonly string[],
): void {
  const out = firstOutOfBounds(scenario);
  if (out === null) return;
  const [first, ...others] = out.movers.map((mover) => writtenAt(mover, values, set));
  if (first === undefined) return; // out of its bounds by itself: the run tells it
  const also = others.map(({ place, path }) => `${path} (${placeText(place)})`);
  throw new ScenarioError([
    {
      place: first.place,
      path: first.path,
      found: `${out.found} in ${monthText(out.month)}`,
      expected: 'numbers that drivers and events leave within their bounds in every month',
      remedy: `let it move the number less${also.length === 0 ? '' : `; it is moved by ${also.join(' and ')}, too`}`,
    },
  ]);
}

/** Where an event's operation is written, or a driver begins. */
function writtenAt({ kind, id }: Mover, values: readonly ShownValue[], set: readonly string[]) {
  const item = `${kind === 'event' ? 'timeline' : 'drivers'}.${id}`;
  const parts = kind === 'event' ? OPERATIONS : ['id'];
  const value = values.find(({ path }) => parts.some((part) => path === `${item}.${part}`))!;
  const path = kind === 'event' ? value.path : item;
  const { origin } = value;
  if (typeof origin !== 'string') return { path, place: origin as Place };
  const setting = set.findLast((one) => path.startsWith(one.slice(0, one.indexOf('=')).trim()));
  return { path, place: { set: setting ?? path } };
}
