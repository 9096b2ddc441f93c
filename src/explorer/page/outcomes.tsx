import { capitalised, monthName } from '../../charts/words.ts';
import type { OutcomeSeries, Summary } from '../summary.ts';
import { differenceText, outcomeText } from '../words.ts';
import { Scroll } from './scroll.tsx';
import { monthShown, useExplorerState } from './use-explorer.ts';

const MONTHS_OF_YEAR = 12;

/** What else moves: each outcome in the year to the chosen month, beside the baseline. */
export function Outcomes() {
  const state = useExplorerState();
  const { runs, ghost } = state;
  const month = monthShown(state);
  const [own] = runs;
  const [baseline] = ghost;
  if (own === undefined) return null;
  return (
    <section aria-labelledby="outcomes">
      <h2 id="outcomes">What else moves</h2>
      <p>Means of the year to {monthName(month)}; the line is the whole run.</p>
      <Scroll label="Table of outcomes">
        <table class="outcomes">
          <thead>
            <tr>
              <th scope="col">Outcome</th>
              {baseline && (
                <th scope="col" class="number">
                  Baseline
                </th>
              )}
              <th scope="col" class="number">
                {baseline ? 'Yours' : 'Simulated'}
              </th>
              {baseline && (
                <th scope="col" class="number">
                  Difference
                </th>
              )}
              <th scope="col" class="wide">
                From {own.reportFrom.slice(0, 4)} on
              </th>
            </tr>
          </thead>
          <tbody>
            {own.outcomes.map((outcome) => (
              <Row key={outcome.name} outcome={outcome} own={own} baseline={baseline} month={month} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

interface RowOf {
  outcome: OutcomeSeries;
  own: Summary;
  baseline: Summary | undefined;
  month: string;
}

function Row({ outcome, own, baseline, month }: RowOf) {
  const { name, title, unit } = outcome;
  const other = baseline?.outcomes.find((one) => one.name === name);
  const mine = yearTo(outcome, own, month);
  const theirs = other && baseline ? yearTo(other, baseline, month) : null;
  return (
    <tr>
      <th scope="row">
        {capitalised(title.replace(/^observed /, ''))}
        <span class="source">{unit}</span>
      </th>
      {theirs !== null && <td class="number">{outcomeText(unit, theirs)}</td>}
      <td class="number">{outcomeText(unit, mine)}</td>
      {theirs !== null && <td class="number difference">{differenceText(unit, mine - theirs)}</td>}
      <td class="wide">
        <Spark own={inReport(outcome, own)} ghost={other && baseline ? inReport(other, baseline) : []} />
      </td>
    </tr>
  );
}

/** Mean of the twelve months that end with one, of those that have a value. */
function yearTo({ values }: OutcomeSeries, { months }: Summary, month: string): number {
  const last = months.indexOf(month);
  if (last < 0) return Number.NaN;
  const year = values
    .slice(Math.max(0, last + 1 - MONTHS_OF_YEAR), last + 1)
    .filter((one) => !Number.isNaN(one));
  return year.reduce((sum, one) => sum + one, 0) / year.length;
}

/** Yearly means of what is reported: a small picture has no room for months. */
function inReport({ values }: OutcomeSeries, { months, reportFrom }: Summary): number[] {
  const from = Math.max(0, months.indexOf(reportFrom));
  const years: number[] = [];
  for (let at = from; at + MONTHS_OF_YEAR <= values.length; at += MONTHS_OF_YEAR) {
    const year = values.slice(at, at + MONTHS_OF_YEAR).filter((one) => !Number.isNaN(one));
    years.push(year.reduce((sum, one) => sum + one, 0) / year.length);
  }
  return years;
}

const WIDTH = 120;
const HEIGHT = 26;

function Spark({ own, ghost }: { own: readonly number[]; ghost: readonly number[] }) {
  const all = [...own, ...ghost].filter(Number.isFinite);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const count = Math.max(own.length, ghost.length);
  const path = (values: readonly number[]) =>
    values
      .map((value, at) => {
        if (Number.isNaN(value)) return ''; // a year without a value is a gap: a browser draws nothing after NaN
        const x = 2 + (at / Math.max(1, count - 1)) * (WIDTH - 4);
        const y = HEIGHT - 3 - ((value - least) / Math.max(1e-9, most - least)) * (HEIGHT - 6);
        return `${at === 0 || Number.isNaN(values[at - 1]!) ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join('');
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class="ghost" d={path(ghost)} />
      <path class="own" d={path(own)} />
    </svg>
  );
}
