import type { FlowKind, MonthRecord } from '../../model/records.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { Diary, listen, type RunAsked } from './diary.ts';
import { EXPLAIN_FORMAT, type MonthExplained } from './explained.ts';
import { listed, type MovesAsked, moveThatFits, recordedMonth } from './movers.ts';
import { Names } from './names.ts';
import { runTold } from './person.ts';

/** Months told with the one that was asked about: three years. */
const MONTHS_BEFORE = 36;

/** What happened in a month, who moved, and whom to ask about further. Simulates no further than that month. @throws Unexplained */
export async function explainMonth(
  scenario: Scenario,
  text: string,
  asked: MovesAsked,
  run: RunAsked,
): Promise<MonthExplained> {
  const month = recordedMonth(scenario, text);
  const names = new Names(scenario);
  const fits = moveThatFits(scenario, names, { ...asked, when: text });
  const diary = new Diary(scenario, { moves: true });
  let record: MonthRecord | undefined;
  const before: MonthExplained['before'][number][] = [];
  const until = { ...run, until: month };
  await listen(scenario, diary, {
    ...until,
    async onMonth(one) {
      record = one;
      before.push({ month: one.month, byKind: kindsOf(one) });
      if (before.length > MONTHS_BEFORE) before.shift();
      await run.onMonth?.(one);
    },
  });
  const { market, flows, employers } = record!;
  return {
    format: EXPLAIN_FORMAT,
    kind: 'month',
    run: runTold(scenario, until),
    month: text,
    market,
    hasUnlimitedOpenings: employers.some(({ vacancies }) => vacancies === null),
    byKind: kindsOf(record!),
    before,
    flows,
    ...(await listed(scenario, names, diary.moves, fits, asked.most, run)),
  };
}

function kindsOf({ flows }: MonthRecord): Partial<Record<FlowKind, number>> {
  const byKind: Partial<Record<FlowKind, number>> = {};
  for (const { kind, people } of flows) byKind[kind] = (byKind[kind] ?? 0) + people;
  return byKind;
}
