import { exp } from '../../../src/maths/exp.ts';
import { log } from '../../../src/maths/log.ts';
import {
  type EmployerAttributes,
  MARKET_NUMBERS,
  type MarketNumber,
  ROUTE_NUMBERS,
  type RouteNumber,
  type Scenario,
  type Target,
} from '../../../src/scenario/scenario.ts';
import { TwinStops } from './world.ts';

export interface MonthNumbers {
  readonly groups: {
    attributes: Record<keyof EmployerAttributes, number>;
    mission: number[];
    /** Weights while drivers and events move them, then shares. */
    skillMix: number[];
  }[];
  /** Weights while drivers and events move them, then shares. */
  causes: number[];
  readonly graduates: number[];
  readonly places: number[];
  readonly retraining: { people: number; capacity: number }[];
  readonly wageSubsidy: number[];
  readonly returnHome: number[];
  /** By route: regions in their order, routes by id. */
  readonly routes: Record<RouteNumber, number>[];
  readonly market: Record<MarketNumber, number>;
  /** How far non-competes are enforced, by region. */
  readonly enforced: number[];
}

/** Step 1: the scenario's own numbers, changed by the events in force, then by the drivers. */
export function numbersOfMonth(scenario: Scenario, date: number): MonthNumbers {
  const numbers = ownNumbers(scenario);
  for (const event of [...scenario.timeline].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))) {
    if (event.felt !== undefined) continue; // moves no number: what people feel is in job-value.ts
    if (date < event.from || (event.until !== null && date > event.until)) continue;
    const share = event.rampMonths === 0 ? 1 : Math.min(1, (date - event.from + 1) / event.rampMonths);
    change(numbers, scenario, event.target, (x) => {
      if (event.operation === 'set') return x + share * (event.value - x);
      if (event.operation === 'add') return x + share * event.value;
      return x * (1 + share * (event.value - 1));
    });
  }
  for (const driver of [...scenario.drivers].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const value = driver.values[Math.max(0, date - scenario.calendar.start)]!;
    for (const { form, strength, target } of driver.effects) {
      change(numbers, scenario, target, (x) => {
        if (form === 'elasticity') return x * exp(strength * log(value / driver.reference));
        if (form === 'semiElasticity') return x * exp(strength * (value - driver.reference));
        return x + strength * (value - driver.reference);
      });
    }
  }
  refuseWhatIsOutOfBounds(numbers, scenario);
  const causes = numbers.causes.reduce((total, weight) => total + weight, 0);
  numbers.causes = numbers.causes.map((weight) => weight / causes);
  for (const group of numbers.groups) {
    const sum = group.skillMix.reduce((total, weight) => total + weight, 0);
    group.skillMix = group.skillMix.map((weight) => weight / sum);
  }
  return numbers;
}

function ownNumbers(scenario: Scenario): MonthNumbers {
  return {
    groups: scenario.employers.map((group) => ({
      attributes: { ...group.attributes },
      mission: [...group.mission],
      skillMix: [...group.skillMix],
    })),
    causes: scenario.causes.map(({ share }) => share),
    graduates: scenario.programmes.map((programme) => programme.graduates),
    places: scenario.programmes.map(({ study }) => study?.places ?? 0),
    retraining: scenario.retraining.map(({ people, capacity }) => ({ people, capacity })),
    wageSubsidy: scenario.regions.map(({ wageSubsidy }) => wageSubsidy),
    returnHome: scenario.regions.map((region) => region.returnHomePerMonth),
    routes: routeIds(scenario).map(({ route }) => {
      const number = (name: RouteNumber) => route[name] ?? (name === 'cap' ? Infinity : 0);
      return Object.fromEntries(ROUTE_NUMBERS.map((name) => [name, number(name)])) as Record<
        RouteNumber,
        number
      >;
    }),
    market: {
      'people.looksPerMonth': scenario.people.looksPerMonth,
      'people.equityBeliefLevel': scenario.people.equityBeliefLevel,
      'choice.answersAbroad': scenario.choice.answersAbroad,
      'separations.quitPerMonth': scenario.separations.quitPerMonth,
      'separations.leaveFieldPerMonth': scenario.separations.leaveFieldPerMonth,
      'separations.leaveFieldWithoutJobPerMonth': scenario.separations.leaveFieldWithoutJobPerMonth,
      'separations.leaveForStudiesPerMonth': scenario.separations.leaveForStudiesPerMonth,
      'founding.rate': scenario.founding?.rate ?? 0,
      'founding.pay': scenario.founding?.pay ?? 0,
      'founding.exitValue': scenario.founding?.exitValue ?? 0,
      'founding.failurePerMonth': scenario.founding?.failurePerMonth ?? 0,
      'layOffs.aiShare': scenario.layOffs?.aiShare ?? 0,
      'payAnswers.perDoubling': scenario.payAnswers?.perDoubling ?? 0,
      'counterOffers.share': scenario.counterOffers?.share ?? 0,
      'counterOffers.most': scenario.counterOffers?.most ?? 0,
      'fundingRounds.perMonth': scenario.fundingRounds?.perMonth ?? 0,
      'acquisitions.perMonth': scenario.acquisitions?.perMonth ?? 0,
      'listings.perMonth': scenario.listings?.perMonth ?? 0,
      'teams.ties': scenario.teams?.ties ?? 0,
      'teams.follow': scenario.teams?.follow ?? 0,
      'teams.liftOuts': scenario.teams?.liftOuts ?? 0,
      'acquiHires.rate': scenario.acquiHires?.rate ?? 0,
      'nonCompetes.share': scenario.nonCompetes?.share ?? 0,
      'superstars.approachRate': scenario.superstars?.approachRate ?? 0,
      'superstars.value': scenario.superstars?.value ?? 0,
      'superstars.matchesOffers': scenario.superstars?.matchesOffers ?? 0,
    },
    enforced: [...(scenario.nonCompetes?.enforced ?? [])],
  };
}

