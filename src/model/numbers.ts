import { log } from '../maths/log.ts';
import { monthText } from '../scenario/dates.ts';
import {
  type EmployerAttributes,
  type EmployerGroup,
  MARKET_NUMBERS,
  type MarketNumber,
  type Month,
  type Region,
  ROUTE_NUMBERS,
  type Route,
  type RouteNumber,
  type Scenario,
  type Target,
} from '../scenario/scenario.ts';
import { LOTTERY_POINTS, lotteryOutcomes } from './certainty-equivalent.ts';
import { ModelError } from './model-error.ts';
import { type Stages, stagesOf } from './stages.ts';

/**
 * The numbers of a scenario that drivers and the timeline may move, as they are this month. All lie in one array, so
 * that a month begins by copying the scenario's own values back; the named views point into it.
 */
export interface Numbers {
  readonly all: Float64Array;
  readonly start: Float64Array;
  /** By group. */
  readonly attributes: Readonly<Record<keyof EmployerAttributes, Float64Array>>;
  /** By group and cause: group × causes + cause. */
  readonly mission: Float64Array;
  /** By group and skill, weights of the mix: group × skills + skill. */
  readonly mixWeights: Float64Array;
  /** By cause, weights of the shares of those who enter. */
  readonly causeWeights: Float64Array;
  /** By programme, people a year. */
  readonly graduates: Float64Array;
  readonly places: Float64Array;
  /** By retraining, people a year. */
  readonly retrained: Float64Array;
  readonly capacity: Float64Array;
  /** By region, share of pay. */
  readonly wageSubsidy: Float64Array;
  /** By region, share a month. */
  readonly returnHome: Float64Array;
  /** By route, in the order of `routesOf`. What a route does not have is infinite (cap) or 0. */
  readonly routes: Readonly<Record<RouteNumber, Float64Array>>;
  readonly market: Float64Array;
  /** How far non-competes are enforced, by region, 0–1. */
  readonly enforced: Float64Array;
  /** Made from the above each month, by group. */
  readonly logPay: Float64Array;
  readonly logPayAtStart: Float64Array;
  readonly stages: Stages;
  /** By group and stage, group × stages + stage: equity at a founded firm depends on its rounds of funding. */
  readonly equityShare: Float64Array;
  readonly equityNothing: Float64Array;
  /** Shares of wanted staff by group and skill: the weights ÷ their sum. */
  readonly skillMix: Float64Array;
  /** Shares by cause of those who enter this month: the weights ÷ their sum. */
  readonly causeShares: Float64Array;
  /** ln(1 − wage subsidy) by region: what the subsidy adds to the log of an employer's cost. */
  readonly logCostOfSubsidy: Float64Array;
  /** By group, stage and point: LOTTERY_POINTS each. */
  readonly outcomes: Float64Array;
}

const ATTRIBUTES = [
  'pay',
  'equity',
  'equitySd',
  'equityNothing',
  'autonomy',
  'brandRisk',
  'demand',
  'freeze',
  'layOffRate',
  'adjustment',
  'costElasticity',
  'expectedLeaving',
  'otherStaff',
  'weightOfPractice',
  'approaches',
  'starValue',
] as const satisfies (keyof EmployerAttributes)[];

type Bounds = { low: number; high: number };
const PROBABILITY: Bounds = { low: 0, high: 1 };
const NOT_NEGATIVE: Bounds = { low: 0, high: Number.MAX_VALUE };

