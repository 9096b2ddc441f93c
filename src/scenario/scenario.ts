/**
 * A scenario as the engine reads it: merged, checked, every default filled in, every number plain and in the
 * unit its name or comment gives. The YAML words and their meaning are in MODEL.md, "The scenario vocabulary".
 * Nothing here knows a proper name; ids come from the file.
 */
export interface Scenario {
  name: string;
  title: string;
  description: string;
  seed: string;
  /** 1 is one simulated person a person; 0.1 simulates a tenth. */
  scale: number;
  calendar: Calendar;
  /** Never empty; a file without regions, skills or causes has one of each, called 'everywhere', 'any', 'any'. */
  regions: Region[];
  skills: Skill[];
  causes: Cause[];
  sectors: Sector[];
  employers: EmployerGroup[];
  people: People;
  choice: Choice;
  hiring: Hiring;
  separations: Separations;
  /** Absent mechanisms are null. */
  vesting: Vesting | null;
  counterOffers: CounterOffers | null;
  payAnswers: PayAnswers | null;
  founding: Founding | null;
  fundingRounds: FundingRounds | null;
  acquisitions: Acquisitions | null;
  listings: Listings | null;
  layOffs: LayOffs | null;
  teams: Teams | null;
  leaveSooner: LeaveSooner | null;
  acquiHires: AcquiHires | null;
  nonCompetes: NonCompetes | null;
  superstars: Superstars | null;
  programmes: Programme[];
  /** How students answer to prospects; null: places fill at their usual share. */
  fieldChoice: FieldChoice | null;
  retraining: Retraining[];
  drivers: Driver[];
  timeline: TimelineEvent[];
  observe: Observe;
}

/** Months since January of year 0: `year × 12 + (month − 1)`. A type of its own so that no count is taken for a date. */
export type Month = number & { readonly unit: 'month' };

export interface Calendar {
  start: Month;
  /** The last month simulated, inclusive. */
  end: Month;
  /** Months simulated at the drivers' first values before `start`, not recorded, so that the market starts stationary. */
  spinUpMonths: number;
  /** First month that charts draw as a result; earlier ones are warm-up, drawn grey. */
  reportFrom: Month;
}

export interface Region {
  id: string;
  label: string;
  /** Share of the members of employer groups without a region of their own, 0–1; shares sum to 1. */
  share: number;
  /** Share of pay that the state pays to employers here, 0–1 exclusive of 1. */
  wageSubsidy: number;
  /** Home regions of those who start or enter here, shares in the order of `regions`; null: all are at home. */
  homes: number[] | null;
  /** Share of the foreign-born who start in a job here with a right to stay for good, 0–1; the others are tied to their employer. */
  permanentAtStart: number;
  /** Months that somebody tied to an employer may stay without a job. */
  graceMonths: number;
  /** Probability a month that somebody at home here who is elsewhere comes back, 0–1; and the largest it may become. */
  returnHomePerMonth: number;
  largestReturnHomePerMonth: number;
  /** How others may come to work here. Empty: everybody may. */
  routes: Route[];
}

/** A way for people who are not at home in a region to work there. */
export interface Route {
  id: string;
  label: string;
  /** `offers`: for somebody with an offer, tied to the employer. `graduates`: for who enters from a programme here, for any employer. */
  isFor: 'offers' | 'graduates';
  /** Whom it is for: 1 or 0 per skill and home region; ids of sectors. */
  skills: number[];
  homes: number[];
  sectors: string[];
  /** Least talent, an index. */
  leastTalent: number;
  /** Share of those it is for who can use it, 0–1, drawn once per person. */
  reach: number;
  /** Visas a calendar year, people; null: no cap. */
  cap: number | null;
  /** Month of the year in which those who applied are drawn, 1–12; null: every month. */
  lotteryMonth: number | null;
  /** Probability of being selected, 0–1, unless places and applications of all occupations are given. */
  odds: number;
  /** Odds are places ÷ applications of all occupations, at most 1. People a year; both null or neither. */
  allPlaces: number | null;
  allApplications: number | null;
  /** Share of those selected who are refused, 0–1. */
  refusal: number;
  /** Months from the grant to the first day at work; how long the permission lasts, for graduates. */
  waitingMonths: number;
  permissionMonths: number;
  /** Share of those refused, or whose permission ends, who go on for the same employer where they are, 0–1. */
  hiredAbroad: number;
  /** Months with the visa before the right to stay for good, and the probability a month from then on, 0–1. */
  permanentAfterMonths: number;
  permanentPerMonth: number;
}

