import { expect, test } from 'vitest';
import { idsInScenario } from '../../src/evidence/known-ids.ts';
import { employer, plainMarket, region } from '../support/plain-market.ts';

test('regions are known where the columns say from and to: in the table of who went from one to another', () => {
  const scenario = plainMarket([employer('firm')], { regions: [region('north', 0.5), region('south', 0.5)] });
  expect(idsInScenario(scenario, 'migration', 'from', ['north', 'elsewhere'])).toEqual(['north']);
  expect(idsInScenario(scenario, 'flows', 'from', ['firm', 'north'])).toEqual(['firm']);
});
