import { expect, test } from 'vitest';
import { firstOutOfBounds } from '../../src/experiments/bounds.ts';
import { planOf } from '../../src/experiments/plan.ts';
import { hashes } from '../../src/runtime/engine-hash.ts';
import { runPoint } from '../../src/runtime/run-here.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { plainScenario } from '../support/stored-runs.ts';

/** One event on a line. */
const market = (...events: string[]) => plainScenario([`timeline=[${events.join(', ')}]`]);
const CUT = '{ id: cut, from: 2020-05, path: employers.rich.pay, add: -230000 USD/year }';
const RAISE = '{ id: raise, from: 2020-03, path: employers.rich.pay, multiply: 1.01 }';
const FREEDOM = '{ id: freedom, from: 2020-04, path: employers.rich.autonomy, add: 1 }';

test('what leaves its bounds is told with its first month and all who move it, first who would mend it', () => {
  const { month, found, movers } = firstOutOfBounds(market(RAISE, FREEDOM, CUT))!;
  expect(monthText(month)).toBe('2020-05');
  expect(found).toMatch(/^employers\.rich\.pay is -7800/);
  expect(movers.map(({ id }) => id)).toEqual(['cut', 'raise']);
  expect(firstOutOfBounds(market(RAISE, FREEDOM))).toBeNull();
});

test('a number that leaves its bounds in the last month is told, and one that does after spin-up in its own month', () => {
  const late = CUT.replace('2020-05', '2020-12');
  expect(monthText(firstOutOfBounds(market(RAISE, late))!.month)).toBe('2020-12');
  const spunUp = plainScenario([`timeline=[${CUT}]`, 'calendar.spin-up=24 months']);
  expect(monthText(firstOutOfBounds(spunUp)!.month)).toBe('2020-05');
});

test('a run whose numbers leave their bounds ends with who moved them', async () => {
  const scenario = market(RAISE, CUT);
  const plan = planOf([{ name: 'cut', scenario, files: [], set: [] }], [0], hashes());
  await expect(runPoint({ scenario, point: plan.points[0]! }, () => {})).rejects.toThrow(
    /employers\.rich\.pay is .*moved by the event cut and the event raise$/,
  );
});
