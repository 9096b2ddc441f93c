import { describe, expect, test } from 'vitest';
import { logitChances } from '../../src/experiments/explain/chances.ts';
import { type ChoiceRecords, explainChoice } from '../../src/experiments/explain/choices.ts';
import { Diary } from '../../src/experiments/explain/diary.ts';
import { explainEmployer } from '../../src/experiments/explain/employer.ts';
import type { ChoiceExplained } from '../../src/experiments/explain/explained.ts';
import { explainMonth } from '../../src/experiments/explain/month.ts';
import { findPeople } from '../../src/experiments/explain/movers.ts';
import { Names } from '../../src/experiments/explain/names.ts';
import { personOf } from '../../src/experiments/explain/person.ts';
import {
  afterOptions,
  answerText,
  beforeOptions,
  differenceText,
  optionName,
  payText,
  personFacts,
  runText,
} from '../../src/experiments/explain/telling.ts';
import { decimals, percent, usd } from '../../src/experiments/explain/words.ts';
import { MOTIVES, type Motive } from '../../src/model/records.ts';
import type { simulate } from '../../src/model/simulation.ts';
import type { Move, Place, TraceRecord, Worth } from '../../src/model/trace.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Month } from '../../src/scenario/scenario.ts';

/** What an economist asks of one choice, worked out by hand: parts, chances, answers and what would have tipped it. */

const { scenario } = parseScenario('market.yaml', {
  read: () => ({
    path: 'market.yaml',
    text: `name: market
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 1 }
sectors: [{ id: firm, vacancies: 1, pay: 100000 USD/year }]
employers:
  - { id: here, sector: firm, staff: 1 }
  - { id: there, sector: firm, staff: 1 }
  - { id: afar, sector: firm, staff: 1 }
`,
  }),
});
const names = new Names(scenario);
const placeOf = (id: string): Place => ({
  key: names.employerKey(id),
  group: scenario.employers.findIndex((group) => group.id === id),
  region: 0,
});
const [here, there, afar] = ['here', 'there', 'afar'].map(placeOf) as [Place, Place, Place];

/** A job at 100,000 a year, and what else is of worth in it. */
function worth(place: Place | null, more: Partial<Record<Motive, number>>, lasting = 0): Worth {
  const parts = MOTIVES.map((motive) => (motive === 'pay' ? Math.log(100_000) : 0) + (more[motive] ?? 0));
  const value = parts.reduce((sum, part) => sum + part, 0);
  return { place, parts, value, lasting, pay: Math.exp(parts[0]!), inputs: {} };
}

const told = { month: 24_240, who: 1, other: null, draws: {} } as const;
const chooses = (elasticity: number, staying: Worth, ...options: Worth[]) =>
  ({
    ...told,
    what: 'chooses',
    inputs: { way: 'search', elasticity },
    outcome: { staying, options, ranked: options.map((_, at) => at) },
  }) as unknown as ChoiceRecords['chooses'];
const asked = (place: Place | null, more: object = {}) => ({
  place,
  places: 1,
  rank: 1,
  leastRank: null,
  isAsked: true,
  isAccepted: false,
  ...more,
});
const matched = (to: Place | null | 'stays', ...proposals: object[]) =>
  ({ ...told, what: 'matched', inputs: { proposals }, outcome: { to } }) as unknown as NonNullable<
    ChoiceRecords['matched']
  >;
const explained = (records: Partial<ChoiceRecords> & Pick<ChoiceRecords, 'chooses'>) =>
  explainChoice(names, { occasion: 'looking', ...records });
const chancesOf = ({ options }: ChoiceExplained) =>
  Object.fromEntries(options.map(({ place, chance }) => [place.id, Number(chance.toFixed(9))]));

