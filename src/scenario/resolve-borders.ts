import { oneOf } from './nearest.ts';
import type { Section } from './reader.ts';
import { idAndLabel, type NamedRegion } from './resolve-market.ts';
import type { Region, Route, Sector, Skill } from './scenario.ts';
import { child } from './tree.ts';

type Known = readonly { readonly id: string }[];

/** Completes the regions by what they say about who is at home in them and who may come. */
export function resolveBorders(
  root: Section,
  regions: readonly NamedRegion[],
  skills: readonly Skill[],
  sectors: readonly Sector[],
): Region[] {
  const sections = root.items('regions');
  return regions.map((region, at) => {
    const section = sections[at];
    return section === undefined
      ? { ...region, ...OPEN }
      : { ...region, ...bordersOf(section, regions, skills, sectors) };
  });
}

/** Of the one region of a file without regions. */
const OPEN: Omit<Region, keyof NamedRegion> = {
  homes: null,
  permanentAtStart: 0,
  graceMonths: 0,
  returnHomePerMonth: 0,
  largestReturnHomePerMonth: 0,
  routes: [],
};

function bordersOf(
  section: Section,
  regions: Known,
  skills: Known,
  sectors: Known,
): Omit<Region, keyof NamedRegion> {
  const homes = section.byName(
    'homes',
    regions.map(({ id }) => id),
    'region',
  );
  if (homes !== null) section.sumsToOne('homes', homes, 'shares of the homes');
  const returnHomePerMonth = section.number('return-home-per-month');
  return {
    homes,
    permanentAtStart: section.number('permanent-at-start'),
    graceMonths: section.number('grace'),
    returnHomePerMonth,
    largestReturnHomePerMonth: largestReturn(section, returnHomePerMonth),
    routes: section.items('routes').map((route) => routeOf(route, regions, skills, sectors)),
  };
}

function largestReturn(section: Section, returnHomePerMonth: number): number {
  const key = 'largest-return-home-per-month';
  const largest = section.number(key, returnHomePerMonth);
  if (largest < returnHomePerMonth) {
    const expected = `${returnHomePerMonth} or more, the return-home-per-month`;
    section.fail(key, String(largest), expected, `write ${returnHomePerMonth} or more, or remove it`);
  }
  return largest;
}

function routeOf(route: Section, regions: Known, skills: Known, sectors: Known): Route {
  const isFor = (route.text('for') ?? 'offers') as Route['isFor'];
  checkOdds(route);
  checkKind(route, isFor);
  return {
    ...idAndLabel(route),
    isFor,
    skills: named(route, 'skills', skills) ?? skills.map(() => 1),
    sectors: sectorsOf(route, sectors),
    homes: named(route, 'homes', regions) ?? regions.map(() => 1),
    leastTalent: route.number('least-talent'),
    reach: route.number('reach'),
    cap: route.numberOrNull('cap'),
    lotteryMonth: route.numberOrNull('lottery-month'),
    odds: route.number('odds'),
    allPlaces: route.numberOrNull('all-places'),
    allApplications: route.numberOrNull('all-applications'),
    refusal: route.number('refusal'),
    waitingMonths: route.number('waiting'),
    permissionMonths: route.number('permission', 0),
    hiredAbroad: route.number('hired-abroad'),
    permanentAfterMonths: route.number('permanent-after'),
    permanentPerMonth: route.number('permanent-per-month'),
  };
}

/** A cap is exact and odds are published: a route has one of them. Places and applications only mean something together. */
function checkOdds(route: Section): void {
  const ways = ['cap', 'odds', 'all-places'].filter((key) => route.has(key));
  if (ways.length > 1 && !route.isBroken) {
    const found = `${ways.join(' and ')} together`;
    route.fail(ways[1]!, found, 'one of cap, odds, and all-places with all-applications', 'keep one of them');
  }
  for (const [key, other] of [
    ['all-places', 'all-applications'],
    ['all-applications', 'all-places'],
  ] as const) {
    if (route.has(key) && !route.has(other))
      route.fail(key, `${key} without ${other}`, 'both or neither', `add \`${other}: …\``);
  }
}

const NOT_FOR_GRADUATES = [
  'cap',
  'odds',
  'all-places',
  'lottery-month',
  'refusal',
  'waiting',
  'permanent-after',
  'permanent-per-month',
];

/** Graduates get their permission without a lottery, and need to be told how long; who has an offer stays while employed. */
function checkKind(route: Section, isFor: Route['isFor']): void {
  if (isFor === 'graduates') {
    if (!route.has('permission'))
      route.fail('permission', 'nothing', 'how long the permission lasts', 'add `permission: 36 months`');
    for (const key of NOT_FOR_GRADUATES) {
      if (child(route.node, key) === undefined) continue;
      route.fail(
        key,
        `${key} of a route for graduates`,
        'a route for offers',
        'remove it, or write `for: offers`',
      );
    }
  } else if (route.has('permission') && route.at('for')?.type !== 'broken') {
    const remedy = 'remove it, or write `for: graduates`';
    route.fail('permission', 'permission of a route for offers', 'a route for graduates', remedy);
  }
}

function sectorsOf(route: Section, sectors: Known): string[] {
  const only = named(route, 'sectors', sectors);
  const except = named(route, 'except-sectors', sectors);
  if (only !== null && except !== null)
    route.fail('except-sectors', 'except-sectors beside sectors', 'one of the two', 'keep one of them');
  const isFor = only ?? except?.map((isExcepted) => 1 - isExcepted);
  return sectors.map(({ id }) => id).filter((_, at) => isFor === undefined || isFor[at] === 1);
}

/** 1 or 0 for each known id; null when the key is absent. */
function named(route: Section, key: string, known: Known): number[] | null {
  const ids = route.texts(key);
  if (ids === null) return null;
  const all = known.map(({ id }) => id);
  const unknown = ids.filter((id) => !all.includes(id));
  if (unknown.length > 0) {
    const section = key.replace('except-', '').replace('homes', 'regions');
    route.fail(key, unknown.join(', '), `ids of ${oneOf(all)}`, `name ids of the section \`${section}\``);
  }
  return all.map((id) => (ids.includes(id) ? 1 : 0));
}
