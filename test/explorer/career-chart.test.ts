import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { careerChart, twoCareersChart } from '../../src/charts/career-chart.ts';
import { stacked, untitled } from '../../src/charts/fit.ts';
import type { Spec } from '../../src/charts/style.ts';
import { withTooltips } from '../../src/charts/tooltips.ts';
import { explainPerson } from '../../src/experiments/explain/person.ts';
import { explainVersus } from '../../src/experiments/explain/versus.ts';
import { BESIDE, careerDrawn, careerSpecs, filled } from '../../src/explorer/career-chart.ts';
import { simulate } from '../../src/index.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';

const [own, raised] = [TWO_EMPLOYERS, TWO_EMPLOYERS.replace('220000 USD/year', '300000 USD/year')].map(
  (text) => parseScenario('a.yaml', { read: () => ({ path: 'a.yaml', text }) }).scenario,
);
const specs = careerSpecs();
const compiled = (spec: Spec): Spec => compile(spec as never).spec as unknown as Spec;

/** What is drawn, element by element: without layers that hold nothing, and the numbers that Vega gives to layers and clips. */
async function drawn(vega: Spec): Promise<string[]> {
  const view = new View(parse(vega as never), { renderer: 'none' });
  const svg = (await view.toSVG()).replace(/<g class="mark-[^>]*\/>/g, '');
  return svg.replace(/layer_\d+|clip\d+/g, 'one').split('<');
}
const asReported = (spec: Spec): Spec => untitled(withTooltips({ ...spec, background: 'transparent' }));

const careers = await Promise.all(
  ['calm/1', 'calm/7', 'calm/20', 'rich/3'].map(
    async (key) =>
      [
        key,
        await explainPerson(own!, key, { simulate }),
        await explainVersus(own!, raised!, key, { simulate }),
      ] as const,
  ),
);

test.each(careers)('the career of %s is drawn as the page of explain draws it', async (key, person) => {
  const { chart, given } = careerDrawn(person);
  const reported = careerChart(key, person);
  expect(chart.title).toBe(reported.title);
  const { wide, narrow } = specs[chart.name]!;
  const own = asReported(reported.spec);
  expect(await drawn(filled(compiled(wide), given))).toEqual(await drawn(compiled(own)));
  expect(await drawn(filled(compiled(narrow), given))).toEqual(await drawn(compiled(stacked(own, 360))));
});

test.each(careers)('so are two careers of %s', async (key, _, versus) => {
  const { chart, given } = careerDrawn(versus);
  const { run, policy, base, other, firstDecision } = versus;
  const reported = twoCareersChart(
    key,
    { run: { ...run, scenario: BESIDE[0] }, ...base },
    { run: { ...policy, scenario: BESIDE[1] }, ...other },
    firstDecision,
  );
  expect(chart.title).toBe(reported.title);
  expect(await drawn(filled(compiled(specs[chart.name]!.wide), given))).toEqual(
    await drawn(compiled(asReported(reported.spec))),
  );
});

test('a career without any pay has a chart, too', async () => {
  const [, person] = careers[0]!;
  const { chart, given } = careerDrawn({ ...person, life: [] });
  expect(chart.name).toBe('career-without-pay');
  expect((await drawn(filled(compiled(specs[chart.name]!.wide), given))).join()).toContain('>calm');
});

test('somebody who never came under the policy has an empty row there', async () => {
  const versus = careers[0]![2];
  const { chart, given } = careerDrawn({ ...versus, other: { life: [], spells: [] } });
  expect((await drawn(filled(compiled(specs[chart.name]!.wide), given))).join()).toContain(
    'Under your scenario',
  );
});

test('the text of a spec is the same whatever career it shows', () => {
  const [first, ...others] = careers.map(([, person]) => careerDrawn(person).chart);
  const text = ({ spec: { title: _, ...spec } }: typeof first & {}) =>
    JSON.stringify(spec, (key, value) => (key === 'values' && Array.isArray(value) ? [] : value));
  for (const other of others.filter(({ name }) => name === first!.name))
    expect(text(other)).toBe(text(first!));
});

test('where both careers end alike is said once', () => {
  const { run, base } = careers[0]![2];
  const career = { run, ...base };
  const { title } = twoCareersChart('calm/1', career, career, { month: '2020-02', decision: 'look' });
  expect(title).toMatch(/until Feb 2020, then otherwise: under both [a-z ]+/);
  expect(title).not.toContain('under the first');
});
