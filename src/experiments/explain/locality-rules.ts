import type { Scenario } from '../../scenario/scenario.ts';
import type { Entry } from './diary.ts';

/** Parts of a scenario that say whether a decision is made at all; the rest of what it reads is told with it. */
const RULES: Partial<Record<Entry['what'], (scenario: Scenario) => unknown>> = {
  looks: ({ people, leaveSooner }) => [people.largestLooksPerMonth, leaveSooner],
  quits: ({ separations, leaveSooner }) => [separations.largestQuitPerMonth, leaveSooner],
  'leaves field': ({ separations }) => [
    separations.largestLeaveFieldPerMonth,
    separations.leaveFieldWithoutJobPerMonth,
  ],
  'returns home': ({ regions }) => regions.map(({ largestReturnHomePerMonth }) => largestReturnHomePerMonth),
  'lay-off': ({ layOffs, employers }) => [layOffs, employers.map(({ attributes }) => attributes.layOffRate)],
  auction: ({ superstars }) => superstars,
  'answers offers': ({ counterOffers }) => counterOffers,
  kept: ({ counterOffers }) => counterOffers,
  equity: ({ vesting }) => vesting,
  'asked to follow': ({ teams }) => teams,
  offered: ({ acquiHires }) => acquiHires,
  'goes along': ({ acquisitions }) => acquisitions,
};
/** Rules that a dated change may move: what its target's path ends in. */
const MOVED_BY: Partial<Record<Entry['what'], RegExp>> = {
  'leaves field': /leaveFieldWithoutJob/,
  'lay-off': /layOff/,
  auction: /superstars|approaches/,
  'answers offers': /^counterOffers/,
  'asked to follow': /^teams/,
  offered: /^acquiHires/,
  'goes along': /^acquisitions/,
};

/** Whether one run may make a decision that the other does not, since the scenarios' rules for it differ. */
export function rulesThatDiffer(base: Scenario, policy: Scenario): (what: Entry['what']) => boolean {
  const changes = ({ timeline, drivers }: Scenario, pattern: RegExp) => [
    timeline.filter(({ target }) => pattern.test(target.attribute)),
    drivers.filter(({ effects }) => effects.some(({ target }) => pattern.test(target.attribute))),
  ];
  const differ = new Set<string>();
  for (const [what, of] of Object.entries(RULES)) {
    const pattern = MOVED_BY[what as Entry['what']];
    const told = (scenario: Scenario) =>
      JSON.stringify([of(scenario), pattern === undefined ? [] : changes(scenario, pattern)]);
    if (told(base) !== told(policy)) differ.add(what);
  }
  return (what) => differ.has(what);
}
