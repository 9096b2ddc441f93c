import {
  type EmployerRow,
  type FlowKind,
  type FlowRow,
  MOTIVES,
  type MonthRecord,
  type Motive,
  OUTSIDE,
  type ReasonRow,
} from '../../src/model/records.ts';
import { monthText } from '../../src/scenario/dates.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { region } from './plain-market.ts';

/** A named employer or a sector of the made-up market: staff at the start and people who come a month from each other unit, in a thousandth of their staff. */
interface Unit {
  id: string;
  label: string;
  sector: string;
  staff: number;
  pull: number;
}

const SECTORS = [
  { id: 'giants', label: 'the two giants', destination: 'industry' },
  { id: 'start-ups', label: 'start-ups', destination: 'industry' },
  { id: 'adopters', label: 'adopting firms', destination: 'industry' },
  { id: 'universities', label: 'universities', destination: 'academia' },
  { id: 'laboratories', label: 'public laboratories', destination: 'government' },
] as const;

const UNITS: Unit[] = [
  { id: 'alpha', label: 'Alpha', sector: 'giants', staff: 3000, pull: 3 },
  { id: 'beta', label: 'Beta', sector: 'giants', staff: 5000, pull: 4 },
  { id: 'gamma', label: 'Gamma', sector: 'start-ups', staff: 120, pull: 0.4 },
  { id: 'start-ups', label: 'start-ups', sector: 'start-ups', staff: 900, pull: 1 },
  { id: 'adopters', label: 'adopting firms', sector: 'adopters', staff: 60_000, pull: 8 },
  { id: 'universities', label: 'universities', sector: 'universities', staff: 9000, pull: 1 },
  { id: 'laboratories', label: 'public laboratories', sector: 'laboratories', staff: 2500, pull: 0.3 },
];

const FIRST_MONTH = 2010 * 12;
/** The made-up giants draw fewer people from this month on. */
const TURN = 2022 * 12 + 11;

/** The parts of a resolved scenario that tables, figures and charts read, of a made-up market from 2010 to 2030. */
export function madeUpScenario(changes: Partial<Scenario> = {}): Scenario {
  const scenario: Pick<
    Scenario,
    | 'name'
    | 'title'
    | 'scale'
    | 'calendar'
    | 'skills'
    | 'regions'
    | 'sectors'
    | 'layOffs'
    | 'drivers'
    | 'timeline'
    | 'superstars'
    | 'observe'
  > & { employers: unknown[] } = {
    name: 'made-up',
    title: 'A made-up market',
    scale: 1,
    calendar: {
      start: FIRST_MONTH as Scenario['calendar']['start'],
      end: (2030 * 12 + 11) as Scenario['calendar']['end'],
      spinUpMonths: 0,
      reportFrom: (2019 * 12) as Scenario['calendar']['reportFrom'],
    },
    regions: [region('everywhere', 1)],
    skills: [
      { id: 'doctor', label: 'doctors', payRatio: 1, practice: 0 },
      { id: 'practitioner', label: 'practitioners', payRatio: 1, practice: 0 },
    ],
    sectors: SECTORS.map((sector) => ({ ...sector })),
    employers: UNITS.map(({ id, label, sector, staff }) => ({
      id,
      label,
      sector,
      isNamed: id !== sector,
      count: id === sector ? 100 : 1,
      staff: { kind: 'constant', value: id === sector ? staff / 100 : staff },
    })),
    layOffs: null,
    drivers: [],
    timeline: [],
    superstars: {
      talentFrom: 10,
      skills: [1, 0],
      approachFromStaff: 100,
      approachRate: 0.01,
      value: 150_000,
      valueOfTalent: 1,
      valueOfScale: 0.3,
      matchesOffers: 0.5,
      opensPlaces: 1,
      highPay: 1_000_000,
    },
    observe: {
      netFlowOf: 'giants',
      label: 'the two giants',
      coverage: 0.8,
      coverageOfSectors: {},
      surveyOfDoctors: {},
      surveyedRegions: {},
      jobSite: {},
      largeCompanies: {},
      marks: [{ month: (TURN - 1) as Scenario['calendar']['start'], label: 'ChatGPT' }],
    },
  };
  return { ...(scenario as unknown as Scenario), ...changes };
}

