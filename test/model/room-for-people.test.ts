import { expect, test } from 'vitest';
import { growInSteps } from '../../src/model/columns.ts';
import { createMarket } from '../../src/model/create-market.ts';
import { IntLists } from '../../src/model/int-lists.ts';
import { makeRoomForFirms, makeRoomForPeople } from '../../src/model/market.ts';
import { inOneGo } from '../../src/scenario/steps.ts';
import { employer, plainMarket } from '../support/plain-market.ts';

test('columns grow a stretch at a time, and can be read all the while', () => {
  const long = Int32Array.from({ length: 1_000_000 }, (_, at) => at);
  const columns = { long, none: new Uint8Array(0), short: Float64Array.of(0.5, 1.5) };
  const seen = [];
  for (const _ of growInSteps(columns, 2)) seen.push([columns.long[999_999], columns.short[1]]);
  expect(seen.length).toBeGreaterThanOrEqual(4); // a million numbers take more than one stretch
  expect(seen).toEqual(seen.map(() => [999_999, 1.5]));
  expect(columns.long).toHaveLength(2_000_000);
  expect(columns.long.every((number, at) => number === (at < 1_000_000 ? at : 0))).toBe(true);
  expect(columns.none).toHaveLength(0);
  expect([...columns.short]).toEqual([0.5, 1.5, 0, 0]);
});

test('room is made for the people of a month, but not for as many as a mistake asks for', () => {
  const market = createMarket(plainMarket([employer('firm')]), 'seed');
  const before = market.people.key.length;
  inOneGo(makeRoomForPeople(market, before - market.peopleCount));
  expect(market.people.key).toHaveLength(before);
  inOneGo(makeRoomForPeople(market, before - market.peopleCount + 1));
  expect(market.people.key).toHaveLength(2 * before);
  inOneGo(makeRoomForPeople(market, 3e11));
  expect(market.people.key).toHaveLength(4 * before);
});

test('room is made for the firms of a month before they are founded, and no more than they need', () => {
  const market = createMarket(plainMarket([employer('firm')]), 'seed');
  const { length } = market.employers.key;
  const left = length - market.employerCount;
  market.closedEmployers.push(1);
  inOneGo(makeRoomForFirms(market, left + 1)); // one goes where a firm was
  expect(market.employers.key).toHaveLength(length);
  market.closedEmployers.pop();
  const staff = [...market.staff];
  inOneGo(makeRoomForFirms(market, left + 1));
  expect(market.employers.key).toHaveLength(2 * length);
  for (const column of [market.staff, market.openings, market.staffRounding, market.reserved])
    expect(column).toHaveLength(2 * length * market.skills);
  expect(market.posted).toHaveLength(2 * length);
  expect([...market.staff.subarray(0, staff.length)]).toEqual(staff);
});

test('lists have room ahead when seven eighths of it are used, and keep what they hold', () => {
  const lists = new IntLists();
  const { length } = lists.words;
  const fill = (list: number, numbers: number) => {
    const from = lists.extend(list, numbers);
    for (let at = 0; at < numbers; at++) lists.words[from + at] = list + at;
  };
  fill(0, (7 * length) / 16); // takes twice as much
  inOneGo(lists.makeRoomInSteps());
  expect(lists.words).toHaveLength(length);
  fill(1, 1);
  inOneGo(lists.makeRoomInSteps());
  expect(lists.words).toHaveLength(2 * length);
  expect(lists.words[lists.startOf(0) + 5]).toBe(5);
  expect(lists.words[lists.startOf(1)]).toBe(1);
});