/** What a number may be after drivers and events; those not named here may be any finite number. */
const ATTRIBUTE_BOUNDS: Partial<Record<keyof EmployerAttributes, Bounds>> = {
  pay: { low: Number.MIN_VALUE, high: Number.MAX_VALUE },
  equity: NOT_NEGATIVE,
  equitySd: NOT_NEGATIVE,
  equityNothing: { low: 0, high: 1 - Number.EPSILON },
  demand: NOT_NEGATIVE,
  freeze: PROBABILITY,
  layOffRate: PROBABILITY,
  adjustment: PROBABILITY,
  expectedLeaving: PROBABILITY,
  approaches: NOT_NEGATIVE,
  starValue: NOT_NEGATIVE,
  otherStaff: NOT_NEGATIVE,
};
const BOUNDED_ATTRIBUTES = Object.entries(ATTRIBUTE_BOUNDS) as [keyof EmployerAttributes, Bounds][];
const MARKET_BOUNDS = MARKET_NUMBERS.map((name) => (isProbability(name) ? PROBABILITY : NOT_NEGATIVE));

export function createNumbers(scenario: Scenario): Numbers {
  const { employers, programmes, retraining } = scenario;
  const stages = stagesOf(scenario);
  const own = {
    mission: employers.flatMap((group) => group.mission),
    mixWeights: employers.flatMap((group) => group.skillMix),
    causeWeights: scenario.causes.map(({ share }) => share),
    graduates: programmes.map((programme) => programme.graduates),
    places: programmes.map(({ study }) => study?.places ?? 0),
    retrained: retraining.map(({ people }) => people),
    capacity: retraining.map(({ capacity }) => capacity),
    wageSubsidy: scenario.regions.map(({ wageSubsidy }) => wageSubsidy),
    returnHome: scenario.regions.map(({ returnHomePerMonth }) => returnHomePerMonth),
    enforced: scenario.regions.map((_, region) => scenario.nonCompetes?.enforced[region] ?? 0),
    market: MARKET_NUMBERS.map((name) => marketNumberIn(scenario, name)),
  };
  const routes = routesOf(scenario);
  const ofGroups = ATTRIBUTES.map((name) => employers.map((group) => group.attributes[name]));
  const ofRoutes = ROUTE_NUMBERS.map((name) =>
    routes.map(({ route }) => route[name] ?? (name === 'cap' ? Infinity : 0)),
  );
  const all = Float64Array.from([...ofGroups, ...Object.values(own), ...ofRoutes].flat());
  let used = 0;
  const view = (values: readonly number[]) => {
    used += values.length;
    return all.subarray(used - values.length, used);
  };
  const attributes = Object.fromEntries(
    ATTRIBUTES.map((name, at) => [name, view(ofGroups[at]!)]),
  ) as Numbers['attributes'];
  const views = Object.fromEntries(
    Object.entries(own).map(([name, values]) => [name, view(values)]),
  ) as Record<keyof typeof own, Float64Array>;
  const routeViews = Object.fromEntries(
    ROUTE_NUMBERS.map((name, at) => [name, view(ofRoutes[at]!)]),
  ) as Numbers['routes'];
  return {
    all,
    start: all.slice(),
    attributes,
    ...views,
    routes: routeViews,
    logPay: new Float64Array(employers.length),
    logPayAtStart: new Float64Array(employers.length),
    stages,
    equityShare: new Float64Array(employers.length * stages.count),
    equityNothing: new Float64Array(employers.length * stages.count),
    skillMix: new Float64Array(own.mixWeights.length),
    causeShares: new Float64Array(own.causeWeights.length),
    logCostOfSubsidy: new Float64Array(own.wageSubsidy.length),
    outcomes: new Float64Array(employers.length * stages.count * LOTTERY_POINTS),
  };
}

/** Every route with its region: regions in their order, routes in that of their ids. */
export function routesOf(scenario: Pick<Scenario, 'regions'>): { region: Region; route: Route }[] {
  return scenario.regions.flatMap((region) =>
    [...region.routes].sort((a, b) => (a.id < b.id ? -1 : 1)).map((route) => ({ region, route })),
  );
}

/** The scenario's own value; 0 where the mechanism is absent. */
function marketNumberIn(scenario: Scenario, name: MarketNumber): number {
  const [section, key] = name.split('.') as [keyof Scenario, string];
  const part = scenario[section] as Record<string, number> | null;
  return part === null ? 0 : part[key]!;
}

