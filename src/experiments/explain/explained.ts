import type { FlowKind, FlowRow, MarketRow, Motive } from '../../model/records.ts';
import type { PlaceNamed } from './names.ts';

/** What `explain` gives, in every form: the terminal, pages and JSON ("talentflow.explain/1") show this. Months are YYYY-MM. */
export const EXPLAIN_FORMAT = 'talentflow.explain/1';

/** Which run was listened to: the same scenario, seed, replicate and engine give the same tables. */
export interface RunTold {
  readonly scenario: string;
  readonly title: string;
  readonly seed: string;
  readonly replicate: number;
  readonly scale: number;
  readonly from: string;
  readonly until: string;
}

export interface PersonExplained {
  readonly format: typeof EXPLAIN_FORMAT;
  readonly kind: 'person';
  readonly run: RunTold;
  readonly person: {
    /** What to type to ask about them, and the number that the engine knows them by. */
    readonly key: string;
    readonly number: number;
    readonly origin: string;
    readonly skill: string;
    readonly home: string;
    readonly cause: string;
    readonly talent: number;
    readonly practice: number;
    /** Log points of pay that one standard deviation of the job's autonomy or mission is worth. */
    readonly tasteForAutonomy: number;
    readonly tasteForMission: number;
    /** Log points of pay that a job at home is worth. */
    readonly attachmentToHome: number;
    readonly riskAversion: number;
    /** Believed over expected value of equity, before the level that everybody shares. */
    readonly equityBelief: number;
  };
  readonly life: readonly LifeEvent[];
  /** Where they were, one spell after another; the last is not over. */
  readonly spells: readonly Spell[];
}

export interface Spell {
  readonly place: PlaceNamed;
  readonly from: string;
  /** Month in which it ended; null while it lasts. */
  readonly until: string | null;
  /** `begins`, or the kind of move; after a `launch` or a `listing` it is the same job, counted in another sector. */
  readonly howItBegan: 'begins' | FlowKind;
}

export interface LifeEvent {
  readonly month: string;
  /** Whether the month is in the tables: spin-up is not. */
  readonly isRecorded: boolean;
  readonly what:
    | 'begins'
    | 'enters'
    | 'chooses'
    | 'moves'
    | 'visa'
    | 'right'
    | 'lay-off'
    | 'firm'
    | 'goes on';
  /** A sentence without a full stop. */
  readonly says: string;
  /** The row of `flows.csv` that counts this, if it is a change of place. */
  readonly move: MoveExplained | null;
  readonly choice: ChoiceExplained | null;
}

export interface MoveExplained {
  readonly from: PlaceNamed;
  readonly to: PlaceNamed;
  readonly kind: FlowKind;
  readonly skill: string;
}

export interface ChoiceExplained {
  readonly occasion:
    | 'looking'
    | 'without a job'
    | 'approached'
    | 'team-mate left'
    | 'staff hired'
    | 'firm bought';
  /** What made somebody look who had a job, with the probability; null otherwise. */
  readonly looking: { readonly probability: number; readonly reasons: readonly string[] } | null;
  /** Log points of pay for which values are compared: one more doubles the odds when it is ln 2 ÷ elasticity. */
  readonly elasticity: number;
  /** Staying first, then what was met, the best first. */
  readonly options: readonly OptionExplained[];
  /** How far their employer would go to keep them, in log points of pay; null where it would not. */
  readonly counterOffer: { readonly room: number } | null;
  /** Where their firm is bought: what a job like theirs elsewhere would cost them, which staying counts less by; null otherwise. */
  readonly moveElsewhere: { readonly cost: number } | null;
  /** Employers that wrote to a star; those whose places are all taken cannot bid, and are no options. */
  readonly letters: readonly PlaceNamed[];
  /** Employers that would have answered, if a non-compete did not bar them. */
  readonly barred: readonly PlaceNamed[];
  /** Position of what was taken, among the options. */
  readonly taken: number;
  readonly chanceIs: string;
  readonly tipping: Tipping | null;
}