/** Numbers of a route that drivers and the timeline may move. */
export const ROUTE_NUMBERS = [
  'reach',
  'cap',
  'odds',
  'allPlaces',
  'allApplications',
  'refusal',
  'waitingMonths',
] as const satisfies (keyof Route)[];
export type RouteNumber = (typeof ROUTE_NUMBERS)[number];

export interface Skill {
  id: string;
  label: string;
  /** Pay relative to `pay` of the employer, ratio; 1 when not said. */
  payRatio: number;
  /** Mean of its people's practice in putting tools together, in standard deviations between people. */
  practice: number;
}

export interface Cause {
  id: string;
  label: string;
  /** Share of people who hold the cause, 0–1; shares sum to 1. Drivers and events may move it, for those who enter: a weight then. */
  share: number;
}

/** How a survey of new doctors counts jobs. */
export const DESTINATIONS = ['industry', 'academia', 'government', 'elsewhere'] as const;
export type Destination = (typeof DESTINATIONS)[number];

export interface Sector {
  id: string;
  label: string;
  /** How the doctors' survey would count a job here. */
  destination: Destination;
}

/** A distribution drawn once per person or employer, keyed. Parameters are in the unit of the quantity. */
export type Distribution =
  | { kind: 'constant'; value: number }
  | { kind: 'uniform'; from: number; to: number }
  | { kind: 'normal'; mean: number; sd: number }
  | { kind: 'lognormal'; median: number; logSd: number }
  /** Bounded Pareto: density ∝ x^(−exponent−1) between smallest and largest. */
  | { kind: 'pareto'; smallest: number; largest: number; exponent: number };

/** Numbers of an employer group that drivers and the timeline may change; one per group and month. */
export interface EmployerAttributes {
  /** Pay offered to a person of median talent, USD of 2023 / year, > 0. */
  pay: number;
  /** Expected equity granted, USD of 2023 / year, ≥ 0. */
  equity: number;
  /** Standard deviation of the log of equity's value, ≥ 0. */
  equitySd: number;
  /** Probability that the equity is worth nothing, 0–1 (exclusive of 1). */
  equityNothing: number;
  /** Autonomy, in standard deviations between employers. */
  autonomy: number;
  /** Autonomy lost to caution about the brand, in standard deviations, ≥ 0. */
  brandRisk: number;
  /** Multiple of the wanted staff at the start, ratio ≥ 0. */
  demand: number;
  /** Share of vacancies not posted, 0–1. */
  freeze: number;
  /** Share of AI staff laid off a month, 0–1. */
  layOffRate: number;
  /** Share of the gap between wanted staff and its target that closes in a month, 0–1. */
  adjustment: number;
  /** Elasticity of the target to the employer's own pay relative to its start (P12), usually < 0. */
  costElasticity: number;
  /** Leavers an employer posts vacancies for in advance, share of staff a month, 0–1. */
  expectedLeaving: number;
  /** Staff of all other jobs, people, ≥ 0; before what was cut. */
  otherStaff: number;
  /** Weight of an applicant's practice in the employer's ranking, per standard deviation. */
  weightOfPractice: number;
  /** Multiple of the rate at which it approaches stars, ratio ≥ 0. */
  approaches: number;
  /** What stars are worth to it relative to others of its staff, ratio ≥ 0. */
  starValue: number;
}

/** One named employer (`count` 1, `isNamed`) or a group of `count` employers that share their attributes. */
export interface EmployerGroup {
  id: string;
  label: string;
  sector: string;
  /** A region's id, or null: each member's region is drawn by `regionShares`, or by the regions' own shares when that is null. */
  region: string | null;
  regionShares: number[] | null;
  isNamed: boolean;
  count: number;
  /** AI staff of one member at the start, people. */
  staff: Distribution;
  /** First month with vacancies; before it the employer does not exist (no staff at the start). Null: from the start. */
  founded: Month | null;
  attributes: EmployerAttributes;
  /** Mission by cause, in standard deviations between employers; same order as `causes`. */
  mission: number[];
  /** Share of staff by skill, same order as `skills`; sums to 1. Drivers and events may move it: weights then, that the engine divides by their sum. */
  skillMix: number[];
  /** Standard deviation of log pay between members, drawn once per member, ≥ 0; and of autonomy and mission. */
  paySpread: number;
  autonomySpread: Distribution | null;
  missionSpread: Distribution | null;
  /** 'planned' from wanted staff; 'unlimited'; or a number posted every month, people (split by `skillMix`). */
  vacancies: 'planned' | 'unlimited' | number;
}

