import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Diary } from '../../src/experiments/explain/diary.ts';
import { explainEmployer } from '../../src/experiments/explain/employer.ts';
import { explainPerson, personOf } from '../../src/experiments/explain/person.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';
import { recordsOf } from '../support/laws.ts';
import { PROJECT } from '../support/talentflow.ts';

/** Questions whose answers follow from a market of a few lines. */

const marketOf = (text: string) =>
  parseScenario('market.yaml', {
    read: () => ({ path: 'market.yaml', text: `name: market\nchoice: { elasticity: 4.1 }\n${text}` }),
  }).scenario;
const shipped = (name: string, ...set: string[]) =>
  loadScenario(join(PROJECT, 'scenarios/markets', `${name}.yaml`), { set }).scenario;
const run = { simulate };
const most = 10;
const monthsOf = async (scenario: Scenario, employer: string) =>
  (await explainEmployer(scenario, employer, { most }, run)).months;

test('who somebody is, is what the scenario says of them', async () => {
  const scenario = marketOf(`calendar: { start: 2020-01, end: 2020-02 }
regions: [{ id: north, share: 1, homes: { south: 1 } }, { id: south, share: 0 }]
people:
  talent: 1.5
  taste: { autonomy: 0.11, mission: 0.22, home: 0.33 }
  risk-aversion: 2.75
  equity-belief: 0.875
  practice: 0.5
employers: [{ id: only, sector: firm, region: north, staff: 3, vacancies: 0, pay: 100000 USD/year }]
`);
  const { person } = await explainPerson(scenario, 'only/2', run);
  expect(person).toMatchObject({
    key: 'only/2',
    home: 'south',
    talent: 1.5,
    practice: 0.5,
    tasteForAutonomy: expect.closeTo(0.11, 6),
    tasteForMission: expect.closeTo(0.22, 6),
    attachmentToHome: expect.closeTo(0.33, 6),
    riskAversion: 2.75,
    equityBelief: 0.875,
  });
});

describe('an employer’s target is demand × staff at demand 1 × the answer to what talent costs', () => {
  test('demand, freeze and dearer pay by hand', async () => {
    const months = await monthsOf(
      marketOf(`calendar: { start: 2020-01, end: 2020-02 }
employers:
  - { id: only, sector: firm, staff: 100, demand: 1.5, freeze: 0.25, adjustment: 1, cost-elasticity: -0.5, pay: 100000 USD/year }
timeline: [{ id: dearer, from: 2020-02, path: employers.only.pay, multiply: 4 }]
`),
      'only',
    );
    const [first, second] = months;
    expect(first).toMatchObject({ demand: 1.5, freeze: 0.25, target: 150, wanted: 150 });
    expect(first!.pay).toBeCloseTo(100_000, 6);
    // Four times the pay halves what is wanted.
    expect(second!.pay).toBeCloseTo(400_000, 5);
    expect(second!.target).toBeCloseTo(75, 9);
    expect(second!.wanted).toBeCloseTo(75, 9);
  });

  test('a fifth of pay from the state makes it 0.8^−0.5 as large, and changes nobody’s pay', async () => {
    const months = await monthsOf(shipped('wage-subsidy', 'calendar.end=2021-01'), 'helped');
    expect(months.map(({ target }) => target!.toFixed(4))).toEqual([
      ...Array.from({ length: 12 }, () => '1000.0000'),
      (1000 * 0.8 ** -0.5).toFixed(4),
    ]);
    for (const { pay } of months) expect(pay).toBeCloseTo(200_000, 5);
  });

  test('pay that answers what is left open is told as the tables have it, and the target with it', async () => {
    const scenario = shipped('inflow-and-pay', 'programmes.inflow.graduates=240');
    const only = scenario.employers[0]!;
    const attributes = { ...only.attributes, adjustment: 1, costElasticity: -0.5 };
    const own = { ...scenario, employers: [{ ...only, attributes }] };
    const index = recordsOf(own).map(
      ({ employers }) => employers.find(({ unit }) => unit === 'only')!.payIndex!,
    );
    const months = await monthsOf(own, 'only');
    expect(index.at(-1)).toBeLessThan(0.99);
    months.slice(1).forEach(({ pay, target, wanted }, at) => {
      expect(pay! / 200_000).toBeCloseTo(index[at]!, 6); // as the month before left it
      expect(wanted).toBeCloseTo(target!, 9);
    });
  });

  test('openings without limit are no number', async () => {
    const [first] = await monthsOf(
      marketOf(`calendar: { start: 2020-01, end: 2020-01 }
employers: [{ id: only, sector: firm, staff: 1, vacancies: unlimited, pay: 100000 USD/year }]
`),
      'only',
    );
    expect(first!.openings).toBeNull();
  });
});