export interface OptionExplained {
  readonly place: PlaceNamed;
  readonly isStaying: boolean;
  readonly isOwnFirm: boolean;
  readonly isThroughTeammate: boolean;
  /** USD a year; null without a job. */
  readonly pay: number | null;
  /** Log points of pay; added from left to right they are the value. */
  readonly parts: Readonly<Record<Motive, number>>;
  readonly value: number;
  /** Of the noise, what lasts as long as the pair. */
  readonly lasting: number;
  /** Chance to be the one liked best, given who was met; staying with all that their employer would pay to keep them. */
  readonly chance: number;
  readonly answer:
    | 'taken'
    | 'stays'
    | 'turned down'
    /** Not asked, as their employer would have beaten it; and it had no place for them. */
    | 'would have been turned down'
    | 'not asked'
    | 'worth less than staying'
    | 'beaten by their employer'
    | 'outbid';
  /** How the employer ranked them and the last one it took, where it had to choose. */
  readonly rank: { readonly own: number; readonly least: number | null; readonly places: number } | null;
  /** Of an auction: the highest bid in log points of pay, to this person; and by how much pay rose. */
  readonly bid: number | null;
  readonly raise: number | null;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Tipping {
  /** What would have been taken instead: the best of what they could have had, as far as is known. */
  readonly instead: PlaceNamed;
  readonly isStaying: boolean;
  /** False of a job that is worth less than staying: whether its employer would have taken them is not worked out. */
  readonly isKnownToBeHad: boolean;
  /** Log points of pay that were missing. */
  readonly gap: number;
  /** The same as a share of the pay of `instead`, and in USD a year; null where it has no pay. */
  readonly morePay: number;
  readonly morePayUsd: number | null;
  /** Motives whose difference, taken away, would have changed the choice. */
  readonly without: readonly Motive[];
  readonly says: string;
}

/** Somebody who made a move that was asked for, with their life in a line. */
export interface MoverExplained extends MoveExplained {
  readonly month: string;
  readonly isRecorded: boolean;
  readonly person: string;
  readonly career: string;
}

export interface PeopleExplained {
  readonly format: typeof EXPLAIN_FORMAT;
  readonly kind: 'people';
  readonly run: RunTold;
  readonly moves: readonly MoverExplained[];
  /** Moves that fit, listed or not. */
  readonly found: number;
}

/** One month of the market: rows are those of the tables of that month, counts of simulated people. */
export interface MonthExplained {
  readonly format: typeof EXPLAIN_FORMAT;
  readonly kind: 'month';
  readonly run: RunTold;
  readonly month: string;
  readonly market: MarketRow;
  /** Whether some employers take whoever comes: the market's `vacancies` are those of the others. */
  readonly hasUnlimitedOpenings: boolean;
  readonly byKind: Readonly<Partial<Record<FlowKind, number>>>;
  /** Changes of place by kind in the months up to this one, this one last: three years of them, where the tables have them. */
  readonly before: readonly {
    readonly month: string;
    readonly byKind: Readonly<Partial<Record<FlowKind, number>>>;
  }[];
  readonly flows: readonly FlowRow[];
  readonly moves: readonly MoverExplained[];
  readonly found: number;
}

export interface EmployerExplained {
  readonly format: typeof EXPLAIN_FORMAT;
  readonly kind: 'employer';
  readonly run: RunTold;
  readonly employer: {
    readonly key: string;
    readonly number: number;
    readonly label: string;
    readonly sector: string;
    readonly region: string;
    /** The row of `employers.csv` it is counted in; its own where it is named. */
    readonly unit: string;
    readonly founder: string | null;
  };
  readonly events: readonly { readonly month: string; readonly says: string }[];
  readonly months: readonly EmployerMonth[];
  /** Who came and who left, in order; `found` with those not listed, and by direction. */
  readonly moves: readonly (MoverExplained & { readonly direction: Direction })[];
  readonly found: number;
  readonly byDirection: Readonly<Record<Direction, number>>;
}

/** Of a move, seen from an employer. `stayed`: the firm changed sector with its people, out of stealth or by going public. */
export type Direction = 'came' | 'left' | 'stayed';

/** What an employer planned in a month, and what came of it. Simulated people. In the month of its founding it has no plan yet: null. */
export interface EmployerMonth {
  readonly month: string;
  readonly isRecorded: boolean;
  /** At the beginning of the month, when plans are made, and at its end. */
  readonly staffBefore: number;
  readonly staffAfter: number;
  /** demand × staff at demand 1 × the answer to the cost of talent: what wanted staff move to, by `adjustment` a month. */
  readonly target: number | null;
  readonly wanted: number | null;
  readonly demand: number | null;
  readonly freeze: number | null;
  /** Posted, all skills; null: whoever comes. Without a plan none. */
  readonly openings: number | null;
  /** USD a year, for a skill with pay ratio 1. */
  readonly pay: number | null;
  readonly came: Readonly<Partial<Record<FlowKind, number>>>;
  readonly left: Readonly<Partial<Record<FlowKind, number>>>;
}
