import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LifeEvent } from '../../src/experiments/explain/explained.ts';
import { checkLocality } from '../../src/experiments/explain/locality.ts';
import { explainVersus } from '../../src/experiments/explain/versus.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { TraceRecord } from '../../src/model/trace.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';
import { isLong } from '../support/long-suite.ts';
import { PROJECT } from '../support/talentflow.ts';

const SCENARIOS = join(PROJECT, 'scenarios');
const POLICIES = readdirSync(SCENARIOS).filter((name) => name.endsWith('.yaml') && name !== 'baseline.yaml');
/** Their dates differ, and none begins before October 2022. */
const UNTIL = (2025 * 12 + 11) as Month;

/** Small, and without spin-up: what is compared is how two runs part, not where they come from. */
function small(name: string, scale: number): Scenario {
  const { scenario } = loadScenario(join(SCENARIOS, name), { set: [`scale=${scale}`] });
  const start = (2019 * 12) as Month;
  const drivers = scenario.drivers.map((driver) => ({
    ...driver,
    values: driver.values.slice(start - scenario.calendar.start),
  }));
  return {
    ...scenario,
    drivers,
    calendar: { ...scenario.calendar, start, spinUpMonths: 0, reportFrom: start },
  };
}

describe('no draw and no decision differs but where one of its declared inputs does', () => {
  /** `npm test` takes some of each kind; all are in the long suite. */
  const TAKEN = isLong ? POLICIES : ['us-immigration-easing.yaml', 'no-chatgpt.yaml'];

  test.each(TAKEN)('%s', { timeout: 900_000 }, async (policy) => {
    const scale = isLong ? 0.01 : 0.001;
    const asked = { simulate, ...(isLong ? {} : { until: UNTIL }) };
    const report = await checkLocality(small('baseline.yaml', scale), small(policy, scale), asked);
    expect(report.breaches).toEqual([]);
    expect(report.compared).toBeGreaterThan(1000);
  });

  test('a star whose own employer wins the auction', async () => {
    const [base, policy] = [100_000, 110_000].map(
      (value) =>
        loadScenario(join(SCENARIOS, 'markets/auction.yaml'), {
          set: ['superstars.matches-offers=1', 'employers.college.star-value=2', `superstars.value=${value}`],
        }).scenario,
    ) as [Scenario, Scenario];
    const report = await checkLocality(base, policy, { simulate });
    expect(report).toMatchObject({ breachCount: 0 });
    expect(report.differing).toBeGreaterThan(0);
  });

  test('a policy that changes nothing changes no decision', async () => {
    const report = await checkLocality(small('baseline.yaml', 0.001), small('baseline.yaml', 0.001), {
      simulate,
      until: (2019 * 12 + 11) as Month,
    });
    expect(report).toMatchObject({ differing: 0, alone: 0, breachCount: 0 });
  });
});

describe('a breach is found', () => {
  const base = small('baseline.yaml', 0.001);
  /** Spoils the second of the records that fit, in the policy's run. */
  const spoiled = async (fits: (record: TraceRecord) => boolean, spoil: (record: TraceRecord) => object) => {
    let seen = 0;
    return checkLocality(base, base, {
      simulate,
      until: (2019 * 12 + 11) as Month,
      spoil: (record, run) => {
        if (run === 'base' || !fits(record) || ++seen !== 2) return record;
        return { ...record, ...spoil(record) } as TraceRecord;
      },
    });
  };

  test('a draw that is not a function of its key', async () => {
    const { breaches } = await spoiled(
      ({ what }) => what === 'looks',
      ({ draws }) => ({ draws: { u: draws.u! / 2 } }),
    );
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toMatchObject({ decision: 'looks', differs: [{ path: 'u' }] });
  });

  test('a part of a value that is made of something undeclared', async () => {
    const { breaches } = await spoiled(
      ({ what }) => what === 'chooses',
      (record) => {
        const { outcome } = record as Extract<TraceRecord, { what: 'chooses' }>;
        const parts = outcome.staying.parts.map((part, at) => (at === 2 ? part + 0.01 : part));
        return { outcome: { ...outcome, staying: { ...outcome.staying, parts } } };
      },
    );
    expect(breaches[0]!.differs[0]!.path).toMatch(/^staying: .*autonomy$/);
  });

  test('somebody who goes elsewhere though all who ask rank and are ranked alike', async () => {
    const { breaches } = await spoiled(
      (record) => record.what === 'matched' && record.outcome.to !== 'stays',
      () => ({ outcome: { to: 'stays' } }),
    );
    expect(breaches.some(({ decision, why }) => decision === 'matched' && why.includes('rank'))).toBe(true);
  });

  test('a state that nothing decided', async () => {
    const { breaches } = await spoiled(
      (record) => record.what === 'stands',
      ({ outcome }) => ({ outcome: { ...outcome, logOwnPay: 0.5 } }),
    );
    expect(breaches[0]).toMatchObject({ decision: 'stands', differs: [{ path: 'logOwnPay' }] });
  });
});

describe('the same person under two policies', async () => {
  const [base, policy] = [small('baseline.yaml', 0.002), small('us-immigration-easing.yaml', 0.002)];
  const run = { simulate };

  test('is the same where nothing differs', async () => {
    const same = await explainVersus(base, base, 'adopting-firms/0', run);
    expect(same).toMatchObject({ firstInput: null, firstDecision: null, breaches: [] });
    expect(same.base.life).toEqual(same.other.life);
  });

  test('is alike until the first decision that comes out otherwise, no earlier than the policy', async () => {
    const told: string[] = [];
    for (const key of ['doctorates-us/2022-05/0', 'adopting-firms/3']) {
      const {
        firstDecision,
        firstInput,
        base: one,
        other,
        breaches,
      } = await explainVersus(base, policy, key, run).catch(() => NOBODY);
      expect(breaches).toEqual([]);
      const until = firstDecision?.month ?? '9999';
      expect(didBefore(one.life, until)).toEqual(didBefore(other.life, until));
      if (firstDecision !== null)
        expect(firstInput!.month <= firstDecision.month && until >= '2023-10').toBe(true);
      told.push(until);
    }
    expect(told).toHaveLength(2);
  });
});
const NOBODY = {
  firstDecision: null,
  firstInput: null,
  breaches: [],
  base: { life: [] },
  other: { life: [] },
};
/** Where they went, and what they took. */
const didBefore = (life: readonly LifeEvent[], until: string) =>
  life
    .filter(({ month }) => month < until)
    .map(({ month, move, choice }) => [
      month,
      move,
      choice === null ? null : choice.options[choice.taken]!.place.id,
    ]);