export function marketNumber(numbers: Numbers, name: MarketNumber): number {
  return numbers.market[INDEX_OF_NUMBER[name]]!;
}

/** Some numbers are asked for person by person, where a search through the names would take longer than all the rest. */
const INDEX_OF_NUMBER = Object.fromEntries(MARKET_NUMBERS.map((name, at) => [name, at])) as Record<
  MarketNumber,
  number
>;

/** Numbers by region that drivers and events move. */
function ofRegions({ wageSubsidy, returnHome, enforced }: Numbers) {
  return { wageSubsidy, returnHomePerMonth: returnHome, enforced };
}

/** Where a target's numbers lie in `all`: one for an employer group, several for a sector. */
export function indicesOf(numbers: Numbers, scenario: Scenario, target: Target): number[] {
  if (target.of === 'market')
    return [offsetIn(numbers, numbers.market) + MARKET_NUMBERS.indexOf(target.attribute)];
  if (target.of === 'programme')
    return [offsetIn(numbers, numbers[target.attribute]) + indexById(scenario.programmes, target.id)];
  if (target.of === 'retraining') {
    const view = target.attribute === 'people' ? numbers.retrained : numbers.capacity;
    return [offsetIn(numbers, view) + indexById(scenario.retraining, target.id)];
  }
  if (target.of === 'cause')
    return [offsetIn(numbers, numbers.causeWeights) + indexById(scenario.causes, target.id)];
  if (target.of === 'region')
    return [offsetIn(numbers, ofRegions(numbers)[target.attribute]) + indexById(scenario.regions, target.id)];
  if (target.of === 'route') {
    const at = routesOf(scenario).findIndex(
      ({ region, route }) => region.id === target.region && route.id === target.id,
    );
    return [offsetIn(numbers, numbers.routes[target.attribute]) + at];
  }
  const isMeant = (group: EmployerGroup) => (target.of === 'sector' ? group.sector : group.id) === target.id;
  const groups = scenario.employers.flatMap((group, at) => (isMeant(group) ? [at] : []));
  if (target.attribute === 'skillMix') {
    const skill = indexById(scenario.skills, target.skill);
    const offset = offsetIn(numbers, numbers.mixWeights) + skill;
    return groups.map((group) => offset + group * scenario.skills.length);
  }
  if (target.attribute !== 'mission') {
    const offset = offsetIn(numbers, numbers.attributes[target.attribute]);
    return groups.map((group) => offset + group);
  }
  const offset = offsetIn(numbers, numbers.mission);
  const causes = scenario.causes.length;
  const only = target.cause === null ? null : indexById(scenario.causes, target.cause);
  return groups.flatMap((group) =>
    scenario.causes.flatMap((_, cause) =>
      only === null || only === cause ? [offset + group * causes + cause] : [],
    ),
  );
}

function offsetIn(numbers: Numbers, view: Float64Array): number {
  return (view.byteOffset - numbers.all.byteOffset) / Float64Array.BYTES_PER_ELEMENT;
}

function indexById(items: readonly { id: string }[], id: string): number {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) throw new ModelError(`nothing is called ${id}`);
  return at;
}

/** Brings the numbers made from others up to date, once a month after drivers and events. */
export function refreshMade(numbers: Numbers): void {
  const { pay, equity, equitySd, equityNothing } = numbers.attributes;
  const { stages } = numbers;
  refreshSkillMix(numbers);
  refreshCauseShares(numbers);
  for (let region = 0; region < numbers.wageSubsidy.length; region++)
    numbers.logCostOfSubsidy[region] = log(1 - numbers.wageSubsidy[region]!);
  for (let group = 0; group < pay.length; group++) {
    numbers.logPay[group] = log(pay[group]!);
    for (let stage = 0; stage < stages.count; stage++) {
      const at = group * stages.count + stage;
      const nothing = equityNothing[group]! * stages.nothing[stage]!;
      numbers.equityShare[at] = (equity[group]! / pay[group]!) * stages.equity[stage]!;
      numbers.equityNothing[at] = nothing;
      if (equity[group]! > 0)
        lotteryOutcomes(equitySd[group]!, nothing, numbers.outcomes, at * LOTTERY_POINTS);
    }
  }
}

