import { expect, test } from 'vitest';
import { growInSteps } from '../../src/model/columns.ts';
import { createMarket } from '../../src/model/create-market.ts';
import { makeRoomForPeople } from '../../src/model/market.ts';
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