describe('a visa', () => {
  const saidOf = async (scenario: Scenario, key: string) =>
    (await explainPerson(scenario, key, { ...run, until: (2020 * 12 + 11) as Month })).life
      .filter(({ what }) => what === 'visa')
      .map(({ says }) => says);

  test('odds: who drew less is selected, and waits', async () => {
    const scenario = shipped('visa-odds', 'employers.cheap.staff=20');
    const selected = new Set<boolean>();
    for (let number = 0; number < 12; number++) {
      const says = await saidOf(scenario, `cheap/${number}`);
      const decided = says.findIndex((one) => one.includes('is selected'));
      const [, text, drew, odds] = /^(.*drew) (0\.\d{3}), below (0\.\d{3}) is selected/.exec(says[decided]!)!;
      expect(odds).toBe('0.200');
      const isGranted = text!.includes('the visa is granted');
      expect(isGranted).toBe(Number(drew) < 0.2);
      expect(says[decided + 1]).toBe(
        isGranted ? 'may start in 7 months' : 'dear does not take them on where they are: goes on at cheap',
      );
      selected.add(isGranted);
    }
    expect(selected.size).toBe(2);
  });

  test('a cap: each visa that is granted leaves one less, and who is refused goes on where they are', async () => {
    const left = new Set<number>();
    let granted = 0;
    for (let number = 0; number < 8; number++) {
      const says = (await saidOf(shipped('visa-cap', 'calendar.end=2020-01'), `cheap/${number}`)).join('; ');
      const [, visas, drew] =
        /the visa is granted \((\d+) visas were left; drew (0\.\d{3}), below 0\.500 is refused\)/.exec(
          says,
        ) ?? [];
      if (visas === undefined)
        expect(says).toMatch(
          /(below 0\.500 is refused|not selected \(0 visas were left)\); dear does not take them on where they are: goes on at cheap$/,
        );
      else {
        expect(Number(drew)).toBeGreaterThanOrEqual(0.5);
        left.add(Number(visas));
        granted++;
      }
    }
    expect(left.size).toBe(granted);
    expect(Math.min(...left)).toBeGreaterThan(0);
    expect(Math.max(...left)).toBeLessThanOrEqual(30);
  });

  test('who is taken on where they are does not go on where they were', async () => {
    const says = await saidOf(shipped('hired-abroad', 'employers.cheap.staff=20'), 'cheap/3');
    expect(says.at(-1)).toBe('is hired by dear all the same, where they are');
    expect(says.join('; ')).not.toContain('goes on');
  });
});

