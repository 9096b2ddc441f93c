import { type Career, careerChart, twoCareersChart } from '../charts/career-chart.ts';
import { stacked, untitled } from '../charts/fit.ts';
import { byName, type Given, type Giving, nothingGiven } from '../charts/giving.ts';
import type { Chart, Spec } from '../charts/style.ts';
import { withTooltips } from '../charts/tooltips.ts';
import type { ChoiceExplained, OptionExplained, PersonExplained } from '../experiments/explain/explained.ts';
import type { VersusExplained } from '../experiments/explain/versus.ts';

/** How the page calls the two scenarios that it tells a career under. */
export const BESIDE = ['the baseline', 'your scenario'] as const;

/** A chart of a career as it is drawn: specs are compiled when the page is built, and what differs is filled in. */
export interface CareerDrawn {
  readonly chart: Chart;
  readonly given: Given;
}

/** Specs that a career is drawn from, by the name of its chart: for a wide screen and for a narrow one. */
export type CareerSpecs = Readonly<Record<string, { readonly wide: Spec; readonly narrow: Spec }>>;

/** The chart that `talentflow explain` makes of the same career. */
export function careerDrawn(career: PersonExplained | VersusExplained): CareerDrawn {
  return drawn((give) => {
    const { key } = career.person;
    if (career.kind === 'person') return careerChart(key, career, give);
    const { run, policy, base, other, firstDecision } = career;
    const [own, beside] = [
      { run: { ...run, scenario: BESIDE[0] }, ...base },
      { run: { ...policy, scenario: BESIDE[1] }, ...other },
    ];
    return twoCareersChart(key, own, beside, firstDecision, give);
  });
}

function drawn(draw: (give: Giving) => Chart): CareerDrawn {
  const given = nothingGiven();
  return { chart: draw(byName(given)), given };
}

/** All specs in Vega-Lite, with tooltips; the same whatever career they are filled with. */
export function careerSpecs(): CareerSpecs {
  const samples = [
    drawn((give) => careerChart('a', SAMPLE, give)),
    drawn((give) => careerChart('a', { ...SAMPLE, life: [] }, give)),
    drawn((give) => twoCareersChart('a', SAMPLE, SAMPLE, null, give)),
  ];
  return Object.fromEntries(
    samples.map(({ chart: { name, spec }, given }) => {
      const named = { ...spec, background: 'transparent', params: paramsOf(given) };
      const wide = untitled(withTooltips(named));
      return [name, { wide, narrow: stacked(wide, NARROW_ROOM) }];
    }),
  );
}

/** Pixels for which titles of panels are broken; those of careers are short. */
const NARROW_ROOM = 360;

const paramsOf = ({ values }: Given): Spec[] => [...values.keys()].map((name) => ({ name, value: null }));

interface Vega {
  readonly data: readonly { readonly name: string }[];
  readonly signals: readonly { readonly name: string }[];
}

/** A compiled spec with the rows and values of one career. */
export function filled(compiled: Spec, { rows, values }: Given): Spec {
  const { data, signals } = compiled as unknown as Vega;
  return {
    ...compiled,
    data: data.map((one) => (rows.has(one.name) ? { ...one, values: rows.get(one.name) } : one)),
    signals: signals.map((one) => (values.has(one.name) ? { ...one, value: values.get(one.name) } : one)),
  };
}

const STAYING = {
  place: { id: 'a', unit: 'a', sector: 'a', region: null },
  isStaying: true,
  pay: 1,
  raise: null,
};
/** Has one of each mark, so that tooltips know the fields of each. */
const SAMPLE: Career = {
  run: {
    scenario: 'a',
    title: 'a',
    seed: 'a',
    replicate: 0,
    scale: 1,
    from: '2020-01',
    until: '2020-12',
  },
  life: [
    {
      month: '2020-06',
      isRecorded: true,
      what: 'chooses',
      says: 'a',
      move: null,
      choice: { options: [STAYING as unknown as OptionExplained], taken: 0 } as unknown as ChoiceExplained,
    },
  ],
  spells: [{ place: STAYING.place, from: '2020-01', until: null, howItBegan: 'begins' }],
};
