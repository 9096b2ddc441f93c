import { describe, expect, test } from 'vitest';
import { flowPicture } from '../../src/explorer/flow-layout.ts';
import type { FlowMatrix } from '../../src/explorer/flows.ts';
import type { Summary } from '../../src/explorer/summary.ts';
import { OUTSIDE } from '../../src/model/records.ts';
import { monthText } from '../../src/scenario/dates.ts';

const PLACES = ['a', 'b', OUTSIDE.entry, OUTSIDE.noJob].map((id) => ({ id, label: `the ${id}` }));
const [A, B, ENTRY, NO_JOB] = [0, 1, 2, 3] as const;
const MONTHS = Array.from({ length: 14 }, (_, at) => monthText(12 * 2020 + at));

/** A run of January 2020 to February 2021. @param people who went in a month. */
function runOf(people: (month: number, from: number, to: number) => number): Summary {
  const sectors: FlowMatrix = {
    places: PLACES,
    people: Float32Array.from({ length: MONTHS.length * 16 }, (_, at) =>
      people(Math.floor(at / 16), Math.floor(at / 4) % 4, at % 4),
    ),
  };
  return {
    months: MONTHS,
    sectors,
    regions: { places: [], people: new Float32Array() },
  } as unknown as Summary;
}
const isFrom = (from: number, to: number) => (_: number, one: number, other: number) =>
  Number(one === from && other === to);

const SIZE = { width: 500, height: 300, label: 100, gap: 10 };
const pictureOf = (own: Summary, baseline: Summary | undefined, month: string) =>
  flowPicture(own, baseline, 'sectors', month, SIZE);
const linksOf = (...given: Parameters<typeof pictureOf>) =>
  pictureOf(...given).links.map(({ from, to, people, before }) => ({ from, to, people, before }));

describe('ribbons', () => {
  test.each([
    ['2020-12', 12, 'a whole year'],
    ['2021-02', 12, 'the last twelve months'],
    ['2020-03', 3, 'as far as the run goes back'],
    ['2031-01', 12, 'a month that the run has not: its last'],
  ])('to %s hold %i months: %s', (month, people) => {
    expect(linksOf(runOf(isFrom(A, B)), undefined, month)).toEqual([
      { from: 'a', to: 'b', people, before: null },
    ]);
  });

  test('end with the month and begin eleven before it', () => {
    const own = runOf((month, from, to) => isFrom(A, B)(0, from, to) * 2 ** month);
    expect(linksOf(own, undefined, '2021-01')).toMatchObject([{ people: 2 ** 13 - 2 }]);
  });

  test('leave out moves within a place, and who is new and waits for a first job', () => {
    const own = runOf((_, from, to) =>
      from === to || (from === ENTRY && to === NO_JOB) ? 5 : isFrom(ENTRY, A)(0, from, to),
    );
    expect(linksOf(own, undefined, '2020-12')).toMatchObject([{ from: OUTSIDE.entry, to: 'a', people: 12 }]);
    expect(
      pictureOf(
        runOf((_, from, to) => Number(from === to)),
        undefined,
        '2020-12',
      ).links,
    ).toEqual([]);
  });

  test('say what went the same way in the baseline', () => {
    const baseline = runOf((_, from, to) => (from === A && to === B ? 3 : from === B && to === A ? 7 : 0));
    expect(linksOf(runOf(isFrom(A, B)), baseline, '2020-12')).toEqual([
      { from: 'a', to: 'b', people: 12, before: 36 },
    ]);
  });

  test('are as wide as they have people, and meet at places that hold their sum', () => {
    const own = runOf((_, from, to) =>
      from === A && to === B ? 1 : from === A && to === NO_JOB ? 3 : isFrom(B, A)(0, from, to),
    );
    const { links, nodes, left, right } = pictureOf(own, undefined, '2020-12');
    const width = Object.fromEntries(links.map((link) => [`${link.from} ${link.to}`, link.width]));
    expect(width['a no job']! / width['a b']!).toBeCloseTo(3);
    expect(nodes.map(({ side, id, people }) => [side, id, people])).toEqual([
      ['from', 'a', 48],
      ['from', 'b', 12],
      ['to', 'a', 12],
      ['to', 'b', 12],
      ['to', OUTSIDE.noJob, 36],
    ]);
    expect(nodes[0]).toMatchObject({
      label: 'the a',
      height: expect.closeTo(width['a b']! + width['a no job']!),
    });
    expect([left, right]).toEqual([100, 400]);
  });
});