/** Month records that add up as the engine's do, from a made-up market that no model stands behind. */
export function* madeUpRecords(seed = 1, months = 252): Generator<MonthRecord> {
  const chance = chanceFrom(seed);
  const staff = new Map(UNITS.map((unit) => [unit.id, unit.staff]));
  let withoutJob = 2000;
  for (let month = FIRST_MONTH; month < FIRST_MONTH + months; month++) {
    const flows = [...flowsOf(month, staff, chance)].sort(byPlace);
    const moved = (test: (flow: FlowRow) => boolean) =>
      flows.filter(test).reduce((sum, { people }) => sum + people, 0);
    const employers = UNITS.map(({ id }) => employerRow(id, flows, staff));
    for (const { unit, staff: now } of employers) staff.set(unit, now);
    withoutJob += moved(({ to }) => to === OUTSIDE.noJob) - moved(({ from }) => from === OUTSIDE.noJob);
    const people = [...staff.values()].reduce((sum, now) => sum + now, withoutJob);
    yield {
      month: monthText(month),
      flows,
      employers,
      stocks: [
        ...UNITS.map(({ id }) => ({ unit: id, skill: 'practitioner', people: staff.get(id)! })),
        { unit: OUTSIDE.noJob, skill: 'practitioner', people: withoutJob },
      ],
      regions: [
        {
          region: 'everywhere',
          people,
          arrivals: 0,
          departures: 0,
          entries: 0,
          cameToStudy: 0,
          wentToStudy: 0,
          exits: 0,
        },
      ],
      origins: [],
      migration: [],
      visas: [],
      reasons: reasonsOf(month, flows),
      choices: [],
      firstJobs: firstJobsOf(month),
      students: [],
      concentration: {
        staff: people - withoutJob,
        squares: [...staff.values()].reduce((sum, now) => sum + now * now, 0),
        topFive: people - withoutJob,
        observed: staff.get('alpha')! + staff.get('beta')!,
      },
      pay: [],
      founders: {
        founders: 2,
        microBelief: 3e6,
        microGain: 1e6,
        microGainAtOne: 5e5,
        withSomething: 1,
        withNothing: 1,
      },
      teams: [],
      retention: [],
      stars: starsOf(month),
      market: {
        people,
        withoutJob,
        searchers: withoutJob,
        meetings: 3 * withoutJob,
        vacancies: 900,
        hires: moved(({ kind }) => kind === 'hire'),
        moves: moved(({ kind }) => kind === 'job-to-job'),
        founded: 2,
        failed: 1,
        launched: 1,
        acquired: 1,
        listed: 0,
        rounds: 3,
        firstRounds: 1,
      },
    };
  }
}

function* flowsOf(
  month: number,
  staff: ReadonlyMap<string, number>,
  chance: () => number,
): Generator<FlowRow> {
  const about = (people: number) => Math.floor(people * (0.7 + 0.6 * chance()) + chance());
  const flow = (from: string, to: string, kind: FlowKind, people: number): FlowRow[] =>
    people > 0 ? [{ from, to, skill: 'practitioner', kind, people }] : [];
  const turned = month >= TURN;
  for (const { id, sector } of UNITS) {
    const now = staff.get(id)!;
    for (const to of UNITS) {
      const pull =
        to.pull * (turned && to.sector === 'giants' ? 0.5 : 1) * (turned && to.id === 'gamma' ? 3 : 1);
      if (to.id !== id || id === sector) yield* flow(id, to.id, 'job-to-job', about((now * pull) / 4000));
    }
    yield* flow(id, 'start-ups', 'founding', about(now / 20_000));
    yield* flow(id, OUTSIDE.noJob, 'quit', about(now * 0.002));
    if (turned && sector === 'giants') yield* flow(id, OUTSIDE.noJob, 'lay-off', about(40));
    yield* flow(
      id,
      OUTSIDE.left,
      month % 12 === 7 ? 'studies' : 'exit',
      about(now * (month % 12 === 7 ? 0.01 : 0.001)),
    );
    const hires =
      sector === 'giants' && !turned ? 95 + (month % 12 === 4 || month % 12 === 5 ? 140 : 0) : now * 0.0042;
    yield* flow(OUTSIDE.noJob, id, 'hire', about(hires));
  }
  yield* flow(OUTSIDE.entry, OUTSIDE.noJob, 'entry', about(420));
}

