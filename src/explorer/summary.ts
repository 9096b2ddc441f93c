import type { CheckedFact } from '../evidence/check.ts';
import type { Fact } from '../evidence/fact.ts';
import { peopleAMonth } from '../evidence/people-a-month.ts';
import { OutcomeMistake, outcomeOf } from '../experiments/outcomes.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { type FlowMatrix, flowsBetweenRegions, flowsBetweenSectors } from './flows.ts';

/** One outcome month by month; NaN where undefined. */
export interface OutcomeSeries {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly values: Float64Array;
}

/** A published mean of a period and what this run has there, people a month. */
export interface PublishedPeriod {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly published: number;
  readonly simulated: number | null;
  readonly isHeldOut: boolean;
}

/** What the page shows of one run: small enough to be posted at each move of a slider. */
export interface Summary {
  readonly title: string;
  /** The observed sector in words; null when the scenario observes none. */
  readonly observed: string | null;
  readonly scale: number;
  readonly months: readonly string[];
  readonly reportFrom: string;
  readonly marks: readonly { readonly month: string; readonly label: string }[];
  readonly outcomes: readonly OutcomeSeries[];
  readonly periods: readonly PublishedPeriod[];
  readonly sectors: FlowMatrix;
  readonly regions: FlowMatrix;
}

/** What the table of a run and its baseline lists, where the scenario has it. */
const OUTCOMES = [
  'net-flow',
  'stock:giants',
  'stock:start-ups',
  'stock:adopters',
  'stock:universities',
  'stock:united-states',
  'stock:europe',
  'visas:united-states',
  'pay:giants',
  'founders',
  'doctors:academia',
] as const;

/** @param tables of one run of the scenario. @param facts of which those about net flow become the published periods. */
export function summaryOf(scenario: Scenario, tables: Tables, facts: readonly Fact[]): Summary {
  const heldOut = new Set(facts.filter(({ role }) => role === 'held out').map(({ id }) => id));
  return {
    title: scenario.title,
    observed: scenario.observe.netFlowOf === null ? null : scenario.observe.label,
    scale: scenario.scale,
    months: textsOf(tables.market, 'month').texts,
    reportFrom: monthText(scenario.calendar.reportFrom),
    marks: scenario.observe.marks.map(({ month, label }) => ({ month: monthText(month), label })),
    outcomes: outcomesOf(scenario, tables),
    periods: peopleAMonth(facts, scenario, [tables]).map(({ id, from, to, published, simulated }) => ({
      id,
      from,
      to,
      published,
      simulated: simulated.centre,
      isHeldOut: heldOut.has(id),
    })),
    sectors: flowsBetweenSectors(scenario, tables),
    regions: flowsBetweenRegions(scenario, tables),
  };
}

/** Outcomes that the scenario has; a market of the reader's own has its sectors' net flows. */
function outcomesOf(scenario: Scenario, tables: Tables): OutcomeSeries[] {
  const own = scenario.sectors.slice(0, MOST_SECTORS).map(({ id }) => `net-flow:${id}`);
  const names = scenario.observe.netFlowOf === null ? [...own, 'stock:everywhere'] : OUTCOMES;
  return names.flatMap((name) => {
    try {
      const { title, unit, monthly } = outcomeOf(name, scenario);
      return [{ name, title, unit, values: monthly(tables) }];
    } catch (error) {
      if (error instanceof OutcomeMistake) return [];
      throw error;
    }
  });
}
const MOST_SECTORS = 8;

export type { CheckedFact };
