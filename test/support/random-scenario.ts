import fc from 'fast-check';
import {
  DEGREES,
  type Distribution,
  type Driver,
  type DriverEffect,
  type EmployerAttributes,
  type EmployerGroup,
  MARKET_NUMBERS,
  type Month,
  type Programme,
  type Region,
  type Retraining,
  type Route,
  type RouteNumber,
  type Scenario,
  type Target,
  type TimelineEvent,
} from '../../src/scenario/scenario.ts';

/**
 * Small random markets, in resolved form, that use every mechanism somewhere: at most some 1,500 people for 6–24 months.
 * Changes of numbers are mild, so that few markets stop with a ModelError.
 */
export function randomScenario(): fc.Arbitrary<Scenario> {
  // Without fast-check's leaning towards small values: markets of one region where nothing happens prove little.
  return fc.noBias(shape.chain(scenarioOfShape));
}

/** A number with three decimals: shrinks well, and is rarely an exact binary fraction. */
const number = (low: number, high: number) =>
  fc.integer({ min: Math.round(low * 1000), max: Math.round(high * 1000) }).map((n) => n / 1000);
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const chance = (low: number, high: number) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: number(low, high) });

interface Shape {
  months: number;
  regions: number;
  skills: number;
  causes: number;
  sectors: number;
  named: number;
  groups: number;
  programmes: number;
  retraining: number;
  drivers: number;
  events: number;
  hasFounding: boolean;
  hasNonCompetes: boolean;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  months: fc.integer({ min: 6, max: 24 }),
  regions: oneOf(1, 2, 2, 3),
  skills: fc.integer({ min: 1, max: 3 }),
  causes: fc.integer({ min: 1, max: 2 }),
  sectors: fc.integer({ min: 1, max: 3 }),
  named: fc.integer({ min: 1, max: 4 }),
  groups: fc.integer({ min: 0, max: 3 }),
  programmes: fc.integer({ min: 0, max: 3 }),
  retraining: oneOf(0, 1, 2, 2),
  drivers: fc.integer({ min: 0, max: 3 }),
  events: fc.integer({ min: 0, max: 4 }),
  hasFounding: fc.boolean(),
  hasNonCompetes: fc.boolean(),
});

const SCALE = oneOf(1, 1, 1, 0.37, 1.9);
const FIRST_MONTH = fc.integer({ min: 2018 * 12, max: 2021 * 12 });