export interface People {
  /** All people at the start; those beyond the employers' staff have no job. Null: employers' staff plus `joblessShare`. */
  count: number | null;
  /** Share of people without a job at the start when `count` is null, 0–1 (exclusive of 1). */
  joblessShare: number;
  /** Probability that an employed person looks in a month, before the multipliers, 0–1. */
  looksPerMonth: number;
  /** Largest such probability, any multiplier included; the candidate months are drawn at it. */
  largestLooksPerMonth: number;
  /** Multiplier of looksPerMonth in the months after a lay-off round at one's employer, and how many months. */
  looksAfterLayOff: { multiplier: number; months: number };
  /** Multiplier in the month a vesting cliff has passed. */
  looksAtVesting: number;
  /** Added probability per opening of one's skill per employed person of that skill: recruiters' calls. */
  looksPerOpening: number;
  /** 'all': everyone meets every employer with an opening. */
  contacts: Contacts | 'all';
  tasteForAutonomy: Distribution;
  tasteForMission: Distribution;
  /** Log points of pay for a job in one's home region. */
  attachmentToHome: Distribution;
  /** Relative risk aversion (CRRA), ≥ 0. */
  riskAversion: Distribution;
  /** Ratio of believed to expected equity value, ≥ 0: each person's own, times the level, which drivers may move. */
  equityBelief: Distribution;
  equityBeliefLevel: number;
  /** Talent, an index with median about 1, > 0. */
  talent: Distribution;
  /** Practice in putting tools together over the skill's mean, in standard deviations between people; null: nobody has any. */
  practice: Distribution | null;
  /** Share by skill of those without a job at the start; null: the employers' mean mix. */
  skillMix: number[] | null;
}

/** Answers that one who looks gets in a month on average while so many openings of the skill are posted at scale 1, both > 0; in proportion with more or fewer. */
export interface Contacts {
  answers: number;
  openings: number;
}

export interface Choice {
  /** η: 1 ÷ scale of the Gumbel noise in log points of pay (P01), > 0. */
  elasticity: number;
  /** Log points of pay given up to change employer (P15), ≥ 0; not charged to those without a job. */
  costOfMoving: number;
  /** Log points given up to work in another region than now, ≥ 0. */
  costOfRelocating: number;
  /** Standard deviation of the lasting match quality of person and employer, log points, ≥ 0. */
  matchQualitySd: number;
  /** Pay-equivalent of staying without a job, USD of 2023 / year; null: any job met is better. */
  noJobPay: number | null;
  /** Probability that an employer in another region answers, relative to one in the person's own, 0–1. */
  answersAbroad: number;
}

/** Employers rank applicants by `weightOfTalent · ln(talent) + fitSd · normal(month, person, employer)`. */
export interface Hiring {
  weightOfTalent: number;
  fitSd: number;
}

/** Probabilities a month, 0–1. */
export interface Separations {
  quitPerMonth: number;
  leaveFieldPerMonth: number;
  leaveFieldWithoutJobPerMonth: number;
  /** Employed people who leave for studies or an academic post elsewhere, in each of `studyMonths`. */
  leaveForStudiesPerMonth: number;
  /** Months of the year, 1–12. */
  studyMonths: number[];
  /** Largest of each for the employed, at which candidate months are drawn. */
  largestQuitPerMonth: number;
  largestLeaveFieldPerMonth: number;
}

/** Equity accrues monthly and is lost on leaving until it vests: first after the cliff, then every interval. */
export interface Vesting {
  cliffMonths: number;
  intervalMonths: number;
  refreshes: EquityRefresh[];
}

/** New equity for those who are there: it vests as a newcomer's does, from `month` on. */
export interface EquityRefresh {
  id: string;
  month: Month;
  /** Whose staff gets it: every employer of a sector, or of one group. */
  to: { of: 'sector' | 'employer'; id: string };
  /** Share of the staff that gets it, 0–1. */
  share: number;
}