describe('an employer that would answer an offer', () => {
  const choicesIn = (scenario: Scenario) => {
    const diary = new Diary(scenario, { people: 'everybody' });
    recordsOf(scenario, { trace: diary });
    return [...diary.people()].flatMap((key) =>
      personOf(scenario, diary, key, run).life.flatMap(({ choice }) => (choice === null ? [] : [choice])),
    );
  };
  const few = (number: number) => [`people.count=${number}`, `employers.present.staff=${number}`];

  test('counts before anybody is offered anything better: who leaves is a logit share of all whom it would answer', () => {
    const choices = choicesIn(shipped('counter-offers', ...few(4000)));
    const answered = choices.filter(({ counterOffer }) => counterOffer !== null);
    // One job in two; five standard deviations: by chance once in two million.
    expect(Math.abs(answered.length - 2000)).toBeLessThan(5 * Math.sqrt(1000));
    const share = 1 / (1 + Math.exp(4.1 * 0.2));
    for (const { options } of answered) expect(options[1]!.chance).toBeCloseTo(share, 6);
    const left = answered.filter(({ taken }) => taken === 1).length;
    expect(Math.abs(left - answered.length * share)).toBeLessThan(
      5 * Math.sqrt(answered.length * share * (1 - share)),
    );
  });

  test('more pay elsewhere tips it where it is more than would be answered', () => {
    const said = (pay: number) =>
      choicesIn(shipped('counter-offers', ...few(30), `employers.other.pay=${pay}`));
    const choices = said(200_000);
    const stayed = [...choices.keys()].filter((at) => choices[at]!.taken === 0);
    const { length } = stayed.filter((at) => choices[at]!.counterOffer !== null);
    expect(length).toBeGreaterThan(3);
    expect(stayed.length - length).toBeGreaterThan(3);
    for (const at of stayed) {
      const { morePay } = choices[at]!.tipping!;
      expect(said(200_000 * (1 + morePay * 1.0001))[at]!.taken).toBe(1);
      expect(said(200_000 * (1 + morePay * 0.9999))[at]!.taken).toBe(0);
    }
  });

  test('does not answer a firm of their own: chances are what happens, and a better firm than staying tips it', () => {
    const choices = choicesIn(
      marketOf(`calendar: { start: 2020-01, end: 2020-01 }
people: { count: 5000, looks-per-month: 1 }
counter-offers: { share: 0.5, most: 0.3 log points }
founding: { rate: 1, pay: 170000 USD/year, exit-value: 500000 USD, exit-nothing: 0, exit-sd: 0, years-to-exit: 5, stealth-group: stealth, launched-group: stealth, stealth-months: 12, stealth-staff: 1, launched-staff: 1 }
employers:
  - { id: present, sector: firm, staff: 5000, vacancies: 0, pay: 200000 USD/year }
  - { id: other, sector: firm, staff: 0, vacancies: unlimited, pay: 210000 USD/year }
  - { id: stealth, sector: start-ups, count: 0, pay: 200000 USD/year }
`),
    );
    const withFirm = choices.map((choice) => choice.options.find(({ isOwnFirm }) => isOwnFirm)!);
    for (const isAnswered of [true, false]) {
      const those = choices.filter(({ chanceIs }) => chanceIs.includes('would pay to keep') === isAnswered);
      expect(those.length).toBeGreaterThan(2000);
      for (const id of ['present', 'other', 'a firm of their own']) {
        const chances = those.map(({ options }) => options.find(({ place }) => place.id === id)!.chance);
        const expected = chances.reduce((sum, chance) => sum + chance, 0);
        const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
        const { length } = those.filter(({ options, taken }) => options[taken]!.place.id === id);
        expect(Math.abs(length - expected)).toBeLessThan(5 * Math.sqrt(variance));
      }
    }
    let tipped = 0;
    choices.forEach(({ counterOffer, options, taken, tipping }, at) => {
      if (counterOffer === null || taken > 0 || tipping!.instead.id !== 'a firm of their own') return;
      if (options[0]!.raise !== null) return;
      expect(tipping!.gap).toBeCloseTo(options[0]!.value - withFirm[at]!.value, 12);
      tipped++;
    });
    expect(tipped).toBeGreaterThan(100);
  });
});

