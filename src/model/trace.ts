import type { Month } from '../scenario/scenario.ts';
import type { FlowKind } from './records.ts';

/**
 * Somebody who listens while the market decides. What they hear is what the engine used, told at the place where it was used; they
 * may not change anything. Without a listener nothing is made to be told: each place asks once whether there is one.
 */
export interface Trace {
  /** A month begins, spin-up included; what is told before the first belongs to the eve of it. */
  beginMonth(date: Month): void;
  /** Whether the decisions about a person, by key, are to be told. */
  followsPerson(key: number): boolean;
  /** Whether the plans of an employer, by key, are to be told. */
  followsEmployer(key: number): boolean;
  /** Every change of place of everybody, followed or not: all that the flows of a month count. */
  moved(move: Move): void;
  /** A decision about somebody who is followed, in the order in which they are made. */
  note(record: TraceRecord): void;
}

/** An employer, or none (key NO_JOB_KEY, group −1). Group and region are those it has now. */
export interface Place {
  readonly key: number;
  readonly group: number;
  readonly region: number;
}

/** @property from null: new to the market. @property to null: out of the field. */
export interface Move {
  readonly person: number;
  readonly skill: number;
  readonly from: Place | null;
  readonly to: Place | null;
  readonly kind: FlowKind;
}

/**
 * One decision: what it was about, all that it reads, the draws it used and what came of it. It may differ between two runs only if
 * one of its inputs does; draws are functions of (seed, decision, month, who, other), so that they never differ. Values
 * are numbers, words, places and lists of them, so that two records are alike when their JSON is.
 */
export interface Decided<What extends string, Inputs, Outcome> {
  readonly what: What;
  /** Key of the person or employer decided about. */
  readonly who: number;
  /** Key of another person, employer or route that it is about, too. */
  readonly other: number | null;
  readonly inputs: Inputs;
  /** Uniform on (0, 1), by what they are for. */
  readonly draws: Readonly<Record<string, number>>;
  readonly outcome: Outcome;
}

/** Numbers that a decision reads, by name. */
export type Inputs = Readonly<Record<string, Told>>;
/** `undefined` is left out, as JSON does. */
export type Told = number | string | boolean | null | undefined | Place | readonly Told[];

/** What a job (or none, or a firm of one's own) is worth to somebody in a month. */
export interface Worth {
  /** Null: a firm of one's own. */
  readonly place: Place | null;
  /** In the order of MOTIVES, log points of pay; added from left to right they are the value. */
  readonly parts: readonly number[];
  readonly value: number;
  /** Part of the noise that stays as long as the pair, log points; the rest is drawn anew each month. */
  readonly lasting: number;
  /** Pay that is posted for the person's skill, or agreed with them, USD a year; null without a job. */
  readonly pay: number | null;
  /** Read for the parts. */
  readonly inputs: Inputs;
}

/** One of somebody's options, best first: whether they asked for it, and whether they got it. */
export interface Proposal {
  readonly place: Place | null;
  readonly isAsked: boolean;
  /** Openings of the skill, and how the employer ranks this applicant. */
  readonly places: number;
  readonly rank: number;
  /** Rank of the last applicant who got a place, where all are taken; null where one is left for everybody who asks. */
  readonly leastRank: number | null;
  readonly isAccepted: boolean;
}

/** How somebody came to choose: looked; was approached as a star, asked to follow a team-mate, offered a job with their staff; or their firm was sold. */
export type WayToChoose = 'search' | 'approach' | 'follow' | 'staff' | 'sale';

export interface InputsOfChoice {
  readonly way: WayToChoose;
  readonly elasticity: number;
  readonly [name: string]: Told;
}

export interface Bid {
  readonly place: Place;
  readonly least: number;
  readonly room: number;
}

export interface Person {
  readonly place: Place;
  readonly skill: number;
  readonly region: number;
  readonly home: number;
  readonly cause: number;
  readonly talent: number;
  readonly practice: number;
  readonly tasteForAutonomy: number;
  readonly tasteForMission: number;
  readonly attachmentToHome: number;
  readonly riskAversion: number;
  readonly equityBelief: number;
  readonly right: number;
  readonly route: number | null;
  /** Months since the present job began, at the start of the run; null for those who enter later. */
  readonly tenure: number | null;
}