/** The present employer beats what others offer its staff. */
export interface CounterOffers {
  /** Share of jobs whose employer does, 0–1. */
  share: number;
  /** Most that it pays one person over what it posts, log points ≥ 0. */
  most: number;
}

/** Pay answers the openings left at the end of a month (P17). */
export interface PayAnswers {
  /** Log points a year for a doubling of openings left over those usual. */
  perDoubling: number;
  /** Share of openings usually filled in a month, 0–1 exclusive (P16). */
  usualFill: number;
}

/** Founding a firm as one more option of a person who looks. */
export interface Founding {
  /** Probability that the option is open to one who looks, a month, 0–1. */
  rate: number;
  /** Salary a founder pays himself, USD of 2023 / year. */
  pay: number;
  /** Mean payment at exit to a founder, USD of 2023; and the share of exits with nothing (P05), 0–1 exclusive. */
  exitValue: number;
  exitNothing: number;
  /** Standard deviation of the log of the payment when there is one. */
  exitSd: number;
  /** Years to exit over which the payment counts as yearly equity. */
  yearsToExit: number;
  autonomy: number;
  /** Mission the founder expects, whatever the cause. */
  mission: number;
  /** Which skills may found: 1 or 0 per skill. */
  skills: number[];
  /** Sectors (ids of groups with count 0) new firms belong to before and after they come out of stealth. */
  stealthGroup: string;
  launchedGroup: string;
  /** Mean months in stealth; the end is drawn each month at 1/mean. */
  stealthMonths: number;
  /** Wanted AI staff in stealth and after launch, people, drawn per firm. */
  stealthStaff: Distribution;
  launchedStaff: Distribution;
  /** Probability of failing in a month, 0–1. */
  failurePerMonth: number;
}

/** Rounds of funding of founded firms. Each multiple is applied once a round. */
export interface FundingRounds {
  /** Probability that a firm raises a round in a month, 0–1. */
  perMonth: number;
  /** Most rounds that a firm can raise, 1–20. */
  most: number;
  /** Of expected equity, > 0; of the chance that it is worth nothing, of the failure rate, 0–1; of wanted staff, > 0. */
  equityMultiple: number;
  nothingMultiple: number;
  failureMultiple: number;
  staffMultiple: number;
}

/** Founded firms out of stealth that a larger employer buys. */
export interface Acquisitions {
  /** Probability that a firm is bought in a month, 0–1. */
  perMonth: number;
  /** Ids of the employers and groups that buy. */
  buyers: string[];
}

/** Founded firms out of stealth that list on a stock exchange. */
export interface Listings {
  /** Probability that a firm lists in a month, 0–1. */
  perMonth: number;
  /** Id of the group with count 0 that listed firms join. */
  group: string;
  /** Rounds of funding a firm needs before it can list. */
  afterRounds: number;
}

/** People at the top of talent, approached by large employers and bid for in an auction. */
export interface Superstars {
  /** Talent from which somebody is a star, index > 0. */
  talentFrom: number;
  /** Which skills have stars: 1 or 0 per skill. */
  skills: number[];
  /** AI staff from which an employer approaches stars, people > 0. */
  approachFromStaff: number;
  /** Probability that such an employer approaches one star in a month, 0–1. */
  approachRate: number;
  /** What a person of talent 1 is worth to an employer of `approachFromStaff` people, USD of 2023 / year. */
  value: number;
  /** Elasticities of that worth to the star's talent and to the employer's AI staff, ≥ 0. */
  valueOfTalent: number;
  valueOfScale: number;
  /** Probability that the present employer matches what others offer, 0–1. */
  matchesOffers: number;
  /** Places that an employer opens for stars in a month beyond its openings, people ≥ 0. */
  opensPlaces: number;
  /** Pay with equity from which the table of stars counts one as highly paid, USD of 2023 / year. */
  highPay: number;
}

export interface LayOffs {
  /** AI people per person laid off (all staff), 0–1. */
  aiShare: number;
  rounds: { id: string; month: Month; employer: string; people: number }[];
}

