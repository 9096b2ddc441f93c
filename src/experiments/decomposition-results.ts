import type { Decomposition, PartOfChange } from './decompose.ts';

/** One outcome, with off as one reference has it. */
export interface DecomposedOutcome extends Decomposition {
  readonly outcome: string;
  readonly title: string;
  readonly unit: string;
  readonly reference: Span;
  readonly before: Level;
  readonly after: Level;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Mean of the outcome in a period with all causes on, over the sets. */
export interface Level extends Span {
  readonly mean: number;
}

/** What a smaller scale does to the change, from the same sets at both. */
export interface BiasOfScale {
  readonly outcome: string;
  readonly unit: string;
  readonly what: string;
  readonly scale: number;
  readonly largerScale: number;
  readonly sets: number;
  readonly change: number;
  readonly changeAtLarger: number;
  /** Standard error of the difference of the two; null of one set. */
  readonly monteCarloError: number | null;
}

/** How people's leaving changed between the periods. */
export interface DecomposedLeaving {
  /** The sector left, in words. */
  readonly from: string;
  readonly unit: string;
  readonly before: Level;
  readonly after: Level;
  readonly whole: PartOfChange;
  readonly parts: readonly PartOfChange[];
}

export interface DecompositionResults {
  readonly scenario: string;
  readonly sets: number;
  readonly scale: number;
  /** In words that follow "parameters". */
  readonly parameters: string;
  readonly outcomes: readonly DecomposedOutcome[];
  readonly leaving: DecomposedLeaving | null;
  readonly bias: readonly BiasOfScale[];
}
