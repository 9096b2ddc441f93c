/**
 * What `simulate` yields: one finished, immutable record a month. Counts are simulated people (not divided by scale),
 * integers. Places are reported units: a named employer's id, the id of a sector (employers of it that are not named),
 * or one of OUTSIDE.
 */
export interface MonthRecord {
  readonly month: string; // YYYY-MM
  /** Everyone who changed place this month, one row per (from, to, skill, kind) with people > 0, sorted by these. */
  readonly flows: readonly FlowRow[];
  /** One row per reported unit, in the order named employers (file order), then sectors with employers that are not named. */
  readonly employers: readonly EmployerRow[];
  /** People at the end of the month by unit (and 'no job') and skill; rows with 0 people are left out. */
  readonly stocks: readonly StockRow[];
  readonly regions: readonly RegionRow[];
  /** People by region, home and skill, without rows of 0; none where there is one region. */
  readonly origins: readonly OriginRow[];
  /** Who went from one region to another. */
  readonly migration: readonly MigrationRow[];
  /** One row a route, every month. */
  readonly visas: readonly VisaRow[];
  readonly reasons: readonly ReasonRow[];
  /** Those with a job who looked, by unit: of the observed sector, or of all where none is observed; none without them. */
  readonly choices: readonly ChoiceRow[];
  /** First jobs of new people of each skill, by where they went; and those who left the field without having had one. */
  readonly firstJobs: readonly FirstJobRow[];
  /** One row per programme and kind of retraining, in the order of the file. */
  readonly students: readonly StudentRow[];
  readonly founders: FoundersRow;
  /** People who moved with their team, by where from, where to and how. */
  readonly teams: readonly TeamRow[];
  /** Of those who came together with others some months ago, how many have left again; rows without anybody are left out. */
  readonly retention: readonly RetentionRow[];
  /** Units with stars, or whose stars came or left; none without the mechanism. */
  readonly stars: readonly StarRow[];
  readonly concentration: ConcentrationRow;
  /** One row per reported unit with staff, in the order of `employers`. */
  readonly pay: readonly PayRow[];
  readonly market: MarketRow;
}

/** Stand for a unit where somebody is at no employer: not in the market yet, in it without a job, out of it. */
export const OUTSIDE = { entry: 'entry', noJob: 'no job', left: 'left the field' } as const;

/** Why somebody changed place. `launch` and `listing`: their firm changed sector. */
export const FLOW_KINDS = [
  'entry', // new to the market: entry → no job
  'hire', // no job → employer
  'visa-hire', // no job or employer → employer, with a visa granted now or earlier
  'hired-abroad', // no job or employer → employer that was refused a visa for them: they stay where they are
  'job-to-job', // employer → employer, another or the same reported unit
  'founding', // no job or employer → a firm of one's own
  'quit', // employer → no job
  'visa-end', // employer → no job: the permission to work ended
  'return-home', // employer → no job, to go home
  'lay-off', // employer → no job
  'failure', // one's firm failed: employer → no job
  'studies', // employer → left the field, for studies or a post elsewhere
  'exit', // employer or no job → left the field
  'launch', // stealth sector → launched sector
  'acquisition', // one's firm was bought: employer → its buyer
  'listing', // launched sector → listed sector
  'lift-out', // employer → employer, after a team-mate who was hired there or founded it
  'acqui-hire', // employer → employer that hired its staff
] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

export interface FlowRow {
  readonly from: string;
  readonly to: string;
  readonly skill: string;
  readonly kind: FlowKind;
  readonly people: number;
}