function scenarioOfShape(shape: Shape): fc.Arbitrary<Scenario> {
  return FIRST_MONTH.chain((first) => {
    const start = first as Month;
    const end = (first + shape.months - 1) as Month;
    const employers = fc.tuple(
      ...idsOf('named', shape.named).map((id) => employerGroup(shape, id, true, start)),
      ...idsOf('group', shape.groups).map((id) => employerGroup(shape, id, false, start)),
      ...(shape.hasFounding
        ? ['stealth', 'launched', 'listed'].map((id) =>
            employerGroup(shape, id, false, start).map(withoutMembers),
          )
        : []),
    );
    return fc
      .record({
        seed: fc.string({ maxLength: 4 }),
        scale: SCALE,
        spinUpMonths: oneOf(0, 0, 1, 7),
        regions: shares(shape.regions).chain((of) =>
          fc.tuple(...idsOf('region', shape.regions).map((id, at) => region(shape, id, of[at]!))),
        ),
        causes: shares(shape.causes),
        wageSubsidies: fc.tuple(...idsOf('region', shape.regions).map(() => chance(0.05, 0.5))),
        practices: fc.tuple(...idsOf('skill', shape.skills).map(() => chance(-1, 1))),
        payRatios: fc.tuple(...idsOf('skill', shape.skills).map(() => number(0.6, 1.6))),
        employers,
        people,
        skillMixWithoutJob: fc.option(shares(shape.skills)),
        choice,
        hiring,
        separations,
        vesting: fc.option(
          fc.record({
            cliffMonths: fc.integer({ min: 1, max: 6 }),
            intervalMonths: fc.integer({ min: 1, max: 4 }),
            refreshes: equityRefreshes(shape, start),
          }),
        ),
        counterOffers: fc.option(fc.record({ share: oneOf(0, 0.4, 1), most: oneOf(0, 0.1, 0.4) })),
        payAnswers: fc.option(fc.record({ perDoubling: number(0, 0.3), usualFill: number(0, 0.9) })),
        founding: shape.hasFounding ? founding(shape.skills) : fc.constant(null),
        fundingRounds: shape.hasFounding ? fc.option(fundingRounds) : fc.constant(null),
        acquisitions: shape.hasFounding ? fc.option(acquisitions(shape)) : fc.constant(null),
        listings: shape.hasFounding ? fc.option(listings) : fc.constant(null),
        layOffs: fc.option(layOffs(shape, start)),
        teams: fc.option(teams),
        leaveSooner: fc.option(leaveSooner),
        acquiHires: fc.option(acquiHires(shape, start)),
        nonCompetes: shape.hasNonCompetes ? nonCompetes(shape) : fc.constant(null),
        superstars: fc.option(superstars(shape.skills)),
        programmes: fc.tuple(...idsOf('programme', shape.programmes).map((id) => programme(shape, id))),
        fieldChoice: fc.option(fc.record({ ...answers, lagMonths: oneOf(1, 3, 7.5) })),
        retraining: fc.tuple(...idsOf('retraining', shape.retraining).map((id) => retraining(shape, id))),
        drivers: fc.tuple(...idsOf('driver', shape.drivers).map((id) => driver(shape, id))),
        timeline: fc.tuple(...idsOf('event', shape.events).map((id) => timelineEvent(shape, id, start))),
        eventsOfRoutes: fc.array(eventOfRoute(shape, start), { maxLength: 2 }),
      })
      .map((parts): Scenario => {
        const {
          payRatios,
          practices,
          wageSubsidies,
          skillMixWithoutJob,
          spinUpMonths,
          regions,
          causes,
          eventsOfRoutes,
          ...rest
        } = parts;
        const people = { ...parts.people, skillMix: skillMixWithoutJob };
        return {
          ...rest,
          name: 'random',
          title: 'random',
          description: '',
          calendar: { start, end, spinUpMonths, reportFrom: start },
          regions: regions.map((region, at) => ({ ...region, wageSubsidy: wageSubsidies[at]! })),
          causes: idsOf('cause', shape.causes).map((id, at) => ({ id, label: id, share: causes[at]! })),
          skills: idsOf('skill', shape.skills).map((id, at) => ({
            id,
            label: id,
            payRatio: payRatios[at]!,
            practice: practices[at]!,
          })),
          sectors: idsOf('sector', shape.sectors).map((id, at) => ({
            id,
            label: id,
            destination: at === 1 ? 'academia' : 'industry',
          })),
          people,
          timeline: [...rest.timeline, ...eventsOfRoutes.flatMap((eventIn) => eventIn(regions) ?? [])],
          observe: {
            netFlowOf: null,
            label: '',
            coverage: 1,
            coverageOfSectors: {},
            surveyOfDoctors: {},
            surveyedRegions: {},
            jobSite: {},
            largeCompanies: {},
            marks: [],
          },
        };
      });
  });
}

