import { expect, test } from 'vitest';
import type { Dated } from '../../src/experiments/explain/diary.ts';
import { differencesOf, itemsOf } from '../../src/experiments/explain/differences.ts';
import { Names } from '../../src/experiments/explain/names.ts';
import { differenceText } from '../../src/experiments/explain/telling.ts';
import type { Place } from '../../src/model/trace.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';

const names = new Names(loadScenario('talentflow:baseline', {}).scenario);
const said = (path: string, base: unknown, policy: unknown) =>
  differenceText(itemsOf(names, { path, base, policy } as Parameters<typeof itemsOf>[1]));

test('of a list that two runs read, what differs is told by its name, and the rest is left out', () => {
  const routes = [1, 0.41, 0.9].map((chance) => [chance, 0.7]);
  const easier = routes.with(1, [0.9, 0.8]);
  const { region, id } = names.route(1);
  expect(said('routes', routes, easier)).toBe(
    `route ${region}.${id}: chance of a visa 0.41 → 0.9; route ${region}.${id}: share of people who can use it 0.7 → 0.8`,
  );
  expect(said('enforced', [0.5, 0.2], [0, 0.2])).toBe(`${names.region(0)}: non-competes enforced 0.5 → 0`);
  expect(said('outcomes', [0.5, 2, 3], [0.5, 4, 3])).toBe('outcomes, 2 of 3 2 → 4');
});

test('what is no list, or a list of another length, is told as it is', () => {
  expect(said('rate', 0.1, 0.2)).toBe('rate 0.1 → 0.2');
  expect(said('teammatesLeft', [1], [1, 2])).toBe('teammates left [1] → [1,2]');
});

const place = (id: string) => ({ key: names.employerKey(id), group: 0, region: 0 }) as Place;
const [openai, ibm] = ['openai', 'ibm'].map(place) as [Place, Place];
const told = (what: string, outcome: object, inputs: object = {}) =>
  ({ what, who: 1, other: null, month: 24_240, inputs, draws: {}, outcome }) as unknown as Dated;
const outcomeOf = (base: Dated, policy: Dated) =>
  differenceText(differencesOf(names, base, policy).outcome, 9);

test('whom one meets, and who writes, is told with the run in which it is so', () => {
  const met = (callers: Place[], ties: Place[], barred: Place[]) => told('meets', { callers, ties, barred });
  expect(outcomeOf(met([openai, ibm], [], [ibm]), met([ibm], [ibm], []))).toBe(
    'callers: openai yes → no; ties: ibm no → yes; barred: ibm yes → no',
  );
  const wrote = (drawn: Place[], by: Place[]) => told('approached', { drawn, by });
  expect(outcomeOf(wrote([openai, ibm], [ibm]), wrote([openai], [openai]))).toBe(
    'drawn: ibm yes → no; by: ibm yes → no; by: openai no → yes',
  );
});

test('who takes somebody is told by which choice it was, its places, its rank and its last', () => {
  const asked = (to: Place | 'stays', ...proposals: [Place, number, number, number][]) =>
    told(
      'matched',
      { to },
      {
        proposals: proposals.map(([at, places, rank, leastRank]) => ({ place: at, places, rank, leastRank })),
      },
    );
  const base = asked(openai, [openai, 3, 1.5, 1.25], [ibm, 2, 5, 4]);
  const policy = asked(ibm, [ibm, 2, 5, 4], [openai, 7, 1.5, 2.75]);
  const { inputs, outcome } = differencesOf(names, base, policy);
  expect(differenceText(inputs, 9)).toBe(
    'openai as choice 1 → 2; places at openai 3 → 7; rank of the last whom openai takes 1.25 → 2.75; ibm as choice 2 → 1',
  );
  expect(differenceText(outcome)).toBe('to openai → ibm');
});
