import { expect, test } from 'vitest';
import { decompositionCharts } from '../../src/charts/decomposition-charts.ts';
import { decompose } from '../../src/experiments/decompose.ts';

const CAUSES = [
  { id: 'dear-money', label: 'dear money' },
  { id: 'slump', label: 'the slump' },
];
const SETS = 10;

/** Two causes that add up. @param parts of a set: what dear money does, what the slump does. */
function titleOf(parts: (set: number) => readonly [number, number]): string {
  const changes = Array.from({ length: SETS }, (_, set) => {
    const [money, slump] = parts(set);
    return [0, money, slump, money + slump];
  });
  const period = { from: '2020-01', to: '2020-12' };
  const outcome = {
    ...decompose(CAUSES, { id: 'rest', label: 'everything else' }, changes),
    outcome: 'net-flow',
    title: 'net flow',
    unit: 'people/month',
    reference: period,
    before: { ...period, mean: 40 },
    after: { from: '2021-01', to: '2021-12', mean: 10 },
  };
  const results = {
    scenario: 'x',
    sets: SETS,
    scale: 1,
    parameters: '',
    outcomes: [outcome],
    leaving: null,
    bias: [],
  };
  return decompositionCharts(results)[0]!.title;
}

test('the chart names the cause that did most where the sets agree on it, and else says that it is not known', () => {
  expect(titleOf(() => [-20, -10])).toMatch(/; of the causes dear money did most \(−20\)$/);
  expect(titleOf((set) => (set % 2 === 0 ? [-24, -10] : [-10, -20]))).toMatch(
    /; in the mean dear money did most \(−17\), but which cause did most is not known$/,
  );
});