export interface EmployerRow {
  readonly unit: string;
  /** People who came (hire, visa-hire, hired-abroad, job-to-job, founding, acquisition, lift-out, acqui-hire), moves between two employers of the same unit included. */
  readonly hires: number;
  /** People who left, by kind; job-to-job includes founding, acquisition, lift-outs, acqui-hires, jobs abroad and moves inside the unit; quits ended permissions and returns home. */
  readonly jobToJob: number;
  readonly quits: number;
  readonly layOffs: number;
  readonly failures: number;
  readonly exits: number;
  /** In minus out by launches and listings (a sector gains what another loses). */
  readonly launches: number;
  /** hires − all separations (launches and listings left out), people. */
  readonly net: number;
  /** On the last day of the month. */
  readonly staff: number;
  readonly wantedStaff: number;
  /** Openings posted this month, all skills; null when unlimited. */
  readonly vacancies: number | null;
  /** Openings filled this month, or kept for somebody whose visa is asked for, ÷ posted; null when none or unlimited. */
  readonly fillRate: number | null;
  /** Mean posted pay over staff relative to the group's pay at the start, ratio; null without staff. */
  readonly payIndex: number | null;
  /** Employers that exist in the unit. */
  readonly firms: number;
  /** People in all other jobs, on the last day of the month, and those of them cut in the month's lay-off rounds. */
  readonly otherStaff: number;
  readonly otherCuts: number;
  /** Of the hires, people whose first job it is and who came from a programme, not from retraining. */
  readonly graduates: number;
  /** Mean months in the present job of a named employer's staff; null for a sector's others and without staff. */
  readonly meanTenureMonths: number | null;
  /** People who stayed for a counter-offer this month, and the sum of their raises in millionths of a log point. */
  readonly kept: number;
  readonly microRaises: number;
}

export interface StockRow {
  readonly unit: string;
  readonly skill: string;
  readonly people: number;
}

/** people now = people before + arrivals − departures + entries − exits, exactly. People without a job count where they are. */
export interface RegionRow {
  readonly region: string;
  readonly people: number;
  readonly arrivals: number;
  readonly departures: number;
  readonly entries: number;
  /** Of the entries, people who came from a programme and are at home in another region: they had come to study. */
  readonly cameToStudy: number;
  /** People at home here who entered in another region, from a programme there. */
  readonly wentToStudy: number;
  readonly exits: number;
}

export interface OriginRow {
  readonly region: string;
  readonly home: string;
  readonly skill: string;
  readonly people: number;
}

export interface MigrationRow {
  readonly from: string;
  readonly to: string;
  readonly people: number;
}

/** What is counted of a route in a month. waiting now = before + applications − refused − started − withdrawn, exactly. */
export const VISA_COUNTS = [
  'applications',
  'selected',
  'granted',
  'refused',
  'hiredAbroad',
  'started',
  'withdrawn',
] as const;
export type VisaCount = (typeof VISA_COUNTS)[number];

export interface VisaRow extends Readonly<Record<VisaCount, number>> {
  readonly region: string;
  readonly route: string;
  /** Applications pending at the end of the month, granted ones that wait for the first day among them. */
  readonly waiting: number;
}

/** Parts of the value of a job, in the order of `PART`. */
export const MOTIVES = ['pay', 'equity', 'autonomy', 'mission', 'home', 'cost', 'noise'] as const;
export type Motive = (typeof MOTIVES)[number];

/**
 * Voluntary moves out of a job (job-to-job, founding, lift-out and acqui-hire): the motive with the largest gain over staying, and the sum over the
 * moves of each part's difference, new job minus old, in millionths of a log point (an integer, so that no order of adding matters).
 */
export interface ReasonRow {
  readonly from: string;
  readonly to: string;
  readonly tippedBy: Motive;
  readonly moves: number;
  readonly microParts: Readonly<Record<Motive, number>>;
}

/** Motives that somebody weighs before chance: all but noise, in the order of a job's parts. */
export const KNOWN_MOTIVES = [
  'pay',
  'equity',
  'autonomy',
  'mission',
  'home',
  'cost',
] as const satisfies Motive[];
export type KnownMotive = (typeof KNOWN_MOTIVES)[number];

/**
 * Choices of the employed who looked. Expected leavers are sums of probabilities, in millionths: `microAnswers` if each job met were worth
 * what staying is, `microParts` what each motive adds to it; together the leavers that the logit expects. `wouldLeave` is how many chance made of them.
 */
export interface ChoiceRow {
  readonly unit: string;
  readonly looked: number;
  /** Jobs they met, firms of their own that they could found among them. */
  readonly met: number;
  /** People to whom one of these was worth more than staying, whether or not they got it. */
  readonly wouldLeave: number;
  readonly microAnswers: number;
  readonly microParts: Readonly<Record<KnownMotive, number>>;
}