function refreshSkillMix({ mixWeights, skillMix, attributes }: Numbers): void {
  const groups = attributes.pay.length;
  const skills = groups === 0 ? 0 : mixWeights.length / groups;
  for (let first = 0; first < mixWeights.length; first += skills) {
    const sum = sumOfWeights(mixWeights, first, skills);
    for (let at = first; at < first + skills; at++) skillMix[at] = mixWeights[at]! / sum;
  }
}

function refreshCauseShares({ causeWeights, causeShares }: Numbers): void {
  const sum = sumOfWeights(causeWeights, 0, causeWeights.length);
  for (let cause = 0; cause < causeShares.length; cause++) causeShares[cause] = causeWeights[cause]! / sum;
}

function sumOfWeights(weights: Float64Array, first: number, skills: number): number {
  let sum = 0;
  for (let at = first; at < first + skills; at++) sum += weights[at]!;
  return sum;
}

/** @throws ModelError naming every number that drivers or events took out of its bounds. */
export function checkBounds(numbers: Numbers, scenario: Scenario, month: Month): void {
  const mistakes: string[] = [];
  for (const [name, { low, high }] of BOUNDED_ATTRIBUTES) {
    numbers.attributes[name].forEach((value, group) => {
      if (!(value >= low && value <= high))
        mistakes.push(`employers.${scenario.employers[group]!.id}.${name} is ${value}`);
    });
  }
  mistakes.push(...mistakesOfMixes(numbers, scenario), ...mistakesOfInflows(numbers, scenario));
  mistakes.push(...mistakesOfCauses(numbers, scenario));
  scenario.regions.forEach(({ id }, region) => {
    const value = numbers.wageSubsidy[region]!;
    if (!(value >= 0 && value < 1)) mistakes.push(`regions.${id}.wage-subsidy is ${value}`);
  });
  MARKET_BOUNDS.forEach(({ low, high }, at) => {
    const value = numbers.market[at]!;
    if (!(value >= low && value <= high)) mistakes.push(`${MARKET_NUMBERS[at]!} is ${value}`);
  });
  mistakes.push(...mistakesInBorders(numbers, scenario));
  numbers.enforced.forEach((value, region) => {
    if (!(value >= 0 && value <= 1))
      mistakes.push(`nonCompetes.enforced.${scenario.regions[region]!.id} is ${value}`);
  });
  const { people, separations } = scenario;
  const quits = marketNumber(numbers, 'separations.quitPerMonth');
  const exits =
    marketNumber(numbers, 'separations.leaveFieldPerMonth') +
    marketNumber(numbers, 'separations.leaveForStudiesPerMonth');
  const looks = marketNumber(numbers, 'people.looksPerMonth');
  if (looks > people.largestLooksPerMonth)
    mistakes.push(
      `looks per month is ${looks}, above its largest, ${people.largestLooksPerMonth}: raise people.largest-looks-per-month`,
    );
  if (quits > separations.largestQuitPerMonth)
    mistakes.push(
      `quits per month is ${quits}, above its largest, ${separations.largestQuitPerMonth}: raise separations.largest-quit-per-month`,
    );
  if (exits > separations.largestLeaveFieldPerMonth) {
    mistakes.push(
      `leaving the field (with studies) is ${exits} a month, above its largest, ${separations.largestLeaveFieldPerMonth}: raise separations.largest-leave-field-per-month`,
    );
  }
  const fates =
    marketNumber(numbers, 'founding.failurePerMonth') +
    marketNumber(numbers, 'acquisitions.perMonth') +
    marketNumber(numbers, 'listings.perMonth');
  if (fates > 1) {
    mistakes.push(`failure, acquisition and listing of founded firms are ${fates} a month, together above 1`);
  }
  const approachRate = marketNumber(numbers, 'superstars.approachRate');
  numbers.attributes.approaches.forEach((approaches, group) => {
    if (approaches * approachRate > 1)
      mistakes.push(
        `superstars.approach-rate × employers.${scenario.employers[group]!.id}.approaches is ${approaches * approachRate}`,
      );
  });
  if (mistakes.length > 0) {
    throw new ModelError(
      `In ${monthText(month)} drivers and events took numbers out of their bounds: ${mistakes.join('; ')}`,
    );
  }
}