test('more pay tips a choice with equity in proportion to it: then what equity adds is as it was', () => {
  const choicesAt = (factor: number) => {
    const scenario = marketOf(`calendar: { start: 2020-01, end: 2020-01 }
people: { count: 40, looks-per-month: 1, risk-aversion: 2 }
employers:
  - { id: present, sector: firm, staff: 40, vacancies: 0, pay: 200000 USD/year }
  - { id: risky, sector: firm, staff: 0, vacancies: unlimited, pay: ${180_000 * factor} USD/year, equity: ${90_000 * factor} USD/year, equity-sd: 0.5, equity-nothing: 0.2 }
`);
    const diary = new Diary(scenario, { people: 'everybody' });
    recordsOf(scenario, { trace: diary });
    return [...diary.people()].map((key) => personOf(scenario, diary, key, run).life.at(-1)!.choice!);
  };
  const choices = choicesAt(1);
  const stayed = choices.flatMap(({ taken }, at) => (taken === 0 ? [at] : []));
  expect(stayed.length).toBeGreaterThan(3);
  for (const at of stayed) {
    const { morePay, says } = choices[at]!.tipping!;
    expect(says).toContain(' at risky, with equity in proportion, would have tipped it');
    expect(choicesAt(1 + morePay * 1.0001)[at]!.taken).toBe(1);
    expect(choicesAt(1 + morePay * 0.9999)[at]!.taken).toBe(0);
  }
  for (const { taken, tipping } of choices)
    if (taken === 1) expect(tipping!.says).toMatch(/^pay \S+ more \(.*\) for staying at present would have/);
});

describe('a star who may found a firm', () => {
  const approachesIn = (
    staff: number,
    more: { pay?: number; star?: Record<string, number>; firm?: number } = {},
  ) => {
    const { pay = 1, star = {}, firm = 1 } = more;
    const scenario = marketOf(`calendar: { start: 2020-01, end: 2020-01 }
people: { count: ${2 * staff}, looks-per-month: 0.5, talent: 2 }
superstars: { talent-from: 1.5, approach-from-staff: 1, approach-rate: 0.6, value: 130000 USD/year, matches-offers: 0.5, opens-places: 100000, high-pay: 500000 USD/year }
founding: { rate: 0.7, pay: ${170_000 * firm} USD/year, exit-value: ${500_000 * firm} USD, exit-nothing: 0, exit-sd: 0, years-to-exit: 5, stealth-group: stealth, launched-group: stealth, stealth-months: 12, stealth-staff: 1, launched-staff: 1 }
employers:
  - { id: calm, sector: firm, staff: ${staff}, vacancies: 0, pay: ${200_000 * pay} USD/year, star-value: ${star.calm ?? 1} }
  - { id: rich, sector: firm, staff: ${staff}, vacancies: 0, pay: 210000 USD/year, star-value: ${star.rich ?? 1} }
  - { id: stealth, sector: start-ups, count: 0, pay: 200000 USD/year }
`);
    const diary = new Diary(scenario, { people: 'everybody' });
    recordsOf(scenario, { trace: diary });
    return new Map(
      [...diary.people()].flatMap((key) => {
        const { life } = personOf(scenario, diary, key, run);
        const choice = life.find((event) => event.choice?.occasion === 'approached')?.choice;
        return choice ? [[key, choice] as const] : [];
      }),
    );
  };

  test('is told of it where it is worth less than staying, too: chances are what happens', () => {
    const choices = [...approachesIn(2500).values()];
    const withFirm = choices.filter(({ options }) => options.some(({ isOwnFirm }) => isOwnFirm));
    expect(withFirm.length).toBeGreaterThan(500);
    expect(withFirm.flatMap(({ options }) => options.map(({ answer }) => answer))).toContain(
      'worth less than staying',
    );
    for (const those of [withFirm, choices.filter((choice) => !withFirm.includes(choice))]) {
      for (const is of ['isStaying', 'isOwnFirm'] as const) {
        const chances = those
          .flatMap(({ options }) => options.filter((one) => one[is]))
          .map(({ chance }) => chance);
        const expected = chances.reduce((sum, chance) => sum + chance, 0);
        const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
        const { length } = those.filter(({ options, taken }) => options[taken]![is]);
        // Five standard deviations: by chance once in two million.
        expect(Math.abs(length - expected)).toBeLessThanOrEqual(5 * Math.sqrt(variance));
      }
    }
  });

  test('what would have tipped it does: a firm that is better than staying and all bids, a bid that her employer does not answer', () => {
    const choices = approachesIn(60);
    const tipped = { bid: 0, firm: 0, ofStaying: 0 };
    for (const [key, { tipping }] of choices) {
      if (tipping === null || (tipping.isStaying && tipping.instead.id === 'rich')) continue;
      const { id } = tipping.instead;
      const isBid = tipping.says.startsWith('a highest bid');
      for (const share of [1.001, 0.999]) {
        const times = 1 + tipping.morePay * share;
        const isFirm = id === 'a firm of their own';
        const change = isFirm ? { firm: times } : isBid ? { star: { [id]: times } } : { pay: times };
        const { options, taken } = approachesIn(60, change).get(key)!;
        const isTipped = isFirm ? options[taken]!.isOwnFirm : options[taken]!.place.id === id;
        expect([key, share, isTipped]).toEqual([key, share, share > 1]);
        tipped[isFirm ? 'firm' : isBid ? 'bid' : 'ofStaying']++;
      }
    }
    expect(Math.min(...Object.values(tipped))).toBeGreaterThan(4);
  });
});