export type TraceRecord =
  /** Starts in the market or enters it; inputs are the distributions that traits are drawn from. */
  | Decided<'begins', { readonly traits: string }, Person>
  /** What is so of a person as a month begins: the outcome of all that was decided before. */
  | Decided<'stands', Record<string, never>, Inputs>
  /** In a candidate month, or as a newcomer who leaves sooner: looks for another job, or does not. */
  | Decided<'looks', Inputs, { readonly probability: number; readonly looks: boolean }>
  | Decided<'quits', Inputs, { readonly quits: boolean }>
  | Decided<'leaves field', Inputs, { readonly as: 'exit' | 'studies' | null }>
  | Decided<'lay-off', Inputs, { readonly isLaidOff: boolean }>
  | Decided<'returns home', Inputs, { readonly returns: boolean }>
  /** A right to work becomes permanent, or ends. */
  | Decided<'right', Inputs, { readonly becomes: 'permanent' | 'ended' | 'ended, works from home' }>
  /** Who answered somebody who looks: employers that called, those of former team-mates, and those that a non-compete bars. */
  | Decided<
      'meets',
      Inputs,
      {
        readonly callers: readonly Place[];
        readonly ties: readonly Place[];
        readonly barred: readonly Place[];
      }
    >
  /** What somebody would rather do than stay: positions of options, best first. */
  | Decided<
      'chooses',
      InputsOfChoice,
      { readonly staying: Worth; readonly options: readonly Worth[]; readonly ranked: readonly number[] }
    >
  | Decided<'matched', { readonly proposals: readonly Proposal[] }, { readonly to: Place | null | 'stays' }>
  /** Of those who look: whether the employer beats what others offer, or would, and by how much pay at most; null: not at all. */
  | Decided<'answers offers', Inputs, { readonly room: number | null }>
  /** Stays for more pay, which beats the best offer that could have been had. */
  | Decided<'kept', Inputs, { readonly beaten: Place; readonly raise: number }>
  /** The employer refreshes equity: a new grant vests from now on. */
  | Decided<'equity', Inputs, { readonly isRefreshed: boolean }>
  /** Employers whose draw says that they write to a star this month, and those that did; without a place they cannot bid. */
  | Decided<'approached', Inputs, { readonly drawn: readonly Place[]; readonly by: readonly Place[] }>
  | Decided<
      'auction',
      { readonly outside: readonly Bid[]; readonly present: Bid | null; readonly otherwise: number },
      { readonly winner: Place | null; readonly raise: number }
    >
  /** A visa is asked for. */
  | Decided<'applies', Inputs, { readonly place: Place; readonly route: number }>
  /** An application is decided, or stays on the list. */
  | Decided<
      'visa',
      Inputs,
      { readonly becomes: 'granted' | 'not selected' | 'refused' | 'stays on the list' }
    >
  /** With the visa granted, until the first day at work. */
  | Decided<'waits', Inputs, { readonly months: number }>
  /** Not selected, or refused: whether the employer takes them on where they are. */
  | Decided<'hired abroad', Inputs, { readonly isHired: boolean }>
  /** A team-mate (`other`) left, and this one is asked to follow. */
  | Decided<'asked to follow', Inputs, Record<string, never>>
  /** An employer hires the staff of another, and this one is among those it wants. */
  | Decided<'offered', Inputs, Record<string, never>>
  /** One's firm is bought. */
  | Decided<'goes along', Inputs, { readonly goes: boolean }>
  /** An employer's plan for the month: openings by skill; UNLIMITED where it takes whoever comes. */
  | Decided<'plans', Inputs, { readonly wanted: number; readonly openings: readonly number[] }>
  /** What becomes of a founded firm. */
  | Decided<'fate', Inputs, { readonly fate: 'fails' | 'is bought' | 'lists' | 'goes on' }>
  | Decided<'bought', Inputs, { readonly buyer: Place }>
  | Decided<'round of funding', Inputs, { readonly rounds: number }>
  | Decided<'launch', Inputs, Record<string, never>>
  | Decided<'listing', Inputs, Record<string, never>>
  /** `other` is the founder. */
  | Decided<'founded', Inputs, { readonly place: Place }>
  /** An employer's pay answers the openings it has left. */
  | Decided<'pay answers', Inputs, { readonly logPay: number }>;

export type RecordOf<What extends TraceRecord['what']> = Extract<TraceRecord, { what: What }>;

/** A record without what it is about, which whoever passes it on adds. */
export type ToldOf<What extends TraceRecord['what']> = Omit<RecordOf<What>, 'what' | 'who' | 'other'> & {
  readonly other?: number | null;
};