describe('a choice by hand', () => {
  // A good match for good, worth twice the pay, against autonomy and a lucky month.
  const good = worth(here, { noise: Math.LN2 }, Math.LN2);
  const free = worth(there, { autonomy: 0.5, noise: 0.5 });
  const left = explained({
    chooses: chooses(2, good, free),
    matched: matched(there, asked(there, { isAccepted: true })),
  });

  test('a chance knows what lasts of a match, and not the luck of the month', () => {
    // Odds of staying: 2² to e^(2 · 0.5).
    const odds = 4 / Math.exp(1);
    expect(chancesOf(left)).toEqual({
      here: Number((odds / (1 + odds)).toFixed(9)),
      there: Number((1 / (1 + odds)).toFixed(9)),
    });
  });

  test('pay that would have tipped it, and the motives that would have', () => {
    // 1 − ln 2 is missing, so e ÷ 2 times the pay; without autonomy's half it is made up, without the noise it is not.
    expect(left.tipping).toMatchObject({
      instead: { id: 'here' },
      isStaying: true,
      gap: expect.closeTo(1 - Math.LN2, 12),
      morePay: expect.closeTo(Math.E / 2 - 1, 12),
      without: ['autonomy'],
      says: 'pay 36% more ($35,900 a year) for staying at here would have tipped it; so would have, alone, the same autonomy in both',
    });
  });

  test('who stays might have gone elsewhere, if that had had a place for them', () => {
    const stayed = explained({
      chooses: chooses(2, good, worth(there, { mission: 0.5 }), worth(afar, { cost: -0.1 })),
      matched: matched('stays'),
    });
    expect(stayed.options.map(({ place, answer }) => [place.id, answer])).toEqual([
      ['here', 'stays'],
      ['there', 'worth less than staying'],
      ['afar', 'worth less than staying'],
    ]);
    expect(stayed.tipping!.says).toBe(
      'pay 21% more ($21,300 a year) at there would have tipped it, had it taken them (which is not known); so would have, alone, the same noise in both',
    );
  });

  test('an employer that turned them down would not have been had for any pay; nor one whose places went to better ones', () => {
    const full = { rank: 1.25, leastRank: 2.5, places: 3 };
    const down = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: 1 }), worth(afar, { pay: 0.2 })),
      matched: matched(afar, asked(there, full), asked(afar, { isAccepted: true })),
    });
    expect(down.options.map(answerText)).toEqual([
      'not asked',
      'turned down: ranked 1.25, the last of 3 taken 2.50',
      'taken',
    ]);
    expect(down.tipping!.instead.id).toBe('here');
    expect(answerText({ ...down.options[1]!, rank: { own: 1, least: null, places: 0 } })).toBe(
      'turned down: no place left',
    );
    const notAsked = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: 1 }), worth(afar, { pay: 0.2 })),
      matched: matched(there, asked(there, { isAccepted: true }), asked(afar, { ...full, isAsked: false })),
    });
    expect(notAsked.tipping!.instead.id).toBe('here');
    expect(notAsked.options.map(answerText)).toEqual([
      'not asked',
      'taken',
      'not asked, and would have been turned down: ranked 1.25, the last of 3 taken 2.50',
    ]);
    expect(answerText({ ...notAsked.options[2]!, rank: { own: 1, least: null, places: 1 } })).toBe(
      'not asked',
    );
  });

  test('where the employer would answer, staying counts with the most that it would pay', () => {
    const counter = {
      ...told,
      what: 'answers offers',
      inputs: {},
      outcome: { room: Math.log(1.5) },
    } as never;
    const lost = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: Math.LN2 })),
      matched: matched(there, asked(there, { isAccepted: true })),
      counter,
    });
    expect(chancesOf(lost)).toEqual({
      here: Number((1.5 / 3.5).toFixed(9)),
      there: Number((2 / 3.5).toFixed(9)),
    });
    const beaten = explained({
      chooses: chooses(
        1,
        worth(here, {}),
        worth(there, { pay: 2 }),
        worth(afar, { pay: 1 }),
        worth(null, { mission: 0.2 }),
      ),
      matched: matched(there, asked(there, { isAccepted: true })),
      counter,
    });
    expect(beaten.options.map(({ place, answer }) => [place.id, answer])).toEqual([
      ['here', 'not asked'],
      ['there', 'taken'],
      ['afar', 'not asked'],
      ['a firm of their own', 'beaten by their employer'],
    ]);
    // Twice the pay is a third more than one and a half of it.
    expect(lost.tipping!.morePay).toBeCloseTo(1 / 3, 12);
    expect(lost.chanceIs).toContain('the most that their employer would pay to keep them');
    expect(afterOptions(lost)[0]).toBe(
      `here would answer an offer with up to 50% more pay, a value of ${(Math.log(100_000) + Math.log(1.5)).toFixed(2)}`,
    );
  });

  test('who would rather found a firm than stay is not answered', () => {
    const founds = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: Math.LN2 }), worth(null, {})),
      matched: matched(there, asked(there, { isAccepted: true })),
      counter: {
        ...told,
        what: 'answers offers',
        inputs: { share: 0.5, most: 1, logOwnPay: 1 - Math.LN2, founds: true },
        draws: { u: 0.4 },
        outcome: { room: null },
      } as never,
    });
    // Weights 1, 2 and 1. Where the firm is better than staying (half of the time), the job need only be best; else it must beat staying twice over.
    const job = (1 / 2) * (2 / 4) + (1 / 2) * (2 / (2 * 2 + 2));
    expect(chancesOf(founds)).toEqual({
      here: Number((1 - 1 / 4 - job).toFixed(9)),
      there: Number(job.toFixed(9)),
      'a firm of their own': 0.25,
    });
    expect(founds.counterOffer).toBeNull();
    expect(founds.chanceIs).toContain('but not where they would rather found a firm than stay');
  });

  test('whose firm is bought compares the buyer with a job like theirs less the cost of a move', () => {
    const bought = explained({
      occasion: 'firm bought',
      chooses: chooses(1, worth(here, {}), worth(there, { pay: -0.5 })),
      goesAlong: {
        ...told,
        what: 'goes along',
        inputs: { costOfMoving: Math.LN2 },
        outcome: { goes: true },
      } as never,
    });
    expect(bought.options[0]!.chance).toBeCloseTo(0.5 / (0.5 + Math.exp(-0.5)), 12);
    expect(bought).toMatchObject({ taken: 1, tipping: { gap: expect.closeTo(Math.LN2 - 0.5, 12) } });
  });

  test('why they looked, whom a non-compete barred and who was met through a former team-mate', () => {
    const choice = (inputs: object) =>
      explained({
        chooses: chooses(1, worth(here, {}), worth(there, {})),
        matched: matched('stays'),
        looks: { ...told, what: 'looks', inputs, outcome: { probability: 0.25, looks: true } } as never,
        meets: {
          ...told,
          what: 'meets',
          inputs: {},
          outcome: { callers: [], ties: [there, here], barred: [afar] },
        } as never,
      });
    const nothing = { afterLayOff: 1, atVesting: 1, afterTeammateLeft: 1, recruiters: 0, laterMultiple: 1 };
    const reasonsOf = (inputs: object) => beforeOptions(choice({ ...nothing, ...inputs }));
    for (const none of [{}, { laterMultiple: 0.5 }])
      expect(reasonsOf(none)).toEqual(['looked with a probability of 25% this month']);
    expect(
      [
        { afterLayOff: 2 },
        { atVesting: 3 },
        { afterTeammateLeft: 2 },
        { recruiters: 0.1 },
        { more: 1 },
        { laterMultiple: 2 },
      ].map((one) => reasonsOf(one)[0]!.split(': ')[1]),
    ).toEqual([
      'a lay-off round at the employer',
      'the first equity has just vested',
      'a team-mate left',
      "recruiters' calls",
      'came with their team',
      'came with their team',
    ]);
    const { options, ...rest } = choice(nothing);
    expect(options.map(optionName)).toEqual(['stay: here', 'there (a former team-mate’s)']);
    expect(afterOptions({ options, ...rest })[0]).toBe('a non-compete barred afar');
  });

  test('an employer without a place left has no last whom it took, and could not have been had', () => {
    const full = { places: 0, leastRank: Number.POSITIVE_INFINITY };
    const down = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: 1 })),
      matched: matched('stays', asked(there, full)),
    });
    expect(down.options[1]!.rank).toEqual({ own: 1, least: null, places: 0 });
    expect(answerText(down.options[1]!)).toBe('turned down: no place left');
    expect(down.tipping).toBeNull();
    const unasked = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: 1 }), worth(afar, { pay: 0.2 })),
      matched: matched(there, asked(there, { isAccepted: true }), asked(afar, { ...full, isAsked: false })),
    });
    expect(unasked.tipping!.instead.id).toBe('here');
  });

  test('pay alone may have tipped it where no one bids; an own firm asks nobody, nor does being without a job', () => {
    const paid = explained({
      chooses: chooses(1, worth(here, {}), worth(there, { pay: 0.5, autonomy: -0.2 })),
      matched: matched(there, asked(there, { isAccepted: true })),
    });
    expect(paid.tipping!.without).toEqual(['pay']);
    const stayed = explained({
      chooses: chooses(1, worth(here, {}), worth(null, { mission: -0.5 })),
      matched: matched('stays'),
    });
    expect(stayed.tipping!.says).not.toContain('which is not known');
    const nobody = { key: -1, group: -1, region: -1 };
    const hired = explained({
      occasion: 'without a job',
      chooses: chooses(1, { ...worth(nobody, {}), pay: null } as Worth, worth(there, { pay: 0.5 })),
      matched: matched(there, asked(there, { isAccepted: true })),
    });
    expect(hired.tipping!.says).toBe(
      'had being without a job been worth 65% more, that would have tipped it',
    );
  });

  test('of those who bid, the most that each would pay decides: what the loser lacked is of its own highest bid', () => {
    const level = Math.log(100_000);
    const bid = (place: Place, times: number) => ({ place, least: level, room: Math.log(times) });
    const auction = (present: object | null, winner: Place, raise: number) =>
      ({
        ...told,
        what: 'auction',
        inputs: { outside: [bid(there, 2), bid(afar, 1.5)], present, otherwise: 0 },
        outcome: { winner, raise },
      }) as never;
    const approach = chooses(1, worth(here, {}), worth(afar, {}), worth(there, {}));
    const won = explained({
      occasion: 'approached',
      chooses: approach,
      auction: auction(null, there, Math.log(1.5)),
    });
    expect(won.options.map(({ place, answer, bid: most, raise }) => [place.id, answer, most, raise])).toEqual(
      [
        ['here', 'not asked', null, null],
        ['there', 'taken', expect.closeTo(level + Math.LN2, 9), Math.log(1.5)],
        ['afar', 'outbid', expect.closeTo(level + Math.log(1.5), 9), null],
      ],
    );
    expect(won.tipping!.says).toBe(
      'a highest bid of afar 33% higher (by $50,000 a year) would have tipped it',
    );
    const kept = explained({
      occasion: 'approached',
      chooses: approach,
      auction: auction(bid(here, 3), here, Math.LN2),
    });
    expect(kept.taken).toBe(0);
    expect(kept.options[0]).toMatchObject({ answer: 'stays', raise: Math.LN2 });
    expect(kept.tipping!.instead.id).toBe('there');
  });

  test('her employer matches a bid, and not a firm of her own: for that staying counts without the most that it would pay', () => {
    const bid = (place: Place, room: number) => ({ place, least: 0, room });
    const { options } = explained({
      occasion: 'approached',
      chooses: chooses(2, worth(here, {}), worth(there, { pay: 0.5 }), worth(null, { mission: 0.2 })),
      auction: {
        ...told,
        what: 'auction',
        inputs: { outside: [bid(there, 1)], present: bid(here, 0.7), otherwise: 0.2 },
        outcome: { winner: there, raise: 0 },
      } as never,
    });
    const chances = new Map(options.map(({ place, chance }) => [place.id, chance]));
    const weight = (known: number) => Math.exp(2 * known);
    const of = (own: number, staying: number) => weight(own) / (weight(staying) + weight(1.5) + weight(0.2));
    expect(chances.get('there')).toBeCloseTo(of(1.5, 0.7), 12);
    expect(chances.get('a firm of their own')).toBeCloseTo(of(0.2, 0), 12);
    expect(chances.get('here')).toBeCloseTo(1 - of(1.5, 0.7) - of(0.2, 0), 12);
  });

  test('a bid, and a raise, are told as pay over what is posted', () => {
    const [option] = left.options;
    const raised = { ...option!, raise: Math.log(1.5) };
    expect(answerText({ ...raised, bid: 12.25, answer: 'taken' })).toBe(
      'taken: bids up to 12.25, 50% over what it posts',
    );
    expect(answerText({ ...option!, bid: 12.25, answer: 'outbid' })).toBe('bids up to 12.25');
    expect(answerText({ ...raised, answer: 'stays' })).toBe('stays, for 50% more pay');
  });

  test('a job worth nothing is taken by nobody who has another; where nothing is worth anything they stay', () => {
    const nothing = { ...worth(there, {}), value: Number.NEGATIVE_INFINITY };
    expect(logitChances([worth(here, {}), nothing], 4)).toEqual([1, 0]);
    expect(logitChances([nothing, nothing], 4)).toEqual([1, 0]);
  });
});

