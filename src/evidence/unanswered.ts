/** A run, or a scenario, that cannot say what a fact asks for; the message says why, in words that follow a colon. */
export class Unanswered extends Error {}

/** A figure as one run gives it, or why it gives none. */
export type Observed = { readonly value: number } | { readonly unanswered: string };

/** The figure, or null where the run gives none. */
export const answerOf = (observed: Observed): number | null => ('value' in observed ? observed.value : null);
