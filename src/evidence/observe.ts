import { OUTSIDE } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import type { Fact } from './fact.ts';
import { firstJobsByYear, shareOfFirstJobs } from './first-jobs.ts';
import { idsInScenario, observedSector } from './known-ids.ts';
import { meanIn, observedNetFlow } from './net-flow.ts';
import { isOfScenario, type Observation } from './observation.ts';
import { observeScenario } from './observe-scenario.ts';
import { countedRows, monthsOf, numbersIn, type Period, type Run, textsIn, totalsByMonth } from './rows.ts';
import { type Observed, Unanswered } from './unanswered.ts';

type Of<M extends Observation['measure']> = Extract<Observation, { measure: M }>;

/**
 * Each fact's figure as one run gives it, in the fact's unit, in the order of the facts; where the run or the scenario cannot say, why not.
 * @param facts all of them: a ratio is over another's figure. @param tables of one run.
 */
export function observeAll(facts: readonly Fact[], scenario: Scenario, tables: Tables): Observed[] {
  return facts.map((fact) => observeFact(fact, facts, scenario, tables));
}

/** @param facts all of them: a ratio is over another fact's simulated figure of the same run. */
export function observeFact(
  fact: Fact,
  facts: readonly Fact[],
  scenario: Scenario,
  tables: Tables,
): Observed {
  if (fact.observation === null) return { unanswered: fact.notObserved ?? 'nothing to observe' };
  try {
    const value = measure(fact.observation, fact.period, facts, { scenario, tables });
    return Number.isFinite(value) ? { value } : { unanswered: 'a share or ratio of nothing' };
  } catch (reason) {
    if (reason instanceof Unanswered) return { unanswered: reason.message };
    throw reason;
  }
}

/** @throws Unanswered where the run cannot say. @returns NaN or an infinity for a share of nothing. */
function measure(of: Observation, period: Period, facts: readonly Fact[], run: Run): number {
  if (isOfScenario(of)) return observeScenario(of, period, run.scenario);
  const nested = (inner: Observation) => measure(inner, period, facts, run);
  switch (of.measure) {
    case 'net-flow':
      return netFlow(of, period, facts, run);
    case 'first-jobs':
      return firstJobs(of, period, run);
    case 'sum':
    case 'mean':
    case 'first':
    case 'last':
      return overMonths(of.measure, totalsByMonth(run, of, period));
    case 'weighted-mean':
      return weightedMean(of, period, run);
    case 'rank':
      return rank(of, period, run);
    case 'stay':
      return shareWhoStay(of, period, run);
    case 'gone':
      return 1 - shareWhoStay(of, period, run);
    case 'ratio':
      return ((of.times ?? 1) * nested(of.of)) / nested(of.over);
    case 'total':
      return nested(of.of) + nested(of.and);
    case 'difference':
      return nested(of.of) - nested(of.less);
  }
}

function netFlow({ months, over }: Of<'net-flow'>, period: Period, facts: readonly Fact[], run: Run): number {
  observedSector(run.scenario);
  monthsOf(run.tables, period, months);
  const mean = meanIn(observedNetFlow(run.scenario, run.tables)!, period, months)!;
  if (over === undefined) return mean;
  const norm = facts.find(({ id }) => id === over)!;
  const simulated = measure(norm.observation!, norm.period, facts, run);
  if (simulated > 0) return mean / simulated;
  throw new Unanswered(`the norm of the ratio, ${over}, is not above 0`);
}

function firstJobs({ skill, destination }: Of<'first-jobs'>, period: Period, run: Run): number {
  monthsOf(run.tables, period);
  const jobs = firstJobsByYear(run.tables, skill, run.scenario.observe);
  const share = shareOfFirstJobs(jobs, period.from.slice(0, 4), destination);
  if (share === null) throw new Unanswered(`nobody of skill ${skill} took a first job in that year`);
  return share;
}

function overMonths(how: 'sum' | 'mean' | 'first' | 'last', totals: Float64Array): number {
  if (how === 'first') return totals[0]!;
  if (how === 'last') return totals.at(-1)!;
  const sum = totals.reduce((all, month) => all + month, 0);
  return how === 'mean' ? sum / totals.length : sum;
}

/** Mean of a column over rows, each counted as often as another column says. */
function weightedMean({ weight, ...rows }: Of<'weighted-mean'>, period: Period, run: Run): number {
  const { each, table } = countedRows(run, rows, period);
  const weights = numbersIn(table, weight);
  let sum = 0;
  let all = 0;
  each((_, value, row) => {
    sum += value * weights[row]!;
    all += weights[row]!;
  });
  return sum / all;
}

/** Place of a unit, or of a sector, among all that its column holds, the largest first; equals share the better place. */
function rank({ of: said, by, named, ...rows }: Of<'rank'>, period: Period, run: Run): number {
  const [of] = idsInScenario(run.scenario, rows.table, by, said) as [string];
  const { each, table } = countedRows(run, rows, period);
  const { texts, codes } = textsIn(run, table, by);
  const totals = new Map<string, number>();
  each((_, value, row) => {
    const text = texts[codes[row]!]!;
    totals.set(text, (totals.get(text) ?? 0) + value);
  });
  const outside: string[] = Object.values(OUTSIDE);
  const isNamed = (id: string) => run.scenario.employers.some((one) => one.isNamed && one.id === id);
  const candidates = [...totals].filter(([id]) => !outside.includes(id) && (!named || isNamed(id)));
  if (candidates.length === 0) throw new Unanswered('nobody to rank');
  const own = totals.get(of) ?? 0;
  return 1 + candidates.filter(([id, total]) => id !== of && total > own).length;
}

/**
 * Of those who are there, the share who would still be after a time, if each month's leavers were drawn evenly: the product over
 * months of 1 − leavers ÷ (staff at the month's end + leavers), for the whole period or as many months as are asked for.
 */
function shareWhoStay(of: Of<'stay' | 'gone'>, period: Period, run: Run): number {
  const leavers = totalsByMonth(run, of.leavers, period);
  const staff = totalsByMonth(run, of.staff, period);
  let stay = 1;
  let months = 0;
  for (const [month, gone] of leavers.entries()) {
    const atRisk = staff[month]! + gone;
    if (atRisk === 0) continue;
    stay *= 1 - gone / atRisk;
    months++;
  }
  if (months === 0) throw new Unanswered('nobody is there who could leave');
  return stay ** ((of['in-months'] ?? months) / months);
}
