import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { datesOf } from '../src/experiments/forecast.ts';
import { loadOutlook } from '../src/runtime/outlook-file.ts';
import { readCsv } from '../src/scenario/csv.ts';
import type { Month } from '../src/scenario/scenario.ts';
import { PROJECT } from './support/talentflow.ts';

const rowsOf = (csv: string) => {
  const [header, ...rows] = readCsv(csv).rows.map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at]!])));
};

describe('the committed forecast', () => {
  const text = readFileSync(join(PROJECT, 'forecast/2024-06.csv'), 'utf8');
  const rows = rowsOf(text);

  test('says how it was made, and has the columns asked for', () => {
    expect(text).toMatch(/^# .*\n(# .*\n)*# made by: npx talentflow forecast /);
    expect(Object.keys(rows[0]!)).toEqual([
      'id',
      'what',
      'unit',
      'date',
      'median',
      'low50',
      'high50',
      'low90',
      'high90',
    ]);
  });

  test('has every prediction of the outlook but those that runs cannot say, each date once, up to December 2026', () => {
    const dates = datesOf(loadOutlook(), (2026 * 12 + 11) as Month);
    const said = rows.map(({ id, date }) => `${id} ${date}`);
    expect(new Set(said).size).toBe(said.length);
    expect(dates.map(({ fact }) => fact.id)).toEqual(expect.arrayContaining(said));
    expect(said.length).toBeGreaterThan(0.8 * dates.length);
    for (const { unit, what, date } of rows) {
      expect(`${unit}${what}`).not.toBe('');
      expect(date).toMatch(/^202[3-6](-\d\d)?$/);
    }
  });

  test('has quantiles in their order', () => {
    for (const { id, date, low90, low50, median, high50, high90 } of rows) {
      const quantiles = [low90, low50, median, high50, high90].map(Number);
      expect(quantiles, `${id} ${date}`).toEqual(quantiles.toSorted((one, other) => one - other));
      expect(quantiles.every(Number.isFinite), `${id} ${date}`).toBe(true);
    }
  });
});