test('why somebody looked is why their probability is what it is', () => {
  const { scenario: whole } = loadScenario(join(PROJECT, 'scenarios/baseline.yaml'), {
    set: ['scale=0.002'],
  });
  const calendar = { ...whole.calendar, spinUpMonths: 24, end: (2011 * 12) as Month };
  const sooner = shipped('leave-sooner', 'employers.small.staff=300', 'people.looks-per-month=0.02');
  const round = marketOf(`calendar: { start: 2020-01, end: 2020-06 }
people: { count: 300, looks-per-month: 5%, largest-looks-per-month: 50%, looks-after-lay-off: { multiplier: 3, months: 2 months } }
lay-offs: { ai-share: 1, rounds: [{ id: round, month: 2020-03, employer: large, people: 100 }] }
employers:
  - { id: large, sector: firm, staff: 200, vacancies: 0, pay: 100000 USD/year }
  - { id: other, sector: firm, staff: 100, vacancies: 0, pay: 100000 USD/year }
`);
  const monthsAfter = new Set<number>();
  const seen = {
    afterLayOff: 0,
    atVesting: 0,
    afterTeammateLeft: 0,
    recruiters: 0,
    laterMultiple: 0,
    more: 0,
  };
  for (const scenario of [{ ...whole, calendar }, sooner, round]) {
    const diary = new Diary(scenario, { people: 'everybody' });
    recordsOf(scenario, { trace: diary });
    for (const entry of [...diary.people()].flatMap((key) => diary.ofPerson(key))) {
      if (entry.what !== 'looks') continue;
      const read = entry.inputs as Record<keyof typeof seen | 'usual' | 'most', number>;
      const usual = read.usual * read.afterLayOff * read.atVesting * read.afterTeammateLeft;
      const expected = Math.min(read.most, usual + read.recruiters) * read.laterMultiple * (read.more ?? 1);
      expect(entry.outcome.probability).toBeCloseTo(expected, 12);
      for (const name of ['afterLayOff', 'atVesting', 'afterTeammateLeft', 'laterMultiple'] as const)
        if (read[name] !== 1) seen[name]++;
      if (read.afterLayOff !== 1) monthsAfter.add(entry.month - 2020 * 12);
      if (read.recruiters > 0) seen.recruiters++;
      if (read.more !== undefined) seen.more++;
    }
  }
  expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
  expect(monthsAfter).toEqual(new Set([2, 3])); // March, and the month after it
});