function mistakesOfMixes({ mixWeights }: Numbers, { employers, skills }: Scenario): string[] {
  return employers.flatMap(({ id }, group) => {
    const wrong = skills.flatMap((skill, at) => {
      const weight = mixWeights[group * skills.length + at]!;
      return weight >= 0 && weight < Infinity ? [] : [`employers.${id}.skill-mix.${skill.id} is ${weight}`];
    });
    const sum = sumOfWeights(mixWeights, group * skills.length, skills.length);
    return wrong.length > 0 || sum > 0 ? wrong : [`employers.${id}.skill-mix has no skill left`];
  });
}

function mistakesOfCauses({ causeWeights }: Numbers, { causes }: Scenario): string[] {
  const wrong = causes.flatMap(({ id }, cause) => {
    const weight = causeWeights[cause]!;
    return weight >= 0 && weight < Infinity ? [] : [`causes.${id}.share is ${weight}`];
  });
  const sum = sumOfWeights(causeWeights, 0, causeWeights.length);
  return wrong.length > 0 || sum > 0 ? wrong : ['no cause has a share left'];
}

function mistakesOfInflows(numbers: Numbers, { programmes, retraining }: Scenario): string[] {
  const { graduates, places, retrained, capacity } = numbers;
  const mistakes: string[] = [];
  const check = (values: Float64Array, list: string, items: readonly { id: string }[], key: string) => {
    for (let at = 0; at < items.length; at++) {
      const value = values[at]!;
      if (!(value >= 0 && value < Infinity)) mistakes.push(`${list}.${items[at]!.id}.${key} is ${value}`);
    }
  };
  check(graduates, 'programmes', programmes, 'graduates');
  check(places, 'programmes', programmes, 'places');
  check(retrained, 'retraining', retraining, 'people');
  check(capacity, 'retraining', retraining, 'capacity');
  return mistakes;
}

const ROUTE_BOUNDS: Record<RouteNumber, Bounds> = {
  reach: PROBABILITY,
  cap: { low: 0, high: Infinity }, // a route without one
  odds: PROBABILITY,
  allPlaces: NOT_NEGATIVE,
  allApplications: NOT_NEGATIVE,
  refusal: PROBABILITY,
  waitingMonths: NOT_NEGATIVE,
};

function mistakesInBorders(numbers: Numbers, scenario: Scenario): string[] {
  const mistakes: string[] = [];
  scenario.regions.forEach((region, at) => {
    const value = numbers.returnHome[at]!;
    if (value >= 0 && value <= region.largestReturnHomePerMonth) return;
    mistakes.push(
      `regions.${region.id}.returnHomePerMonth is ${value}, its largest ${region.largestReturnHomePerMonth}`,
    );
  });
  for (const name of ROUTE_NUMBERS) {
    const { low, high } = ROUTE_BOUNDS[name];
    numbers.routes[name].forEach((value, at) => {
      if (value >= low && value <= high) return;
      const { region, route } = routesOf(scenario)[at]!;
      mistakes.push(`regions.${region.id}.routes.${route.id}.${name} is ${value}`);
    });
  }
  return mistakes;
}

function isProbability(name: MarketNumber): boolean {
  return /PerMonth$|[rR]ate$|[sS]hare$|answersAbroad$|matchesOffers$|^teams\./.test(name);
}