/** People work in teams: MODEL.md, "Teams". */
export interface Teams {
  /** People a team, drawn once an employer; below 1 counts as 1. */
  size: Distribution;
  /** Multiplier of looksPerMonth in the months after a team-mate left for another employer, and how many. */
  looksAfterLeaving: { multiplier: number; months: number };
  /** Probability that one who looks meets the employer a former team-mate left for in the last `tiesMonths`, 0–1. */
  ties: number;
  tiesMonths: number;
  /** Probability that a team-mate left behind is asked to follow, 0–1. */
  follow: number;
  /** Share of openings left that an employer gives to followers, 0–1. */
  followPlaces: number;
  /** Probability that a hire out of another job brings the whole team, 0–1; and the places opened for it, people. */
  liftOuts: number;
  liftOutPlaces: number;
  /** Places a new firm opens for its founder's team-mates, people. */
  founderPlaces: number;
}

/** Multiples of looking and quitting of those who came with their team, by an acqui-hire or by an acquisition (P06): at first, then later. */
export interface LeaveSooner {
  multiple: number;
  months: number;
  laterMultiple: number;
  laterMonths: number;
}

/** An employer hires the staff of another: MODEL.md, "Acqui-hires". */
export interface AcquiHires {
  /** Deals that happened, between named employers. Share 0–1; premium in log points of pay. */
  deals: { id: string; month: Month; from: string; to: string; share: number; premium: number }[];
  /** Probability that a founded firm out of stealth is approached in a month, 0–1, by a named employer of these sectors. */
  rate: number;
  by: string[];
  /** AI staff below which no founded firm is approached, people. */
  leastStaff: number;
  share: number;
  /** Log points of pay. */
  premium: number;
  /** What the antitrust authority does with deals struck from `ruleFrom` on; null: with all. */
  rule: 'allow' | 'forbid' | 'delay' | 'size-limit';
  ruleFrom: Month | null;
  delayMonths: number;
  /** Most people of one deal; null: no limit given. */
  sizeLimit: number | null;
}

/** A share of jobs in `sectors` binds who holds them not to go straight to another employer of these sectors. */
export interface NonCompetes {
  share: number;
  sectors: string[];
  /** Share enforced by region of the job, 0–1, same order as `regions`. */
  enforced: number[];
}

export const DEGREES = ['bachelor', 'master', 'doctorate', 'other'] as const;
export type Degree = (typeof DEGREES)[number];

/**
 * New people of one skill, in equal parts in each of `months`: so many a year (`study` null), or those who were given a
 * place years ago and completed.
 */
export interface Programme {
  id: string;
  label: string;
  degree: Degree;
  skill: string;
  /** Region's id, or null: each graduate's is drawn by the regions' shares. */
  region: string | null;
  /** People a year who enter, where there is no study; 0 with it. */
  graduates: number;
  study: Study | null;
  /** Months of the year in which people graduate and the next are given their places, 1–12. */
  months: number[];
  /** Share of graduates by home region, in the order of `regions`; sums to 1. Null: home is the programme's region. */
  origins: number[] | null;
}

export interface Study {
  /** Whole years from the place to the degree, ≥ 1. */
  years: number;
  /** Places a year, in equal parts in each of `months`. */
  places: number;
  /** Share of places filled at usual prospects, 0–1; and of students who complete. */
  fill: number;
  completion: number;
  /** Some students come on from another programme: they graduate there and do not enter the market then. */
  continuesFrom: { programme: string; share: number } | null;
}

/** Share of places filled = min(1, fill · pay index^payElasticity · (openings left ÷ usualLeft)^openingsElasticity). */
export interface FieldChoice {
  payElasticity: number;
  openingsElasticity: number;
  /** Share of a month's openings left at its end when prospects are usual, 0–1, > 0. */
  usualLeft: number;
  /** Mean lag of what students expect behind what is, months ≥ 1. */
  lagMonths: number;
}

/** People from other fields who learn a skill: so many a year at usual prospects, more when pay and openings rise, up to a capacity. */
export interface Retraining {
  id: string;
  label: string;
  skill: string;
  region: string | null;
  /** People a year at usual prospects, and at most. */
  people: number;
  capacity: number;
  payElasticity: number;
  openingsElasticity: number;
  usualLeft: number;
  /** Whole months from the start to the market, ≥ 1. */
  delayMonths: number;
  origins: number[] | null;
}

/** A monthly series, already interpolated over spin-up's first value and the whole calendar, and what it moves. */
export interface Driver {
  id: string;
  label: string;
  unit: string;
  /** One value per month from calendar.start to calendar.end, lagged and smoothed as the file says, in `unit`. */
  values: number[];
  /** One level for all months instead, in `unit`, where an experiment holds the driver still; absent: its values. */
  heldAt?: number;
  /** The level at which the driver has no effect, in `unit`. */
  reference: number;
  /** Which months rest on a published value (not before, after, or inside a gap). */
  published: boolean[];
  effects: DriverEffect[];
}

