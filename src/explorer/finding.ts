import { capitalised, gainedOrLost, gainedOrLostPeople, number } from '../charts/words.ts';
import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import type { Summary } from './summary.ts';

/** What the curve says, in a sentence or two: the published periods, or the mean of what is reported. */
export function findingOf(runs: readonly Summary[], ghost: readonly Summary[]): string {
  const [first] = runs;
  if (first === undefined) return '';
  const said = periodsSentence(runs) ?? meanSentence(runs);
  const [baseline] = ghost;
  return baseline === undefined ? said : `${said} ${differenceSentence(first, baseline)}`;
}

function periodsSentence(runs: readonly Summary[]): string | null {
  const [{ observed, periods }] = runs as [Summary, ...Summary[]];
  const means = periods.map(
    (_, at) => centreAndInterval(runs.map((run) => run.periods[at]!.simulated)).centre,
  );
  const [norm, ...later] = means;
  if (observed === null || norm == null || later.some((mean) => mean === null)) return null;
  const then = later.map((mean) => gainedOrLost(mean!)).join(', then ');
  return `${capitalised(observed)} ${gainedOrLostPeople(norm)} a month until ChatGPT, then ${then}.`;
}

function meanSentence(runs: readonly Summary[]): string {
  const [{ outcomes }] = runs as [Summary, ...Summary[]];
  const { title, values } = outcomes[0]!;
  const said = values.filter((value) => !Number.isNaN(value));
  const mean = said.reduce((sum, value) => sum + value, 0) / said.length;
  return `${capitalised(title)}: ${number(mean, 1)} people a month on average.`;
}

/** Mean difference over the months that both have, of the first outcome. */
function differenceSentence(own: Summary, baseline: Summary): string {
  const values = own.outcomes[0]!.values;
  const others = baseline.outcomes[0]!.values;
  let sum = 0;
  let months = 0;
  for (const [at, month] of own.months.entries()) {
    const there = baseline.months.indexOf(month);
    if (month < own.reportFrom || there < 0) continue;
    sum += values[at]! - others[there]!;
    months++;
  }
  const mean = months === 0 ? 0 : sum / months;
  const from = own.reportFrom.slice(0, 4);
  const to = own.months.at(-1)!.slice(0, 4);
  if (Math.abs(mean) < 0.5) return `Over ${from} to ${to} that is as in the baseline.`;
  return `Over ${from} to ${to} that is ${number(Math.abs(mean))} a month ${mean > 0 ? 'more' : 'fewer'} than in the baseline.`;
}