function idsOf(what: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${what}-${at}`);
}

/** Shares that sum to 1, zeros among them. */
function shares(count: number): fc.Arbitrary<number[]> {
  return fc
    .array(oneOf(0, 1, 2, 3, 5), { minLength: count, maxLength: count })
    .map((weights) => (weights.some((weight) => weight > 0) ? weights : weights.map(() => 1)))
    .map((weights) => {
      const sum = weights.reduce((a, b) => a + b);
      return weights.map((weight) => weight / sum);
    });
}

function withoutMembers(group: EmployerGroup): EmployerGroup {
  return { ...group, count: 0, founded: null };
}

function region(shape: Shape, id: string, share: number): fc.Arbitrary<Region> {
  return fc
    .record({
      homes: fc.option(shares(shape.regions), { freq: 20 }),
      permanentAtStart: oneOf(0, 0.3, 1),
      graceMonths: fc.integer({ min: 0, max: 3 }),
      returnHomePerMonth: chance(0.001, 0.05),
      room: oneOf(0, 0, 0.02),
      routes: fc.oneof(
        { weight: 2, arbitrary: fc.constant<Route[]>([]) },
        {
          weight: 3,
          arbitrary: fc
            .integer({ min: 1, max: 3 })
            .chain((routes) => fc.tuple(...idsOf('route', routes).map((name) => routeInto(shape, name)))),
        },
      ),
    })
    .map(({ room, ...rest }) => ({
      id,
      label: id,
      share,
      wageSubsidy: 0,
      ...rest,
      largestReturnHomePerMonth: rest.returnHomePerMonth + room,
    }));
}

/** Zeros and ones, more of these. */
const flags = (count: number) => fc.array(oneOf(1, 1, 1, 1, 1, 0), { minLength: count, maxLength: count });

function routeInto(shape: Shape, id: string): fc.Arbitrary<Route> {
  return fc
    .record({
      skills: flags(shape.skills),
      sectors: flags(shape.sectors).map((isFor) =>
        idsOf('sector', shape.sectors).filter((_, at) => isFor[at] === 1),
      ),
      homes: flags(shape.regions),
      leastTalent: oneOf(0, 0, 0, 1.5),
      reach: oneOf(1, 0.6),
      selection: fc.oneof(
        fc.record({ cap: oneOf(0, 1, 4, 12, 60.5), odds: fc.constant(1) }),
        fc.record({ odds: oneOf(0, 0.3, 0.5, 1) }),
        fc.record({ odds: fc.constant(1), allPlaces: oneOf(0, 30, 200), allApplications: oneOf(40, 100) }),
      ),
      lotteryMonth: fc.option(fc.integer({ min: 1, max: 12 })),
      refusal: oneOf(0, 0.3, 0.3, 1),
      waitingMonths: oneOf(0, 1, 3, 2.5),
      hiredAbroad: oneOf(0, 0.4),
      permanentAfterMonths: oneOf(0, 3),
      permanentPerMonth: oneOf(0, 0.1, 1),
      permissionMonths: fc.integer({ min: 0, max: 3 }),
      isForGraduates: fc.boolean(),
    })
    .map(({ selection, isForGraduates, ...rest }): Route => {
      const open = { cap: null, odds: 1, allPlaces: null, allApplications: null };
      const common = { id, label: id, ...open };
      return isForGraduates
        ? {
            ...common,
            ...rest,
            isFor: 'graduates',
            lotteryMonth: null,
            refusal: 0,
            waitingMonths: 0,
            permanentAfterMonths: 0,
            permanentPerMonth: 0,
          }
        : { ...common, ...rest, ...selection, isFor: 'offers', permissionMonths: 0 };
    });
}

const positive = (median: number): fc.Arbitrary<Distribution> =>
  fc.oneof(
    number(median / 2, median * 2).map((value): Distribution => ({ kind: 'constant', value })),
    number(median / 2, median).map((from): Distribution => ({ kind: 'uniform', from, to: from + median })),
    number(0, 0.8).map((logSd): Distribution => ({ kind: 'lognormal', median, logSd })),
    oneOf(1, 1.7, 0.5).map(
      (exponent): Distribution => ({ kind: 'pareto', smallest: median / 2, largest: median * 4, exponent }),
    ),
  );
const taste: fc.Arbitrary<Distribution> = fc.oneof(
  fc.constant<Distribution>({ kind: 'constant', value: 0 }),
  number(0, 0.3).map((value): Distribution => ({ kind: 'constant', value })),
  number(0, 0.3).map((mean): Distribution => ({ kind: 'normal', mean, sd: 0.1 })),
);

/** From hardly anybody met to so many calls that everybody meets every employer; the last of a market with fewer cells. */
const contacts = oneOf(
  { answers: 0.5, openings: 200 },
  { answers: 3, openings: 4000 },
  { answers: 3, openings: 100 },
  { answers: 8, openings: 200 },
  { answers: 8000, openings: 20 },
  { answers: 2, openings: 12 },
);

const people = fc
  .record({
    count: fc.constant(null),
    joblessShare: oneOf(0, 0.05, 0.2),
    looksPerMonth: oneOf(0, 0.03, 0.2, 0.5, 1),
    room: number(0, 0.5),
    looksAfterLayOff: fc.record({ multiplier: number(1, 3), months: fc.integer({ min: 0, max: 4 }) }),
    looksAtVesting: number(1, 4),
    looksPerOpening: oneOf(0, 0, 0.1, 0.7),
    contacts: fc.oneof(
      { weight: 1, arbitrary: fc.constant<'all'>('all') },
      { weight: 3, arbitrary: contacts },
    ),
    tasteForAutonomy: taste,
    tasteForMission: taste,
    attachmentToHome: taste,
    riskAversion: fc.oneof(
      oneOf(0, 1, 2.5).map((value): Distribution => ({ kind: 'constant', value })),
      fc.constant<Distribution>({ kind: 'uniform', from: 0, to: 3 }),
    ),
    equityBelief: positive(1),
    equityBeliefLevel: number(0.5, 2),
    talent: positive(1),
    practice: fc.option(fc.constant<Distribution>({ kind: 'normal', mean: 0, sd: 1 })),
  })
  .map(({ room, ...rest }) => ({
    ...rest,
    largestLooksPerMonth: Math.min(1, rest.looksPerMonth * 1.2 + room),
  }));

const choice = fc.record({
  elasticity: number(1, 8),
  costOfMoving: chance(0.01, 0.4),
  costOfRelocating: chance(0.01, 0.4),
  matchQualitySd: chance(0.01, 0.3),
  noJobPay: fc.oneof(
    fc.constant(null),
    number(20, 200).map((thousands) => thousands * 1000),
  ),
  answersAbroad: oneOf(0, 0.3, 0.7, 0.9, 1),
});

const hiring = fc.record({ weightOfTalent: oneOf(0, 1, 1.3), fitSd: oneOf(0, 1, 0.4) });

const separations = fc
  .record({
    quitPerMonth: chance(0.001, 0.1),
    leaveFieldPerMonth: chance(0.001, 0.05),
    leaveFieldWithoutJobPerMonth: chance(0.001, 0.1),
    leaveForStudiesPerMonth: chance(0.001, 0.05),
    studyMonths: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
    roomForQuits: oneOf(0, 0.01, 0.1),
    roomForExits: oneOf(0, 0.01, 0.1),
  })
  .map(({ roomForQuits, roomForExits, ...rest }) => ({
    ...rest,
    largestQuitPerMonth: rest.quitPerMonth * 1.2 + roomForQuits,
    largestLeaveFieldPerMonth: (rest.leaveFieldPerMonth + rest.leaveForStudiesPerMonth) * 1.2 + roomForExits,
  }));

const attributes: fc.Arbitrary<EmployerAttributes> = fc.record({
  pay: number(80, 300).map((thousands) => thousands * 1000),
  equity: fc.oneof(
    fc.constant(0),
    number(5, 200).map((thousands) => thousands * 1000),
  ),
  equitySd: oneOf(0, 0.4, 1.1),
  equityNothing: oneOf(0, 0.3, 0.75),
  autonomy: number(-1, 2),
  brandRisk: chance(0.1, 1),
  demand: number(0.7, 1.4),
  freeze: oneOf(0, 0, 0, 0.4, 1),
  layOffRate: oneOf(0, 0, 0, 0.02),
  adjustment: oneOf(0, 0.1, 0.3, 1),
  costElasticity: oneOf(0, -0.4, -1.2),
  expectedLeaving: oneOf(0, 0.05, 0.1),
  otherStaff: oneOf(0, 0, 30.5, 2000),
  weightOfPractice: oneOf(0, 0, 0.7, -0.4),
  approaches: oneOf(0, 1, 1, 2.5),
  starValue: oneOf(0, 0.6, 1, 1, 1.7),
});

function employerGroup(
  shape: Shape,
  id: string,
  isNamed: boolean,
  start: Month,
): fc.Arbitrary<EmployerGroup> {
  const size = isNamed
    ? { count: fc.constant(1), staff: positive(60) }
    : { count: oneOf(0, 1, 7, 40, 65, 130), staff: positive(3) };
  return fc.record({
    id: fc.constant(id),
    label: fc.constant(id),
    sector: oneOf(...idsOf('sector', shape.sectors)),
    region: oneOf(null, ...idsOf('region', shape.regions)),
    regionShares: fc.option(shares(shape.regions)),
    isNamed: fc.constant(isNamed),
    ...size,
    founded: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 6 }).map((after) => (start + after) as Month) },
    ),
    attributes,
    mission: fc.tuple(...idsOf('cause', shape.causes).map(() => number(-1, 2))),
    skillMix: shares(shape.skills),
    paySpread: chance(0.01, 0.2),
    autonomySpread: fc.option(taste),
    missionSpread: fc.option(taste),
    vacancies: fc.oneof(
      { weight: 5, arbitrary: fc.constant<'planned'>('planned') },
      { weight: 1, arbitrary: fc.constant<'unlimited'>('unlimited') },
      { weight: 1, arbitrary: isNamed ? number(0, 9) : number(0, 1) },
    ),
  });
}

function founding(skills: number): fc.Arbitrary<NonNullable<Scenario['founding']>> {
  return fc.record({
    rate: oneOf(0.02, 0.2, 1),
    pay: number(40, 200).map((thousands) => thousands * 1000),
    exitValue: number(0, 3000).map((thousands) => thousands * 1000),
    exitNothing: oneOf(0, 0.75),
    exitSd: oneOf(0, 1),
    yearsToExit: number(1, 8),
    autonomy: number(0, 2),
    mission: number(0, 2),
    skills: fc.array(oneOf(0, 1), { minLength: skills, maxLength: skills }),
    stealthGroup: fc.constant('stealth'),
    launchedGroup: fc.constant('launched'),
    stealthMonths: oneOf(1, 2, 6),
    stealthStaff: positive(3),
    launchedStaff: positive(6),
    failurePerMonth: oneOf(0, 0.05, 0.3),
  });
}

const fundingRounds: fc.Arbitrary<NonNullable<Scenario['fundingRounds']>> = fc.record({
  perMonth: oneOf(0.1, 0.4, 1),
  most: oneOf(1, 2, 4),
  equityMultiple: number(0.8, 2),
  nothingMultiple: oneOf(1, 0.8, 0.3),
  failureMultiple: oneOf(1, 0.7, 0),
  staffMultiple: number(0.8, 1.6),
});

function acquisitions(shape: Shape): fc.Arbitrary<NonNullable<Scenario['acquisitions']>> {
  return fc.record({
    perMonth: oneOf(0.05, 0.3),
    buyers: fc.subarray([...idsOf('named', shape.named), ...idsOf('group', shape.groups)]),
  });
}

const listings: fc.Arbitrary<NonNullable<Scenario['listings']>> = fc.record({
  perMonth: oneOf(0.05, 0.3),
  group: fc.constant('listed'),
  afterRounds: oneOf(0, 0, 1),
});

/** Stars are many, so that places run out, and worth from less to much more than what employers post. */
function superstars(skills: number): fc.Arbitrary<NonNullable<Scenario['superstars']>> {
  return fc.record({
    talentFrom: oneOf(0.3, 1, 1.6),
    skills: fc.array(oneOf(0, 1, 1), { minLength: skills, maxLength: skills }),
    approachFromStaff: oneOf(1, 5, 40),
    approachRate: oneOf(0.01, 0.1, 0.35),
    value: number(100, 600).map((thousands) => thousands * 1000),
    valueOfTalent: oneOf(0, 0.5, 1),
    valueOfScale: oneOf(0, 0.33, 1),
    matchesOffers: oneOf(0, 0.4, 1),
    opensPlaces: oneOf(0, 0.3, 1, 20),
    highPay: number(150, 600).map((thousands) => thousands * 1000),
  });
}

function layOffs(shape: Shape, start: Month): fc.Arbitrary<NonNullable<Scenario['layOffs']>> {
  const round = fc.record({
    after: fc.integer({ min: 0, max: shape.months - 1 }),
    employer: oneOf(...idsOf('named', shape.named)),
    people: fc.integer({ min: 0, max: 800 }),
  });
  return fc.record({
    aiShare: oneOf(0, 0.01, 0.1),
    rounds: fc.array(round, { maxLength: 3 }).map((rounds) =>
      rounds.map(({ after, ...rest }, at) => ({
        ...rest,
        id: `round-${at}`,
        month: (start + after) as Month,
      })),
    ),
  });
}

function equityRefreshes(
  shape: Shape,
  start: Month,
): fc.Arbitrary<NonNullable<Scenario['vesting']>['refreshes']> {
  const employers = [...idsOf('named', shape.named), ...idsOf('group', shape.groups)];
  const refresh = fc.record({
    after: fc.integer({ min: 0, max: shape.months - 1 }),
    to: fc.oneof(
      oneOf(...employers).map((id) => ({ of: 'employer' as const, id })),
      oneOf(...idsOf('sector', shape.sectors)).map((id) => ({ of: 'sector' as const, id })),
    ),
    share: oneOf(0.5, 1, 1),
  });
  return fc.array(refresh, { maxLength: 3 }).map((refreshes) =>
    refreshes.map(({ after, ...rest }, at) => ({
      ...rest,
      id: `refresh-${at}`,
      month: (start + after) as Month,
    })),
  );
}

const teams: fc.Arbitrary<NonNullable<Scenario['teams']>> = fc.record({
  size: positive(5),
  looksAfterLeaving: fc.record({ multiplier: number(0.5, 3), months: fc.integer({ min: 0, max: 4 }) }),
  ties: oneOf(0, 0.3, 1),
  tiesMonths: fc.integer({ min: 0, max: 6 }),
  follow: oneOf(0, 0.2, 0.7),
  followPlaces: oneOf(0, 0.3, 1),
  liftOuts: oneOf(0, 0.05, 0.4),
  liftOutPlaces: number(0, 6),
  founderPlaces: number(0, 4),
});

const leaveSooner: fc.Arbitrary<NonNullable<Scenario['leaveSooner']>> = fc.record({
  multiple: number(1, 5),
  months: fc.integer({ min: 0, max: 8 }),
  laterMultiple: number(0, 1),
  laterMonths: fc.integer({ min: 0, max: 8 }),
});

function acquiHires(shape: Shape, start: Month): fc.Arbitrary<NonNullable<Scenario['acquiHires']>> {
  const named = idsOf('named', shape.named);
  const deal = fc.record({
    after: fc.integer({ min: 7, max: Math.max(7, shape.months - 1) }),
    from: oneOf(...named),
    to: oneOf(...named),
    share: number(0, 1),
    premium: number(-0.2, 0.6),
  });
  return fc.record({
    deals: fc
      .array(deal, { maxLength: 3 })
      .map((deals) =>
        deals
          .filter(({ from, to }) => from !== to)
          .map(({ after, ...rest }, at) => ({ ...rest, id: `deal-${at}`, month: (start + after) as Month })),
      ),
    rate: oneOf(0, 0.1, 0.5),
    by: fc.subarray(idsOf('sector', shape.sectors)),
    leastStaff: fc.integer({ min: 1, max: 4 }),
    share: number(0.3, 1),
    premium: number(0, 0.6),
    rule: oneOf<'allow' | 'forbid' | 'delay' | 'size-limit'>(
      'allow',
      'allow',
      'forbid',
      'delay',
      'size-limit',
    ),
    ruleFrom: fc.option(
      fc.integer({ min: 0, max: shape.months - 1 }).map((after) => (start + after) as Month),
    ),
    delayMonths: fc.integer({ min: 0, max: 4 }),
    sizeLimit: number(0, 20),
  });
}

function nonCompetes(shape: Shape): fc.Arbitrary<NonNullable<Scenario['nonCompetes']>> {
  return fc.record({
    share: number(0, 1),
    sectors: fc.subarray(idsOf('sector', shape.sectors), { minLength: 1 }),
    enforced: fc.tuple(...idsOf('region', shape.regions).map(() => number(0, 1))),
  });
}

function programme(shape: Shape, id: string): fc.Arbitrary<Programme> {
  return fc
    .record({
      id: fc.constant(id),
      label: fc.constant(id),
      skill: oneOf(...idsOf('skill', shape.skills)),
      region: oneOf(null, ...idsOf('region', shape.regions)),
      graduates: number(0, 60),
      study: fc.option(study(shape, id)),
      months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
      degree: oneOf(...DEGREES),
      origins: fc.option(shares(shape.regions)),
    })
    .map((programme) => (programme.study === null ? programme : { ...programme, graduates: 0 }));
}

function study(shape: Shape, id: string): fc.Arbitrary<NonNullable<Programme['study']>> {
  const others = idsOf('programme', shape.programmes).filter((other) => other !== id);
  return fc.record({
    years: oneOf(1, 1, 2, 4),
    places: number(0, 90),
    fill: number(0.4, 1),
    completion: oneOf(1, 0.8, 0.35),
    continuesFrom:
      others.length === 0
        ? fc.constant(null)
        : fc.option(fc.record({ programme: oneOf(...others), share: oneOf(0, 0.3, 1) })),
  });
}

const answers = {
  payElasticity: oneOf(0, 0.5, 3),
  openingsElasticity: oneOf(0, 0.4, 1.5),
  usualLeft: oneOf(0.1, 0.5, 1),
};

function retraining(shape: Shape, id: string): fc.Arbitrary<Retraining> {
  return fc.record({
    id: fc.constant(id),
    label: fc.constant(id),
    skill: oneOf(...idsOf('skill', shape.skills)),
    region: oneOf(null, ...idsOf('region', shape.regions)),
    people: number(0, 30),
    capacity: number(30, 60),
    ...answers,
    delayMonths: oneOf(1, 3, 9, 30),
    origins: fc.option(shares(shape.regions)),
  });
}

/** Numbers without an upper bound. */
const MOVABLE = ['pay', 'equity', 'equitySd', 'demand', 'brandRisk', 'starValue', 'otherStaff'] as const;
const MOVABLE_OF_MARKET = MARKET_NUMBERS.filter(
  (name) =>
    name === 'people.equityBeliefLevel' ||
    name === 'payAnswers.perDoubling' ||
    name === 'counterOffers.most' ||
    name === 'founding.exitValue' ||
    name === 'superstars.value',
);

/** What an event or driver may move either way. */
function target(shape: Shape): fc.Arbitrary<Target> {
  const employer = fc.record({
    of: fc.constant<'employer'>('employer'),
    id: oneOf(...idsOf('named', shape.named), ...idsOf('group', shape.groups)),
  });
  const sector = fc.record({
    of: fc.constant<'sector'>('sector'),
    id: oneOf(...idsOf('sector', shape.sectors)),
  });
  const causes = oneOf(null, ...idsOf('cause', shape.causes));
  const who = fc.oneof(employer, sector);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(who, oneOf(...MOVABLE)).map(([of, attribute]): Target => ({ ...of, attribute })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(who, causes).map(([of, cause]): Target => ({ ...of, attribute: 'mission', cause })),
    },
    {
      weight: 2,
      arbitrary: oneOf(...MOVABLE_OF_MARKET).map((attribute): Target => ({ of: 'market', attribute })),
    },
    ...(shape.programmes === 0
      ? []
      : [
          {
            weight: 1,
            arbitrary: oneOf(...idsOf('programme', shape.programmes)).map(
              (id): Target => ({ of: 'programme', id, attribute: 'graduates' }),
            ),
          },
          {
            weight: 1,
            arbitrary: oneOf(...idsOf('programme', shape.programmes)).map(
              (id): Target => ({ of: 'programme', id, attribute: 'places' }),
            ),
          },
        ]),
    ...(shape.retraining === 0
      ? []
      : [
          {
            weight: 1,
            arbitrary: fc
              .tuple(
                oneOf(...idsOf('retraining', shape.retraining)),
                oneOf<'people' | 'capacity'>('people', 'capacity'),
              )
              .map(([id, attribute]): Target => ({ of: 'retraining', id, attribute })),
          },
        ]),
    ...(shape.causes === 1
      ? []
      : [
          {
            weight: 1,
            arbitrary: oneOf(...idsOf('cause', shape.causes)).map(
              (id): Target => ({ of: 'cause', id, attribute: 'share' }),
            ),
          },
        ]),
    {
      weight: 1,
      arbitrary: oneOf(...idsOf('region', shape.regions)).map(
        (id): Target => ({ of: 'region', id, attribute: 'wageSubsidy' }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(who, oneOf(...idsOf('skill', shape.skills)))
        .map(([of, skill]): Target => ({ ...of, attribute: 'skillMix', skill })),
    },
  );
}

/** Rates and shares, which an event may only lower. */
function loweredTarget(shape: Shape): fc.Arbitrary<Target> {
  const attribute = oneOf<keyof EmployerAttributes>('freeze', 'layOffRate', 'adjustment', 'expectedLeaving');
  return fc.oneof(
    fc
      .tuple(oneOf(...idsOf('sector', shape.sectors)), attribute)
      .map(([id, attribute]): Target => ({ of: 'sector', id, attribute })),
    oneOf(...idsOf('region', shape.regions)).map(
      (id): Target => ({ of: 'region', id, attribute: 'returnHomePerMonth' }),
    ),
    oneOf(
      ...MARKET_NUMBERS.filter((name) =>
        /PerMonth$|[rR]ate$|[sS]hare$|answersAbroad$|matchesOffers$|^teams\./.test(name),
      ),
    ).map((attribute): Target => ({ of: 'market', attribute })),
    ...(shape.hasNonCompetes
      ? [
          oneOf(...idsOf('region', shape.regions)).map(
            (id): Target => ({ of: 'region', id, attribute: 'enforced' }),
          ),
        ]
      : []),
  );
}

function timelineEvent(shape: Shape, id: string, start: Month): fc.Arbitrary<TimelineEvent> {
  const when = fc.record({
    from: fc.integer({ min: -2, max: shape.months - 1 }).map((after) => (start + after) as Month),
    lasts: fc.option(fc.integer({ min: 0, max: 9 })),
    rampMonths: oneOf(0, 0, 3, 7),
  });
  const raised = target(shape).chain((target) =>
    fc.record({
      target: fc.constant(target),
      operation: oneOf<TimelineEvent['operation']>('multiply', 'multiply', ...additive(target)),
      value: number(0.6, 1.4),
    }),
  );
  const lowered = fc.record({
    target: loweredTarget(shape),
    operation: fc.constant<TimelineEvent['operation']>('multiply'),
    value: number(0, 1),
  });
  return fc
    .tuple(
      when,
      fc.oneof(
        { weight: 3, arbitrary: raised },
        { weight: 1, arbitrary: lowered },
        { weight: 1, arbitrary: feltByAPart(shape) },
      ),
    )
    .map(([{ lasts, ...rest }, what]) => ({
      id,
      label: id,
      ...rest,
      until: lasts === null ? null : ((rest.from + lasts) as Month),
      ...what,
    }));
}

/** An event that makes a number of one of the routes smaller: which there are is not known before the regions. */
function eventOfRoute(
  shape: Shape,
  start: Month,
): fc.Arbitrary<(regions: readonly Region[]) => TimelineEvent | undefined> {
  return fc
    .record({
      after: fc.integer({ min: 0, max: shape.months - 1 }),
      which: fc.nat(100),
      attribute: oneOf<RouteNumber>('reach', 'cap', 'odds', 'allPlaces', 'refusal', 'waitingMonths'),
      value: number(0, 1),
    })
    .map(({ after, which, attribute, value }) => (regions) => {
      const routes = regions.flatMap((region) =>
        region.routes
          .filter((route) => route[attribute] !== null && (attribute !== 'odds' || route.cap === null))
          .map((route): Target => ({ of: 'route', region: region.id, id: route.id, attribute })),
      );
      if (routes.length === 0) return undefined;
      const id = `route-${attribute}-${which}`;
      return {
        id,
        label: id,
        from: (start + after) as Month,
        until: null,
        rampMonths: 0,
        target: routes[which % routes.length]!,
        operation: 'multiply',
        value,
      };
    });
}

/** What an employer's or sector's jobs are like to a part of people. */
function feltByAPart(
  shape: Shape,
): fc.Arbitrary<Pick<TimelineEvent, 'target' | 'operation' | 'value' | 'felt'>> {
  const who = fc.oneof(
    oneOf(...idsOf('named', shape.named)).map((id) => ({ of: 'employer' as const, id })),
    oneOf(...idsOf('sector', shape.sectors)).map((id) => ({ of: 'sector' as const, id })),
  );
  return fc.record({
    target: fc
      .tuple(who, oneOf('autonomy', 'any', ...idsOf('cause', shape.causes)))
      .map(
        ([of, what]): Target =>
          what === 'autonomy'
            ? { ...of, attribute: 'autonomy' }
            : { ...of, attribute: 'mission', cause: what === 'any' ? null : what },
      ),
    operation: fc.constant<TimelineEvent['operation']>('add'),
    value: number(-2, 2),
    felt: fc.record({ share: oneOf(0, 0.3, 0.7, 1), lot: oneOf('one-lot', 'another') }),
  });
}

/** Adding about one, or setting to about one, is mild only for numbers that are about one. */
function additive(target: Target): TimelineEvent['operation'][] {
  return ['demand', 'mission', 'brandRisk', 'equitySd', 'people.equityBeliefLevel'].includes(target.attribute)
    ? ['set', 'add']
    : [];
}

function isAboutOne(target: Target): boolean {
  return ['demand', 'mission', 'people.equityBeliefLevel'].includes(target.attribute);
}

/** A slope could take a number that may be nearly nothing below it. */
function driver(shape: Shape, id: string): fc.Arbitrary<Driver> {
  const effect = fc.record({
    target: target(shape),
    form: oneOf<DriverEffect['form']>('elasticity', 'semiElasticity', 'slope'),
    strength: number(-0.3, 0.4),
  });
  return fc.record({
    id: fc.constant(id),
    label: fc.constant(id),
    unit: fc.constant('index'),
    values: fc.array(number(0.5, 2), { minLength: shape.months, maxLength: shape.months }),
    reference: number(0.6, 1.6),
    published: fc.constant(Array.from({ length: shape.months }, () => true)),
    effects: fc
      .array(effect, { minLength: 1, maxLength: 2 })
      .map((effects) =>
        effects.map((one) =>
          one.form === 'slope' && !isAboutOne(one.target) ? { ...one, form: 'elasticity' as const } : one,
        ),
      ),
  });
}