/** elasticity: × (value ÷ reference)^elasticity. slope: + slope × (value − reference). semiElasticity: × exp(semiElasticity × (value − reference)). */
export type DriverEffect = {
  target: Target;
  form: 'elasticity' | 'slope' | 'semiElasticity';
  strength: number;
};

/** set, add or multiply `target` by `value` from `from` on; over `rampMonths` linearly (0: at once); until `until` (inclusive) or for ever. */
export interface TimelineEvent {
  id: string;
  label: string;
  from: Month;
  until: Month | null;
  rampMonths: number;
  target: Target;
  operation: 'set' | 'add' | 'multiply';
  value: number;
  /** Only `share` of people feel it, those whom the lot of this name picks; absent: the number itself moves, for everybody. */
  felt?: { share: number; lot: string };
}

/** What a driver or event may move: a number that the engine reads each month. */
export type Target =
  | { of: 'employer' | 'sector'; id: string; attribute: keyof EmployerAttributes }
  /** cause null: every cause. */
  | { of: 'employer' | 'sector'; id: string; attribute: 'mission'; cause: string | null }
  | { of: 'employer' | 'sector'; id: string; attribute: 'skillMix'; skill: string }
  | { of: 'programme'; id: string; attribute: 'graduates' | 'places' }
  | { of: 'retraining'; id: string; attribute: 'people' | 'capacity' }
  /** A weight: shares of those who enter from then on are the weights ÷ their sum. */
  | { of: 'cause'; id: string; attribute: 'share' }
  | { of: 'region'; id: string; attribute: 'wageSubsidy' | 'returnHomePerMonth' | 'enforced' }
  | { of: 'route'; region: string; id: string; attribute: RouteNumber }
  | { of: 'market'; attribute: MarketNumber };

/** Numbers of the whole market that drivers and the timeline may move. */
export const MARKET_NUMBERS = [
  'people.looksPerMonth',
  'people.equityBeliefLevel',
  'choice.answersAbroad',
  'separations.quitPerMonth',
  'separations.leaveFieldPerMonth',
  'separations.leaveFieldWithoutJobPerMonth',
  'separations.leaveForStudiesPerMonth',
  'founding.rate',
  'founding.pay',
  'founding.exitValue',
  'founding.failurePerMonth',
  'layOffs.aiShare',
  'payAnswers.perDoubling',
  'counterOffers.share',
  'counterOffers.most',
  'fundingRounds.perMonth',
  'acquisitions.perMonth',
  'listings.perMonth',
  'teams.ties',
  'teams.follow',
  'teams.liftOuts',
  'acquiHires.rate',
  'nonCompetes.share',
  'superstars.approachRate',
  'superstars.value',
  'superstars.matchesOffers',
] as const;
export type MarketNumber = (typeof MARKET_NUMBERS)[number];

/** A number's name as the YAML has it: `looksPerMonth` is `looks-per-month` there. */
export const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What the published source sees of the simulated world. */
export interface Observe {
  /** Sector whose net flow the headline is about; null: no headline figures. */
  netFlowOf: string | null;
  /** Label of that sector in titles, such as "the five giants". */
  label: string;
  /** The vendor's database: observed people per simulated person, > 0; and by sector relative to it, ≥ 0, 1 for a sector that is absent. */
  coverage: number;
  coverageOfSectors: Readonly<Record<string, number>>;
  /** The survey of doctors: share of first jobs that it knows of, by destination, 0–1; 1 for one that is absent. */
  surveyOfDoctors: Readonly<Record<string, number>>;
  /** Share of a region's new people whom that survey asks about, 0–1; 0 for a region that is absent, but empty: all are asked about. */
  surveyedRegions: Readonly<Record<string, number>>;
  /** The job site: share of openings that are advertised there, by sector, 0–1; 1 for a sector that is absent. */
  jobSite: Readonly<Record<string, number>>;
  /** Share of a sector's people who are at what the sources call a large company, 0–1; 0 for a sector that is absent. */
  largeCompanies: Readonly<Record<string, number>>;
  /** Dated remarks for charts. */
  marks: { month: Month; label: string }[];
}
