import { expect, test } from 'vitest';
import { decompositionCharts } from '../../src/charts/decomposition-charts.ts';
import type { Chart } from '../../src/charts/style.ts';
import { decompose } from '../../src/experiments/decompose.ts';

const CAUSES = [
  { id: 'dear-money', label: 'dear money' },
  { id: 'slump', label: 'the slump' },
];
const SETS = 10;

const titleOf = (parts: (set: number) => readonly [number, number]) => chartOf(parts).title;

/** Two causes that add up. @param parts of a set: what dear money does, what the slump does. */
function chartOf(parts: (set: number) => readonly [number, number]): Chart {
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
  return decompositionCharts(results)[0]!;
}

test('the chart names the cause that did most where the sets agree on it, and else says that it is not known', () => {
  expect(titleOf(() => [-20, -10])).toMatch(/; of the causes dear money did most \(−20\)$/);
  expect(titleOf((set) => (set % 2 === 0 ? [-24, -10] : [-10, -20]))).toMatch(
    /; in the mean dear money did most \(−17\), but which cause did most is not known$/,
  );
});

interface Panel {
  readonly width: number;
  readonly data: { readonly values: readonly { row: string; text: string }[] };
  readonly layer: readonly { mark: { type: string }; encoding: { x: { value?: number } } }[];
}

test('the parts add up as they are written, in the digits of the largest, beside the plot', () => {
  const { title, spec } = chartOf(() => [-120.4, -60.4]);
  const [panel] = spec.hconcat as [Panel];
  const texts = panel.data.values.map(({ text }) => text);
  // −120.4 and −60.4 make −180.8, which is −181: one of them is rounded away from itself.
  expect(texts.slice(1, -1).map((text) => text.split('  ')[0])).toEqual(['0', '−120', '−61']);
  expect(title).toMatch(/dear money did most \(−120\)$/);
  const column = panel.layer.find(({ mark }) => mark.type === 'text')!;
  expect(column.encoding.x.value).toBeGreaterThan(panel.width); // on a narrow page it would lie on the bars
});
