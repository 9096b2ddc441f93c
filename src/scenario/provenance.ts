import type { Place } from './scenario-error.ts';

/** Where a value comes from: a spot in a file, the command line, or nowhere but the vocabulary's default. */
export type Origin = { file: string; line: number; column: number } | '--set' | 'default';

/** What backs a number. */
export interface Backing {
  source: string | null;
  kind: 'measured' | 'estimated' | 'assumed' | 'fitted' | null;
  why: string | null;
  range: [number, number] | null;
  fact: string | null;
}

/** One value of the scenario as resolved, as `talentflow show` prints it. */
export interface ShownValue extends Backing {
  path: string;
  value: number | string | boolean;
  /** Null for texts, months and words. */
  unit: string | null;
  origin: Origin;
}

export const NO_BACKING: Backing = { source: null, kind: null, why: null, range: null, fact: null };

export function originOf(place: Place): Origin {
  return 'set' in place ? '--set' : { file: place.file, line: place.line, column: place.column };
}
