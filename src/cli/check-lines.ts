import {
  answersNothing,
  type CheckedFact,
  isFailure,
  type Tally,
  tallies,
  type Verdict,
} from '../evidence/check.ts';
import type { Role } from '../evidence/fact.ts';
import { type Contest, coverageOf, type ScoredFact } from '../evidence/scoring.ts';
import { figureText, intervalText, simulatedText, toleratedText } from '../evidence/words.ts';
import { columns } from './columns.ts';
import type { Paint } from './terminal.ts';

const HEADINGS: Readonly<Record<Role, string>> = {
  fitted: 'Fitted',
  'held out': 'Held out: not fitted, checked only; nothing may be tuned on these',
  prior: 'Priors: outcomes that they are about, beside what runs give',
  input: 'Inputs',
};
const ROLES = Object.keys(HEADINGS) as Role[];

const COLOUR_OF: Readonly<Record<Verdict, Parameters<Paint>[0]>> = {
  inside: 'green',
  outside: 'red',
  uninformative: 'yellow',
  'not answered': 'yellow',
  'not judged': 'dim',
};

/** What `check` says on standard output: the facts by role, the worst first, and what follows. */
export function checkLines(facts: readonly CheckedFact[], paint: Paint): string[] {
  const judged = facts.filter(({ kind }) => kind !== 'note' && kind !== 'report');
  return [
    ...ROLES.flatMap((role) => {
      const ofRole = judged.filter((fact) => fact.role === role);
      if (ofRole.length === 0) return [];
      const counts = tallies(judged).filter((tally) => tally.role === role);
      return [paint('bold', HEADINGS[role]), ...counts.map(tallyLine), ...table(ofRole, paint), ''];
    }),
    ...reported(facts, paint),
    ...conclusions(facts, paint),
  ];
}

function tallyLine({ kind, counts }: Tally): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const others = (['outside', 'uninformative', 'not answered'] as const)
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${verdict}`);
  const rest = others.length > 0 ? `; ${others.join(', ')}` : '';
  return `  ${kind === 'sign' ? 'signs and orders' : 'figures'}: ${counts.inside} of ${all} inside${rest}`;
}

function table(facts: readonly CheckedFact[], paint: Paint): string[] {
  const header = ['', 'verdict', 'published', 'simulated', 'tolerated', 'distance', ''];
  const rows = facts.map((fact) => [
    fact.id,
    verdictText(fact),
    figureText(fact.published),
    simulatedWithInterval(fact),
    leastOrTolerated(fact),
    fact.distance === null ? '' : figureText(Math.abs(fact.distance)),
    `${fact.title}, ${fact.unit}`,
  ]);
  const [head, ...lines] = columns([header, ...rows]);
  return [
    paint('dim', `  ${head}`),
    ...lines.map((line, at) => `  ${paint(COLOUR_OF[facts[at]!.verdict], line)}`),
  ];
}

export function verdictText({ verdict, role, isByConstruction }: CheckedFact): string {
  if (role === 'input' && verdict === 'inside')
    return isByConstruction ? 'reproduced by construction' : 'reproduced';
  return role === 'held out' ? `${verdict}, held out` : verdict;
}

/** `12 (9 to 14)`, where the interval has no column of its own; of a sign or order `85% of runs (median 0.3)`. */
export function simulatedWithInterval(fact: CheckedFact): string {
  const { simulated, low, high, agree, why, isByConstruction } = fact;
  if (simulated === null) return why ?? '–';
  if (agree !== null) return `${simulatedText(fact)} (median ${figureText(simulated)})`;
  const hasInterval = low !== null && high !== null && !isByConstruction;
  return `${simulatedText(fact)}${hasInterval ? ` (${intervalText(low, high)})` : ''}`;
}

/** `44.2 to 140`; of a sign or order `at least 90%`, since the column beside it says of what. */
export const leastOrTolerated = (fact: CheckedFact): string =>
  fact.needed === null ? toleratedText(fact) : `at least ${figureText(100 * fact.needed)}%`;

function reported(facts: readonly CheckedFact[], paint: Paint): string[] {
  const lines = facts
    .filter(({ kind }) => kind === 'note' || kind === 'report')
    .map((fact) => [
      fact.id,
      fact.role,
      figureText(fact.published),
      fact.kind === 'report' ? simulatedWithInterval(fact) : '',
      `${fact.title}: ${fact.why}`,
    ]);
  if (lines.length === 0) return [];
  return [
    paint('bold', 'Shown and not judged'),
    ...columns([['', '', 'published', 'simulated', ''], ...lines]).map((line) => paint('dim', `  ${line}`)),
    '',
  ];
}

/** What a reader must not overlook, last. */
function conclusions(facts: readonly CheckedFact[], paint: Paint): string[] {
  const ids = (of: readonly CheckedFact[]) => of.map(({ id }) => id).join(', ');
  const failed = facts.filter(isFailure);
  const heldOut = facts.filter(({ role, verdict }) => role === 'held out' && verdict === 'outside');
  const inputs = facts.filter(({ role, verdict }) => role === 'input' && verdict === 'outside');
  const silent = facts.filter(({ verdict }) => verdict === 'not answered');
  const reasons = [...new Set(silent.map(({ why }) => why))];
  const answered = !answersNothing(facts);
  return [
    ...reasons.map((why) =>
      paint('yellow', `NOT ANSWERED, ${why}: ${ids(silent.filter((fact) => fact.why === why))}`),
    ),
    ...(inputs.length > 0 ? [paint('red', `INPUTS NOT REPRODUCED: ${ids(inputs)}`)] : []),
    ...(heldOut.length > 0
      ? [paint('red', `HELD OUT AND OUTSIDE, which fails nothing: ${ids(heldOut)}`)]
      : []),
    ...(failed.length > 0 ? [paint('red', `FITTED AND OUTSIDE, so the check fails: ${ids(failed)}`)] : []),
    ...(answered ? [] : [paint('yellow', 'NO FITTED FACT WAS ANSWERED: nothing was checked.')]),
    ...(answered && failed.length === 0 ? [paint('green', 'No fitted fact is outside.')] : []),
  ];
}

/** Whether intervals are as wide as they should be, and how the model fares beside its rivals. */
export function trustLines({
  scored,
  contests,
}: {
  readonly scored: readonly ScoredFact[];
  readonly contests: readonly Contest[];
}): string[] {
  const coverage = coverageOf(scored).map(
    ({ role, facts, in50, in90 }) =>
      `Intervals as a publication would see them hold, of ${facts} figures ${role}: 50% interval ${in50}, 90% interval ${in90}.`,
  );
  const rivals = contests.map(
    ({ rival, facts, won, model, score }) =>
      `Rival "${rival}": mean score ${figureText(score)} over ${facts} held-out figures, the model's ${figureText(model)}; the model is nearer on ${won}.`,
  );
  return [...coverage, ...rivals];
}
