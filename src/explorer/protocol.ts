import type { Mistake } from '../scenario/parse.ts';
import type { Ask, ExplainedInPage } from './explain.ts';
import type { Stage } from './stages.ts';
import type { CheckedFact, Summary } from './summary.ts';

/** What the page asks a worker for. Each worker does one thing at a time; a new request stops what is under way. */
export type Request =
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly text: string;
      readonly stage: Stage;
      readonly replicate: number /** Whether its tables can be had as files later. */;
      readonly keeps: boolean;
    }
  /** The text's scenario at the size of the stage is run again, and asked about; beside the base, where it is given. */
  | {
      readonly kind: 'explain';
      readonly id: number;
      readonly text: string;
      readonly base: string | null;
      readonly stage: Stage;
      readonly ask: Ask;
    }
  | { readonly kind: 'stop' }
  /** Tables of the last finished run that was kept, as files; none when there is none. */
  | { readonly kind: 'files'; readonly id: number; readonly as: 'csv' | 'parquet' };

/** A lever's value in the scenario, in the lever's unit; null where the scenario has none. */
export type LeverValues = Readonly<Record<string, number | null>>;

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'mistakes'; readonly id: number; readonly mistakes: readonly Mistake[] }
  /** The scenario is sound; its name, its stages and where its levers stand. */
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly name: string;
      readonly title: string;
      readonly levers: LeverValues;
      readonly stages: readonly Stage[];
      readonly set: readonly string[];
    }
  | {
      readonly kind: 'month';
      readonly id: number;
      readonly month: string;
      readonly done: number;
      readonly of: number;
    }
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly stage: Stage;
      readonly replicate: number;
      readonly summary: Summary;
      /** Facts held against all replicates so far of this text and stage, the worst first; none of a sketch. */
      readonly facts: readonly CheckedFact[];
      readonly milliseconds: number;
    }
  | { readonly kind: 'explained'; readonly id: number; readonly explained: ExplainedInPage }
  | { readonly kind: 'stopped'; readonly id: number }
  /** The market cannot go on, or is too large; the text is for the reader. */
  | { readonly kind: 'failed'; readonly id: number; readonly why: string }
  | {
      readonly kind: 'files';
      readonly id: number;
      readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
    };
