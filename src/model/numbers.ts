import { log } from '../maths/log.ts';
import {
  type EmployerAttributes,
  type EmployerGroup,
  MARKET_NUMBERS,
  type MarketNumber,
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

/** The numbers as the scenario has them before any driver or event. */
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

/** @param first place of the first of so many weights. */
export function sumOfWeights(weights: Float64Array, first: number, count: number): number {
  let sum = 0;
  for (let at = first; at < first + count; at++) sum += weights[at]!;
  return sum;
}