describe('a life in sentences', () => {
  const nobody = { key: -1, group: -1, region: -1 };
  const who = names.personKey('here/7');
  const begins = {
    what: 'begins',
    inputs: {},
    outcome: { place: here, skill: 0, region: 0, home: 0, cause: 0, tenure: 5 },
  };
  const moves = (kind: Move['kind'], from: Place | null, to: Place | null): Move => ({
    person: who,
    skill: 0,
    kind,
    from,
    to,
  });
  /** What is told of somebody who begins at `here`, in January 2020. */
  function lifeOf(...entries: (object | Move)[]) {
    const diary = new Diary(scenario, { people: new Set([who]) });
    diary.beginMonth((2020 * 12) as Month);
    for (const entry of [begins, ...entries]) {
      if ('kind' in entry) diary.moved(entry as Move);
      else diary.note({ other: null, draws: {}, ...entry, who } as unknown as TraceRecord);
    }
    return personOf(scenario, diary, who, { simulate: (() => {}) as never });
  }
  const saidOf = (...entries: (object | Move)[]) => lifeOf(...entries).life.map(({ says }) => says);

  test('where they start, and for how long they have been there', () => {
    expect(saidOf()).toEqual([
      'starts at here (firm) in everywhere, 5 months in the job'.replace(
        'everywhere',
        scenario.regions[0]!.id,
      ),
    ]);
  });

  test('who is kept by more pay is told with what it is then; it is the raise, not the room', () => {
    const [, says] = saidOf(
      { what: 'answers offers', inputs: {}, outcome: { room: 1 } },
      chooses(1, worth(here, {}), worth(there, { pay: 0.5 })),
      matched('stays'),
      { what: 'kept', inputs: {}, outcome: { beaten: there, raise: Math.log(1.5) } },
    );
    expect(says).toBe(
      'looks, meets 1 employer: stays at here, whose counter-offer of 50% more pay ($150,000 a year) beats there',
    );
  });

  test('who looks is told whom they met, who turned them down, and the pay that they take', () => {
    const life = lifeOf(
      chooses(1, worth(here, {}), worth(there, { pay: 1 }), worth(afar, { pay: Math.LN2 })),
      matched(afar, asked(there), asked(afar, { isAccepted: true })),
      moves('job-to-job', here, afar),
    );
    expect(life.life[1]).toMatchObject({
      says: 'looks, meets 2 employers, is turned down by 1: takes afar (firm, $200,000 a year)',
      move: { kind: 'job-to-job', from: { id: 'here' }, to: { id: 'afar' } },
    });
    expect(life.spells.map(({ place, until }) => [place.id, until])).toEqual([
      ['here', '2020-01'],
      ['afar', null],
    ]);
  });

  test('a star is told how many wrote, how many of them cannot bid, and what the winner pays', () => {
    const approach = chooses(1, worth(here, {}), worth(there, {}));
    const says = saidOf(
      { what: 'approached', inputs: {}, outcome: { drawn: [there, afar], by: [there, afar] } },
      { ...approach, inputs: { ...approach.inputs, way: 'approach' } },
      {
        what: 'auction',
        inputs: { outside: [{ place: there, least: 11, room: 2 }], present: null, otherwise: 0 },
        outcome: { winner: there, raise: Math.log(1.5) },
      },
    )[1];
    expect(says).toBe(
      'is approached by 2 employers, of which 1 cannot bid: takes there (firm, $150,000 a year)',
    );
  });

  test('a visa without a cap has no draw for a place; who is not selected goes on where they are', () => {
    const visa = (becomes: string, odds: number) => ({
      what: 'visa',
      inputs: { odds, refusal: becomes === 'refused' ? 0.875 : 0.25 },
      draws: { place: 0.125, refusal: 0.75 },
      outcome: { becomes },
    });
    expect(saidOf(visa('granted', 1), visa('granted', 0.5)).slice(1)).toEqual([
      'the visa is granted (no cap; drew 0.750, below 0.250 is refused)',
      'the visa is granted (drew 0.125, below 0.500 is selected; drew 0.750, below 0.250 is refused)',
    ]);
    expect(saidOf(visa('not selected', 0.1)).at(-1)).toBe(
      'no visa: not selected (drew 0.125, below 0.100 is selected): goes on at here',
    );
    expect(saidOf(visa('refused', 1)).at(-1)).toBe(
      'the visa is refused (drew 0.750, below 0.875 is refused): goes on at here',
    );
    expect(saidOf(visa('stays on the list', 0.1)).at(-1)).toBe(
      'not selected for a visa this time (drew 0.125, below 0.100 is selected); stays on the list',
    );
  });

  test('of several offers to the staff, the one taken is told as taken, and the others not', () => {
    const offer = (to: Place) => {
      const { inputs, ...rest } = chooses(1, worth(here, {}), worth(to, { pay: 0.5 })) as unknown as {
        inputs: object;
      };
      return { ...rest, inputs: { ...inputs, way: 'staff' } };
    };
    const { life } = lifeOf(offer(there), offer(afar), moves('acqui-hire', here, afar));
    expect(life.slice(1).map(({ says, move }) => [says, move?.to.id])).toEqual([
      ['is made an offer with the rest of the staff: stays at here', undefined],
      ['is made an offer with the rest of the staff: takes afar (firm, $164,900 a year)', 'afar'],
    ]);
  });

  test('what did not happen is not told; what ends a spell does', () => {
    expect(
      saidOf(
        { what: 'returns home', inputs: {}, outcome: { returns: false } },
        { what: 'equity', inputs: {}, outcome: { isRefreshed: false } },
      ),
    ).toHaveLength(1);
    expect(
      saidOf(
        { what: 'returns home', inputs: {}, outcome: { returns: true } },
        { what: 'equity', inputs: {}, outcome: { isRefreshed: true } },
        { what: 'waits', inputs: {}, outcome: { months: 1 } },
      ).slice(1),
    ).toEqual([
      'decides to go home',
      'the employer refreshes equity: a new grant vests from now on',
      'may start in 1 month',
    ]);
    const left = lifeOf(moves('studies', here, null));
    expect(left.life[1]!.says).toBe('leaves here and the field, for studies or a post elsewhere');
    expect(left.spells).toMatchObject([{ place: { id: 'here' }, until: '2020-01' }]);
    expect(lifeOf(moves('quit', here, nobody)).spells.map(({ place }) => place.id)).toEqual([
      'here',
      'no job',
    ]);
  });

  test('a life in a line: a month in between is no spell, nor is a change of sector; and how it ended', async () => {
    const month = (at: number) => (2020 * 12 + at) as Month;
    const elsewhere = { ...there, group: 2 };
    const told = function* (_scenario: unknown, { trace }: { trace: Diary }) {
      const all: [number, Move][] = [
        [0, moves('quit', here, nobody)],
        [0, moves('hire', nobody, there)],
        [1, moves('launch', there, elsewhere)],
        [2, moves('quit', elsewhere, nobody)],
        [4, moves('hire', nobody, afar)],
        [5, moves('studies', afar, null)],
      ];
      for (const [at, move] of all) {
        trace.beginMonth(month(at));
        trace.moved(move);
        yield {};
      }
    } as unknown as typeof simulate;
    const { moves: listed, found } = await findPeople(
      scenario,
      { kind: 'studies', most: 9 },
      { simulate: told },
    );
    expect(found).toBe(1);
    expect(listed[0]!.career).toBe(
      'here → 2020-01 there → 2020-03 no job → 2020-05 afar → 2020-06 left for studies',
    );
  });

  test('a month: people by kind over all places, and three years of them', async () => {
    const told = function* () {
      for (let at = 0; at < 40; at++) {
        const flows = [
          { kind: 'hire', people: at },
          { kind: 'quit', people: 1 },
          { kind: 'hire', people: 2 },
        ];
        yield { month: `month ${at}`, market: {}, employers: [{ vacancies: 3 }, { vacancies: null }], flows };
      }
    } as unknown as typeof simulate;
    const long = { ...scenario, calendar: { ...scenario.calendar, end: (2023 * 12 + 3) as Month } };
    const asked = { simulate: told };
    const { byKind, before, hasUnlimitedOpenings } = await explainMonth(long, '2023-04', { most: 1 }, asked);
    expect(hasUnlimitedOpenings).toBe(true);
    expect(byKind).toEqual({ hire: 41, quit: 1 });
    expect(before).toHaveLength(36);
    expect(before.at(-1)).toEqual({ month: 'month 39', byKind });
  });

  test('what happens to a founded firm', async () => {
    const firm = { key: names.employerKey('firm/00c0ffee'), group: 0, region: 0 };
    const of = (what: string, outcome: object, inputs: object = {}, draws: object = {}) =>
      ({ what, who: firm.key, other: null, inputs, draws, outcome }) as unknown as TraceRecord;
    const saidOfFirm = async (...records: TraceRecord[]) => {
      const told = function* (_scenario: unknown, { trace }: { trace: Diary }) {
        for (const record of records) trace.note(record);
        yield {};
      } as unknown as typeof simulate;
      const asked = { simulate: told };
      return (await explainEmployer(scenario, 'firm/00c0ffee', { most: 1 }, asked)).events.map(
        ({ says }) => says,
      );
    };
    const founded = { ...of('founded', { place: firm }), other: who } as TraceRecord;
    expect(
      await saidOfFirm(
        founded,
        of('round of funding', { rounds: 3 }, { before: 2 }),
        of('fate', { fate: 'goes on' }),
        of('launch', {}),
        of('listing', {}),
        of('fate', { fate: 'fails' }, { isEmpty: false }, { u: 0.01234 }),
      ),
    ).toEqual([
      'is founded by here/7',
      'raises round 3 of funding',
      'comes out of stealth',
      'goes public',
      'fails (drew 0.0123)',
    ]);
    expect(await saidOfFirm(founded, of('fate', { fate: 'fails' }, { isEmpty: true }))).toContain(
      'ends: nobody works there any more',
    );
    expect(await saidOfFirm(founded, of('bought', { buyer: there }))).toContain('is bought by there');
  });
});

