import { monthText } from '../scenario/dates.ts';
import {
  type EmployerAttributes,
  kebab,
  MARKET_NUMBERS,
  type MarketNumber,
  type Month,
  ROUTE_NUMBERS,
  type RouteNumber,
  type Scenario,
} from '../scenario/scenario.ts';
import { ModelError } from './model-error.ts';
import { marketNumber, type Numbers, routesOf, sumOfWeights } from './numbers.ts';

/** What a number may be after drivers and events. */
interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly words: string;
}
const PROBABILITY: Bounds = { low: 0, high: 1, words: '0 to 1' };
const NOT_NEGATIVE: Bounds = { low: 0, high: Number.MAX_VALUE, words: '0 or more' };
const ABOVE_ZERO: Bounds = { low: Number.MIN_VALUE, high: Number.MAX_VALUE, words: 'more than 0' };
const BELOW_ONE: Bounds = { low: 0, high: 1 - Number.EPSILON, words: '0 to less than 1' };

/** Attributes that are not named here may be any finite number. */
const ATTRIBUTES: readonly (readonly [keyof EmployerAttributes, Bounds])[] = [
  ['pay', ABOVE_ZERO],
  ['equity', NOT_NEGATIVE],
  ['equitySd', NOT_NEGATIVE],
  ['equityNothing', BELOW_ONE],
  ['brandRisk', NOT_NEGATIVE],
  ['demand', NOT_NEGATIVE],
  ['freeze', PROBABILITY],
  ['layOffRate', PROBABILITY],
  ['adjustment', PROBABILITY],
  ['expectedLeaving', PROBABILITY],
  ['approaches', NOT_NEGATIVE],
  ['starValue', NOT_NEGATIVE],
  ['otherStaff', NOT_NEGATIVE],
];
const ROUTE: Readonly<Record<RouteNumber, Bounds>> = {
  reach: PROBABILITY,
  cap: { ...NOT_NEGATIVE, high: Infinity }, // infinite: a route without one
  odds: PROBABILITY,
  allPlaces: NOT_NEGATIVE,
  allApplications: NOT_NEGATIVE,
  refusal: PROBABILITY,
  waitingMonths: NOT_NEGATIVE,
};
const MARKET = MARKET_NUMBERS.map((name) => {
  if (name === 'founding.pay') return ABOVE_ZERO;
  return isProbability(name) ? PROBABILITY : NOT_NEGATIVE;
});

function isProbability(name: MarketNumber): boolean {
  return /[pP]erMonth$|[rR]ate$|[sS]hare$|answersAbroad$|matchesOffers$|^teams\./.test(name);
}

/** @throws ModelError naming every number that drivers or events took out of its bounds, by its path. */
export function checkBounds(numbers: Numbers, scenario: Scenario, month: Month): void {
  const mistakes = [
    ...mistakesOfEmployers(numbers, scenario),
    ...mistakesOfInflows(numbers, scenario),
    ...mistakesOfRegions(numbers, scenario),
    ...mistakesOfMarket(numbers, scenario),
    ...mistakesOfSums(numbers, scenario),
  ];
  if (mistakes.length > 0)
    throw new ModelError(
      `In ${monthText(month)} drivers and events took numbers out of their bounds: ${mistakes.join('; ')}`,
    );
}

const isWithin = (value: number, { low, high }: Bounds): boolean => value >= low && value <= high;
const said = (path: string, value: number, { words }: Bounds) => `${path} is ${value} (${words} is allowed)`;

/** @param pathOf the number's path, by its place. */
function outside(values: Float64Array, bounds: Bounds, pathOf: (at: number) => string): string[] {
  const mistakes: string[] = [];
  for (let at = 0; at < values.length; at++) {
    if (!isWithin(values[at]!, bounds)) mistakes.push(said(pathOf(at), values[at]!, bounds));
  }
  return mistakes;
}

function mistakesOfEmployers(numbers: Numbers, { employers, skills }: Scenario): string[] {
  const { mixWeights } = numbers;
  const mistakes = ATTRIBUTES.flatMap(([name, bounds]) =>
    outside(numbers.attributes[name], bounds, (group) => `employers.${employers[group]!.id}.${kebab(name)}`),
  );
  const ofMixes = outside(mixWeights, NOT_NEGATIVE, (at) => {
    const group = Math.floor(at / skills.length);
    return `employers.${employers[group]!.id}.skill-mix.${skills[at % skills.length]!.id}`;
  });
  if (ofMixes.length > 0) return [...mistakes, ...ofMixes];
  const empty = employers.filter(
    (_, group) => !(sumOfWeights(mixWeights, group * skills.length, skills.length) > 0),
  );
  return [...mistakes, ...empty.map(({ id }) => `employers.${id}.skill-mix has no skill left`)];
}