function employerRow(
  unit: string,
  flows: readonly FlowRow[],
  staff: ReadonlyMap<string, number>,
): EmployerRow {
  const people = (test: (flow: FlowRow) => boolean) =>
    flows.filter(test).reduce((sum, flow) => sum + flow.people, 0);
  const left = (...kinds: FlowKind[]) => people(({ from, kind }) => from === unit && kinds.includes(kind));
  const hires = people(({ to }) => to === unit);
  const separations = people(({ from }) => from === unit);
  const now = staff.get(unit)! + hires - separations;
  return {
    unit,
    hires,
    jobToJob: left('job-to-job', 'founding'),
    quits: left('quit'),
    layOffs: left('lay-off'),
    failures: left('failure'),
    exits: left('exit', 'studies'),
    launches: 0,
    net: hires - separations,
    staff: now,
    wantedStaff: now + 10,
    vacancies: unit === 'alpha' ? null : hires * 2,
    fillRate: unit === 'alpha' ? null : 0.5,
    payIndex: now === 0 ? null : 1,
    firms: 1,
    otherStaff: UNITS.find(({ id }) => id === unit)?.sector === 'giants' ? 100_000 : 0,
    otherCuts: 0,
    graduates: 0,
    meanTenureMonths: 24,
    kept: 0,
    microRaises: 0,
  };
}

/** Thirty stars whose pay rises, and one without a job. */
function starsOf(month: number): MonthRecord['stars'] {
  const row = { hires: 1, leavers: 1, founders: 0 };
  const highlyPaid = Math.floor((month - FIRST_MONTH) / 25);
  return [
    { ...row, unit: 'alpha', stars: 18, medianPay: 900_000.4, highlyPaid },
    { ...row, unit: 'start-ups', stars: 12, medianPay: 400_000, highlyPaid: Math.floor(highlyPaid / 3) },
    { unit: OUTSIDE.noJob, stars: 1, medianPay: null, highlyPaid: 0, hires: 0, leavers: 0, founders: 0 },
  ];
}

function reasonsOf(month: number, flows: readonly FlowRow[]): ReasonRow[] {
  const weights: Record<Motive, number> = {
    pay: 0.3,
    equity: 0.1,
    autonomy: 0.1,
    mission: month >= TURN ? 0.2 : 0.08,
    home: 0.02,
    cost: 0.01,
    noise: 0.39,
  };
  const moves = flows.filter(({ kind }) => kind === 'job-to-job' || kind === 'founding');
  return moves.flatMap(({ from, to, people }) =>
    MOTIVES.map((tippedBy) => ({
      from,
      to,
      tippedBy,
      moves: Math.round(people * weights[tippedBy]),
      microParts: Object.fromEntries(
        MOTIVES.map((part) => [
          part,
          Math.round(people * weights[tippedBy]) * (part === tippedBy ? 200_000 : 50_000),
        ]),
      ) as Record<Motive, number>,
    })).filter(({ moves: tipped }) => tipped > 0),
  );
}

function firstJobsOf(month: number): MonthRecord['firstJobs'] {
  if (month % 12 !== 5) return [];
  const drift = Math.floor((month - FIRST_MONTH) / 12);
  const went: [string, number][] = [
    ['giants', 100 + 8 * drift],
    ['adopters', 180 + 12 * drift],
    ['universities', 300 - 8 * drift],
    ['laboratories', 20],
  ];
  return went.map(([sector, people]) => ({
    skill: 'doctor',
    sector,
    region: 'everywhere',
    people: Math.round(people),
    turnedDown: 0,
    compared: 1,
    microParts: Object.fromEntries(MOTIVES.map((motive) => [motive, 50_000])) as Record<Motive, number>,
  }));
}

const byPlace = (one: FlowRow, other: FlowRow): number => {
  const [a, b] = [one, other].map(({ from, to, skill, kind }) => [from, to, skill, kind].join('\n')) as [
    string,
    string,
  ];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** A small generator of numbers in [0, 1) (Lehmer, modulus 2³¹ − 1): fixtures need repeatable, not good, randomness. */
function chanceFrom(seed: number): () => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
