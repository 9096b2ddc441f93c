import type {
  Distribution,
  EmployerAttributes,
  EmployerGroup,
  Month,
  Programme,
  Region,
  Route,
  Scenario,
  Study,
} from '../../src/scenario/scenario.ts';

/** January 2020. */
export const START = (2020 * 12) as Month;

export const constant = (value: number): Distribution => ({ kind: 'constant', value });

const NOTHING: EmployerAttributes = {
  pay: 200_000,
  equity: 0,
  equitySd: 0,
  equityNothing: 0,
  autonomy: 0,
  brandRisk: 0,
  demand: 1,
  freeze: 0,
  layOffRate: 0,
  adjustment: 0.1,
  costElasticity: 0,
  expectedLeaving: 0,
  otherStaff: 0,
  weightOfPractice: 0,
  approaches: 1,
  starValue: 1,
};

/** A named employer without anything special: unlimited vacancies, pay of 200,000, nobody there at the start. */
export function employer(
  id: string,
  {
    attributes = {},
    ...changes
  }: Omit<Partial<EmployerGroup>, 'attributes'> & { attributes?: Partial<EmployerAttributes> } = {},
): EmployerGroup {
  return {
    id,
    label: id,
    sector: 'firm',
    region: 'here',
    regionShares: null,
    isNamed: true,
    count: 1,
    staff: constant(0),
    founded: null,
    attributes: { ...NOTHING, ...attributes },
    mission: [0],
    skillMix: [1],
    paySpread: 0,
    autonomySpread: null,
    missionSpread: null,
    vacancies: 'unlimited',
    ...changes,
  };
}

/** A region open to everybody, all of whose people are at home. */
export function region(id: string, share: number, changes: Partial<Region> = {}): Region {
  return {
    id,
    label: id,
    share,
    wageSubsidy: 0,
    homes: null,
    permanentAtStart: 0,
    graceMonths: 0,
    returnHomePerMonth: 0,
    largestReturnHomePerMonth: changes.returnHomePerMonth ?? 0,
    routes: [],
    ...changes,
  };
}

/** A route for offers of one skill and sector, open to everybody at once and for good. */
export function route(id: string, changes: Partial<Route> = {}): Route {
  return {
    id,
    label: id,
    isFor: 'offers',
    skills: [1],
    sectors: ['firm'],
    homes: [1, 1],
    leastTalent: 0,
    reach: 1,
    cap: null,
    lotteryMonth: null,
    odds: 1,
    allPlaces: null,
    allApplications: null,
    refusal: 0,
    waitingMonths: 0,
    permissionMonths: 0,
    hiredAbroad: 0,
    permanentAfterMonths: 0,
    permanentPerMonth: 0,
    ...changes,
  };
}

/** So many graduates a year, in equal parts every month. */
export function programme(id: string, graduates: number): Programme {
  const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const inflow = { id, label: id, skill: 'any', region: 'here', graduates, months };
  return { ...inflow, degree: 'other', study: null, origins: null };
}

/** Places every month, all of them filled, and everybody completes. */
export function studies(id: string, places: number, years: number, study: Partial<Study> = {}): Programme {
  const all = { years, places, fill: 1, completion: 1, continuesFrom: null };
  return { ...programme(id, 0), study: { ...all, ...study } };
}

type Changes = Omit<
  Partial<Scenario>,
  'people' | 'choice' | 'separations' | 'hiring' | 'calendar' | 'employers'
> & {
  months?: number;
  people?: Partial<Scenario['people']>;
  choice?: Partial<Scenario['choice']>;
  separations?: Partial<Scenario['separations']>;
  hiring?: Partial<Scenario['hiring']>;
};

/** A market in which everybody looks every month and meets every employer, and no mechanism is on that is not asked for. */
export function plainMarket(employers: EmployerGroup[], changes: Changes = {}): Scenario {
  const { months = 1, people, choice, separations, hiring, ...rest } = changes;
  return {
    name: 'plain',
    title: 'plain',
    description: '',
    seed: '1',
    scale: 1,
    calendar: { start: START, end: (START + months - 1) as Month, spinUpMonths: 0, reportFrom: START },
    regions: [region('here', 1)],
    skills: [{ id: 'any', label: 'any', payRatio: 1, practice: 0 }],
    causes: [{ id: 'any', label: 'any', share: 1 }],
    sectors: [...new Set(employers.map(({ sector }) => sector))].map((id) => ({
      id,
      label: id,
      destination: 'industry' as const,
    })),
    employers,
    people: {
      count: null,
      joblessShare: 0,
      looksPerMonth: 1,
      largestLooksPerMonth: 1,
      looksAfterLayOff: { multiplier: 1, months: 0 },
      looksAtVesting: 1,
      looksPerOpening: 0,
      contacts: 'all',
      tasteForAutonomy: constant(0),
      tasteForMission: constant(0),
      attachmentToHome: constant(0),
      riskAversion: constant(0),
      equityBelief: constant(1),
      equityBeliefLevel: 1,
      talent: constant(1),
      practice: null,
      skillMix: null,
      ...people,
    },
    choice: {
      elasticity: 4.1,
      costOfMoving: 0,
      costOfRelocating: 0,
      matchQualitySd: 0,
      noJobPay: null,
      answersAbroad: 1,
      ...choice,
    },
    hiring: { weightOfTalent: 1, fitSd: 1, ...hiring },
    separations: {
      quitPerMonth: 0,
      leaveFieldPerMonth: 0,
      leaveFieldWithoutJobPerMonth: 0,
      leaveForStudiesPerMonth: 0,
      studyMonths: [8, 9],
      largestQuitPerMonth: separations?.quitPerMonth ?? 0,
      largestLeaveFieldPerMonth:
        (separations?.leaveFieldPerMonth ?? 0) + (separations?.leaveForStudiesPerMonth ?? 0),
      ...separations,
    },
    vesting: null,
    counterOffers: null,
    payAnswers: null,
    superstars: null,
    founding: null,
    fundingRounds: null,
    acquisitions: null,
    listings: null,
    layOffs: null,
    teams: null,
    leaveSooner: null,
    acquiHires: null,
    nonCompetes: null,
    programmes: [],
    fieldChoice: null,
    retraining: [],
    drivers: [],
    timeline: [],
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
    ...rest,
  };
}