function mistakesOfInflows(numbers: Numbers, { causes, programmes, retraining }: Scenario): string[] {
  const ofItems = (values: Float64Array, list: string, items: readonly { id: string }[], key: string) =>
    outside(values, NOT_NEGATIVE, (at) => `${list}.${items[at]!.id}.${key}`);
  const ofCauses = ofItems(numbers.causeWeights, 'causes', causes, 'share');
  if (ofCauses.length === 0 && !(sumOfWeights(numbers.causeWeights, 0, causes.length) > 0))
    ofCauses.push('no cause has a share left');
  return [
    ...ofItems(numbers.graduates, 'programmes', programmes, 'graduates'),
    ...ofItems(numbers.places, 'programmes', programmes, 'places'),
    ...ofItems(numbers.retrained, 'retraining', retraining, 'people'),
    ...ofItems(numbers.capacity, 'retraining', retraining, 'capacity'),
    ...ofCauses,
  ];
}

function mistakesOfRegions(numbers: Numbers, scenario: Scenario): string[] {
  const { regions } = scenario;
  const ofReturning = regions.flatMap(({ id, largestReturnHomePerMonth: largest }, region) => {
    const value = numbers.returnHome[region]!;
    if (value >= 0 && value <= largest) return [];
    const raise = `raise regions.${id}.largest-return-home-per-month`;
    return [`regions.${id}.return-home-per-month is ${value} (0 to ${largest} is allowed: ${raise})`];
  });
  const ofRoutes = ROUTE_NUMBERS.flatMap((name) =>
    outside(numbers.routes[name], ROUTE[name], (at) => {
      const { region, route } = routesOf(scenario)[at]!;
      return `regions.${region.id}.routes.${route.id}.${kebab(name)}`;
    }),
  );
  return [
    ...outside(numbers.wageSubsidy, BELOW_ONE, (region) => `regions.${regions[region]!.id}.wage-subsidy`),
    ...ofReturning,
    ...ofRoutes,
    ...outside(numbers.enforced, PROBABILITY, (region) => `non-competes.enforced.${regions[region]!.id}`),
  ];
}

function mistakesOfMarket({ market }: Numbers, scenario: Scenario): string[] {
  const isAbsent = (name: MarketNumber) => scenario[name.split('.')[0] as keyof Scenario] === null; // and its numbers are 0
  return MARKET.flatMap((bounds, at) => {
    const name = MARKET_NUMBERS[at]!;
    return isWithin(market[at]!, bounds) || isAbsent(name) ? [] : [said(kebab(name), market[at]!, bounds)];
  });
}

/** Numbers that are each within their bounds, and too large beside others. */
function mistakesOfSums(numbers: Numbers, scenario: Scenario): string[] {
  const mistakes: string[] = [];
  const of = (name: MarketNumber) => marketNumber(numbers, name);
  const { people, separations } = scenario;
  const atMost = (what: string, value: number, largest: number, key: string) => {
    if (value > largest) mistakes.push(`${what} is ${value}, above its largest, ${largest}: raise ${key}`);
  };
  atMost(
    'people.looks-per-month',
    of('people.looksPerMonth'),
    people.largestLooksPerMonth,
    'people.largest-looks-per-month',
  );
  atMost(
    'separations.quit-per-month',
    of('separations.quitPerMonth'),
    separations.largestQuitPerMonth,
    'separations.largest-quit-per-month',
  );
  atMost(
    'separations.leave-field-per-month with leave-for-studies-per-month',
    of('separations.leaveFieldPerMonth') + of('separations.leaveForStudiesPerMonth'),
    separations.largestLeaveFieldPerMonth,
    'separations.largest-leave-field-per-month',
  );
  const fates = of('founding.failurePerMonth') + of('acquisitions.perMonth') + of('listings.perMonth');
  if (fates > 1)
    mistakes.push(`failure, acquisition and listing of founded firms are ${fates} a month, together above 1`);
  const rate = of('superstars.approachRate');
  numbers.attributes.approaches.forEach((approaches, group) => {
    if (approaches * rate > 1)
      mistakes.push(
        `superstars.approach-rate × employers.${scenario.employers[group]!.id}.approaches is ${approaches * rate}, above 1`,
      );
  });
  return mistakes;
}