test('a person in words: each number beside its name', () => {
  const person = {
    key: 'here/0',
    number: 0,
    origin: '',
    skill: 'doctor',
    home: 'north',
    cause: 'health',
    talent: 1.5,
    practice: 2.5,
    tasteForAutonomy: 0.11,
    tasteForMission: 0.22,
    attachmentToHome: 0.33,
    riskAversion: 2.75,
    equityBelief: 0.875,
  };
  expect(personFacts({ person })).toEqual([
    'doctor, home north, cause health, talent 1.50 (median 1)',
    'Tastes in log points of pay: autonomy 0.11 and mission 0.22 a standard deviation, a job at home 0.33.',
    'Risk aversion 2.75; believes equity to be worth 0.88 of what it is.',
  ]);
  const run = { scenario: 's', title: 'A market', seed: 'x', from: '2020-01', until: '2020-12' };
  expect(runText({ ...run, replicate: 0, scale: 1 })).toBe('A market, seed x, 2020-01 to 2020-12');
  expect(runText({ ...run, replicate: 3, scale: 0.1 })).toBe(
    'A market, seed x, replicate 3, scale 0.1, 2020-01 to 2020-12',
  );
});

test('numbers in sentences: dollars to the hundred, shares to two digits, a minus as long as a plus', () => {
  expect([usd(1_234_567), usd(999.4), payText(1234.6), payText(null)]).toEqual([
    '$1,234,600',
    '$999',
    '1,235',
    '–',
  ]);
  expect([0.12345, 0.00123, 2.3456, -0.05].map(percent)).toEqual(['12%', '0.12%', '235%', '−5%']);
  expect([-1.236, -0.001, Number.NEGATIVE_INFINITY].map((value) => decimals(value))).toEqual([
    '−1.24',
    '0.00',
    '−∞',
  ]);
});

test('differences beyond the first four are counted', () => {
  const five = [1, 2, 3, 4, 5].map((at) => ({ path: `number${at}`, base: at, policy: -at }));
  expect(differenceText(five)).toBe(
    'number1 1 → −1; number2 2 → −2; number3 3 → −3; number4 4 → −4; and 1 more',
  );
  expect(differenceText([{ path: 'tasteForAutonomy', base: true, policy: null }])).toBe(
    'taste for autonomy yes → none',
  );
});