function routeIds(scenario: Scenario) {
  return scenario.regions.flatMap((region) =>
    [...region.routes].sort((a, b) => (a.id < b.id ? -1 : 1)).map((route) => ({ region: region.id, route })),
  );
}

function change(
  numbers: MonthNumbers,
  scenario: Scenario,
  target: Target,
  changed: (x: number) => number,
): void {
  if (target.of === 'market') {
    numbers.market[target.attribute] = changed(numbers.market[target.attribute]);
    return;
  }
  if (target.of === 'programme') {
    scenario.programmes.forEach((programme, at) => {
      const moved = numbers[target.attribute];
      if (programme.id === target.id) moved[at] = changed(moved[at]!);
    });
    return;
  }
  if (target.of === 'cause') {
    const at = scenario.causes.findIndex(({ id }) => id === target.id);
    numbers.causes[at] = changed(numbers.causes[at]!);
    return;
  }
  if (target.of === 'retraining') {
    const moved = numbers.retraining[scenario.retraining.findIndex(({ id }) => id === target.id)]!;
    moved[target.attribute] = changed(moved[target.attribute]);
    return;
  }
  if (target.of === 'region') {
    const at = scenario.regions.findIndex(({ id }) => id === target.id);
    const { wageSubsidy, returnHome, enforced } = numbers;
    const moved = { wageSubsidy, returnHomePerMonth: returnHome, enforced }[target.attribute];
    moved[at] = changed(moved[at]!);
    return;
  }
  if (target.of === 'route') {
    routeIds(scenario).forEach(({ region, route }, at) => {
      const ofRoute = numbers.routes[at]!;
      if (region === target.region && route.id === target.id)
        ofRoute[target.attribute] = changed(ofRoute[target.attribute]);
    });
    return;
  }
  scenario.employers.forEach((group, at) => {
    if ((target.of === 'employer' ? group.id : group.sector) !== target.id) return;
    const { attributes, mission, skillMix } = numbers.groups[at]!;
    if (target.attribute === 'skillMix') {
      const skill = scenario.skills.findIndex(({ id }) => id === target.skill);
      skillMix[skill] = changed(skillMix[skill]!);
      return;
    }
    if (target.attribute !== 'mission') {
      attributes[target.attribute] = changed(attributes[target.attribute]);
      return;
    }
    scenario.causes.forEach((cause, of) => {
      if (target.cause === null || target.cause === cause.id) mission[of] = changed(mission[of]!);
    });
  });
}

function refuseWhatIsOutOfBounds(numbers: MonthNumbers, scenario: Scenario): void {
  const isProbability = (x: number) => x >= 0 && x <= 1;
  const isFine =
    numbers.groups.every(
      ({ attributes }) =>
        attributes.pay > 0 &&
        attributes.equity >= 0 &&
        attributes.equitySd >= 0 &&
        attributes.equityNothing >= 0 &&
        attributes.equityNothing < 1 &&
        attributes.brandRisk >= 0 &&
        attributes.demand >= 0 &&
        isProbability(attributes.freeze) &&
        isProbability(attributes.layOffRate) &&
        isProbability(attributes.adjustment) &&
        isProbability(attributes.expectedLeaving) &&
        attributes.approaches >= 0 &&
        attributes.starValue >= 0 &&
        attributes.approaches * numbers.market['superstars.approachRate'] <= 1,
    ) &&
    numbers.groups.every(
      ({ skillMix }) => skillMix.every((weight) => weight >= 0) && skillMix.some((weight) => weight > 0),
    ) &&
    numbers.causes.every((weight) => weight >= 0) &&
    numbers.causes.some((weight) => weight > 0) &&
    [...numbers.graduates, ...numbers.places].every((people) => people >= 0) &&
    numbers.retraining.every(({ people, capacity }) => people >= 0 && capacity >= 0) &&
    numbers.wageSubsidy.every((share) => share >= 0 && share < 1) &&
    numbers.returnHome.every(
      (rate, at) => rate >= 0 && rate <= scenario.regions[at]!.largestReturnHomePerMonth,
    ) &&
    numbers.routes.every(
      (route) =>
        ROUTE_NUMBERS.every((name) => route[name] >= 0) &&
        [route.reach, route.odds, route.refusal].every(isProbability),
    ) &&
    MARKET_NUMBERS.every((name) => numbers.market[name] >= 0) &&
    (scenario.founding === null || numbers.market['founding.pay'] > 0) &&
    MARKET_NUMBERS.filter((name) =>
      /[pP]erMonth$|[rR]ate$|[sS]hare$|answersAbroad$|matchesOffers$|^teams\./.test(name),
    ).every((name) => isProbability(numbers.market[name])) &&
    numbers.market['founding.failurePerMonth'] +
      numbers.market['acquisitions.perMonth'] +
      numbers.market['listings.perMonth'] <=
      1 &&
    numbers.enforced.every(isProbability) &&
    numbers.market['people.looksPerMonth'] <= scenario.people.largestLooksPerMonth &&
    numbers.market['separations.quitPerMonth'] <= scenario.separations.largestQuitPerMonth &&
    numbers.market['separations.leaveFieldPerMonth'] +
      numbers.market['separations.leaveForStudiesPerMonth'] <=
      scenario.separations.largestLeaveFieldPerMonth;
  if (!isFine) throw new TwinStops('a number has left its bounds');
}