export interface FirstJobRow {
  readonly skill: string;
  /** Sector of the job, or OUTSIDE.left. */
  readonly sector: string;
  /** Where they were until then. */
  readonly region: string;
  readonly people: number;
  /** Of them, people who met a job of another destination that they liked better and that went to others. */
  readonly turnedDown: number;
  /** Of them, people who gave up a job of another destination; and the sum over them of each part's difference, taken minus given up. */
  readonly compared: number;
  readonly microParts: Readonly<Record<Motive, number>>;
}

/** Stands for the region of a programme without one; ids have no spaces. */
export const ALL_REGIONS = 'all regions';

export interface StudentRow {
  readonly programme: string;
  /** A region's id, or ALL_REGIONS: graduates are spread over them by their shares. */
  readonly region: string;
  readonly degree: string;
  /** Places given this month (for retraining: its capacity), and people who started; null for an inflow without study. */
  readonly places: number | null;
  readonly started: number | null;
  /** On the last day of the month; null likewise. */
  readonly enrolled: number | null;
  readonly graduates: number;
  /** Of them, people who went on to another programme and did not enter the market. */
  readonly continued: number;
}

/** How AI staff are spread over employers, one by one, members of groups too: whole numbers, from which shares follow. */
export interface ConcentrationRow {
  readonly staff: number;
  /** Sum over employers of staff². */
  readonly squares: number;
  /** Staff of the five employers with most, and of the sector that is observed. */
  readonly topFive: number;
  readonly observed: number;
}

/** Pay offered at the end of the month: geometric means over people, USD a year; null without them. */
export interface PayRow {
  readonly unit: string;
  readonly staff: number;
  /** Sum over staff of the log of the pay of a skill with pay ratio 1, in millionths: an integer, so that units can be added. */
  readonly microLogPosted: number;
  readonly pay: number;
  /** Of those of the staff who came this month, and of those who were there before. */
  readonly payOfHires: number | null;
  readonly payOfIncumbents: number | null;
}

/** Those who founded a firm this month, and what became of founded firms. */
export interface FoundersRow {
  readonly founders: number;
  /** Sums over the founders, in millionths: believed over expected value of their exit, and the gain from it in log points of
   * pay at their own belief and at a belief of one. */
  readonly microBelief: number;
  readonly microGain: number;
  readonly microGainAtOne: number;
  /** Firms whose founders got something: bought or listed; and nothing: failed. */
  readonly withSomething: number;
  readonly withNothing: number;
}

export interface TeamRow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'lift-out' | 'acqui-hire';
  /** Teams that somebody followed out of (a team of an employer to one employer), or deals that moved anybody. */
  readonly moves: number;
  readonly people: number;
}

/** Kinds of flows by which people come together with others. */
export const TOGETHER = ['lift-out', 'acqui-hire', 'acquisition'] as const satisfies readonly FlowKind[];

/** After so many months those who came together are counted again: P06 is about the first year, and the second shows what lasts. */
export const RETENTION_MONTHS = [12, 24] as const;

export interface RetentionRow {
  /** Unit that they came to, as it was then. */
  readonly unit: string;
  readonly kind: (typeof TOGETHER)[number];
  /** Months since they came, one of RETENTION_MONTHS. */
  readonly after: number;
  readonly came: number;
  /** Of them, people who are no longer in that job. */
  readonly left: number;
}

export interface StarRow {
  /** As in `stocks`. */
  readonly unit: string;
  /** Stars there on the last day of the month. */
  readonly stars: number;
  /** Their median pay with expected equity, USD a year, what is the person's own included; null for those without a job, and where there are none. */
  readonly medianPay: number | null;
  /** Of them, people whose pay is at least the scenario's `high-pay`. */
  readonly highlyPaid: number;
  /** Stars who came (hire, job-to-job, founding), and who left in any way but with their firm; moves inside the unit included. */
  readonly hires: number;
  readonly leavers: number;
  /** Of those who left, people who founded a firm. */
  readonly founders: number;
}

export interface MarketRow {
  readonly people: number;
  readonly withoutJob: number;
  readonly searchers: number;
  readonly meetings: number;
  readonly vacancies: number;
  readonly hires: number;
  readonly moves: number;
  /** Firms founded, failed and launched this month. */
  readonly founded: number;
  readonly failed: number;
  readonly launched: number;
  readonly acquired: number;
  readonly listed: number;
  /** Rounds of funding raised this month, and those of them that were a firm's first. */
  readonly rounds: number;
  readonly firstRounds: number;
}
