import {
  choice,
  id,
  items,
  list,
  map,
  month,
  monthOrNumber,
  number,
  numberOrMap,
  numbersByName,
  seed,
  text,
} from './fields.ts';
import { BORDER_FIELDS } from './schema-borders.ts';
import { fieldChoice, programmes, retraining } from './schema-education.ts';
import { employers, sectors } from './schema-employers.ts';
import { acquisitions, fundingRounds, listings } from './schema-firms.ts';
import {
  choiceOfJob,
  counterOffers,
  founding,
  hiring,
  payAnswers,
  people,
  separations,
  superstars,
  vesting,
} from './schema-people.ts';
import { acquiHires, leaveSooner, nonCompetes, teams } from './schema-teams.ts';

/**
 * The scenario vocabulary: what one file may say, every key optional. JSON Schema, the manual's tables, the checks of
 * one file, merging and reading all come from these declarations.
 */

const calendar = map(
  'The months simulated',
  {
    start: month('First month', { required: true, example: '2020-01' }),
    end: month('Last month, inclusive; at most 1,200 months from the first', {
      required: true,
      example: '2030-12',
    }),
    'spin-up': number(
      'months',
      'Months simulated before `start` at the drivers’ first values and not recorded, so that the market starts stationary',
      { min: 0, max: 1200, whole: true },
      { default: 0 },
    ),
    'report-from': month('First month that charts draw as a result; earlier ones are drawn as warm-up', {
      defaultWords: 'start',
    }),
  },
  { required: true, example: '{ start: 2020-01, end: 2030-12 }' },
);

const skills = items(
  'Kinds of skill',
  {
    id: id('Name of the skill', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    'pay-ratio': number('ratio', 'Pay relative to the `pay` of the employer', { above: 0 }, { default: 1 }),
    practice: number(
      'sd',
      'Mean practice of its people in putting tools together to a deadline, in standard deviations between people',
      {},
      { default: 0 },
    ),
  },
  { defaultWords: 'one skill, `any`' },
);

const regions = items(
  'Regions of the market',
  {
    id: id('Name of the region', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    share: number(
      'share',
      'Share of the members of employers without a region of their own, and of people from programmes without one; the shares sum to 1',
      { min: 0, max: 1 },
      { defaultWords: '1 for the only region; required when there are several' },
    ),
    'wage-subsidy': number(
      'share',
      'Share of the pay of AI staff here that the state pays to their employers; it lowers what they cost, not what they are paid',
      { min: 0, below: 1 },
      { default: 0 },
    ),
    ...BORDER_FIELDS,
  },
  { defaultWords: 'one region, `everywhere`' },
);

const causes = items(
  'Causes that people hold, and employers have a mission for',
  {
    id: id('Name of the cause', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    share: number(
      'share',
      'Share of people who hold the cause; the shares sum to 1. Drivers and events move it for those who enter from then on, as a weight: the shares are divided by their sum again',
      { min: 0, max: 1 },
      { defaultWords: '1 for the only cause; required when there are several' },
    ),
  },
  { defaultWords: 'one cause, `any`' },
);

const layOffs = map(
  'Lay-off rounds; absent: none but by lay-off-rate',
  {
    'ai-share': number(
      'share',
      'AI people per person laid off',
      { min: 0, max: 1 },
      { required: true, example: '0.005' },
    ),
    rounds: items(
      'Rounds of lay-offs',
      {
        id: id('Name of the round', { required: true }),
        month: month('Month of the round', { required: true, example: '2022-11' }),
        employer: id('Employer that lays off', { required: true, example: 'calm' }),
        people: number(
          'people',
          'People laid off, all staff',
          { min: 0, max: 50_000_000 },
          { required: true, example: '1000 people' },
        ),
      },
      { defaultWords: 'none' },
    ),
  },
  { removable: true },
);

const grow = map('Growth from the nearest value of the series', {
  grow: number('share/year', 'Growth a year, compounded', { above: -1 }, { required: true, example: '0.08' }),
});

/** Exactly one of these says how strongly a driver acts. */
export const FORMS_OF_EFFECT = ['elasticity', 'slope', 'semi-elasticity'] as const;

const effect = map('One number that the driver moves; exactly one of elasticity, slope, semi-elasticity', {
  path: text('Path of the number, such as `sectors.adopters.demand`', {
    required: true,
    example: 'employers.calm.demand',
  }),
  elasticity: number('ratio', 'The number is multiplied by (value ÷ reference)^elasticity'),
  slope: number('own', 'slope × (value − reference) is added to the number, in its unit'),
  'semi-elasticity': number('own', 'The number is multiplied by exp(semi-elasticity × (value − reference))'),
});

const seriesOfDriver = map(
  'The published values: `values`, or `file` and `column`',
  {
    values: numbersByName(
      'own',
      'Values by month (2019-01), quarter (2020Q1), year (2021) or the day from which a value is in force (2020-03-16)',
      'time',
      {},
    ),
    file: text(
      'CSV file, relative to this file; lines that begin with # are comments, an empty cell is missing',
    ),
    column: text('Column of the values'),
    time: text('Column of the times, written as in `values`', { defaultWords: 'the first column' }),
  },
  { required: true, example: '{ values: { 2020-01: 1 } }' },
);

const between = choice(
  ['hold', 'linear', 'step', 'spread'],
  'Months between published values. hold: the latest value stays; linear: a straight line; a quarter’s or year’s value stands in its last month. step: a value holds in each month of its own period; spread: as step, but the value is the period’s total, divided evenly over its months',
  { defaultWords: 'absent: a month without a value is a mistake' },
);

const after = numberOrMap(
  'own',
  'Months after the last value: hold it, a number, or grow: { grow: 0.02 }',
  grow,
  { words: ['hold'], defaultWords: 'absent: a month after the last value is a mistake' },
);

const drivers = items(
  'Monthly series that move numbers of the market',
  {
    id: id('Name of the driver', { required: true }),
    label: text('Name in charts', { defaultWords: 'the id' }),
    unit: text('Unit of the series', { default: 'index' }),
    series: seriesOfDriver,
    between,
    before: numberOrMap(
      'own',
      'Months before the first value: hold it, a number, or grow: { grow: 0.08 }',
      grow,
      { words: ['hold'], defaultWords: 'absent: a month before the first value is a mistake' },
    ),
    after,
    later: map(
      'Another series in the place of `series` from a month on, such as what turned out; `lag`, `smooth`, `reference` and `acts-on` stay. Months from `from` to its first value: a line with `between: linear`, else the last value before stays',
      {
        from: month('First month that it replaces', { required: true, example: '2024-07' }),
        series: seriesOfDriver,
        between,
        after,
      },
      { defaultWords: 'the series goes on' },
    ),
    lag: number(
      'months',
      'The value of month t is the published value of t − lag',
      { min: 0, max: 1200, whole: true },
      { default: 0 },
    ),
    smooth: number(
      'months',
      'Mean of the last so many months, after the lag',
      { min: 1, max: 120, whole: true },
      { default: 1 },
    ),
    reference: monthOrNumber(
      'own',
      'Level at which the driver has no effect: a number in the unit of the series, or the month whose value it is',
      { defaultWords: 'the value of the first month of the calendar' },
    ),
    'acts-on': list('What the driver moves', effect, { defaultWords: 'nothing' }),
  },
  { defaultWords: 'none' },
);

/** Exactly one of these says what an event does. */
export const OPERATIONS = ['set', 'add', 'multiply'] as const;

const timeline = items(
  'Dated events; exactly one of set, add, multiply each',
  {
    id: id('Name of the event', { required: true }),
    label: text('Name in charts', { defaultWords: 'the id' }),
    from: month('First month of the event, within the calendar', { required: true, example: '2022-11' }),
    until: month('Last month of the event, inclusive', { defaultWords: 'for ever' }),
    over: number(
      'months',
      'Reached in equal steps over so many months; 0: at once',
      { min: 0, max: 1200, whole: true },
      { default: 0 },
    ),
    path: text('Path of the number, such as `employers.rich.pay`', {
      required: true,
      example: 'employers.calm.pay',
    }),
    set: number('own', 'The number becomes this'),
    add: number('own', 'This is added to the number'),
    multiply: number('ratio', 'The number is multiplied by this', { min: 0 }),
    for: number(
      'share',
      'Share of people who feel the event, of `add` to an employer’s or sector’s autonomy or mission',
      { min: 0, max: 1 },
      { defaultWords: 'everybody' },
    ),
    lot: id('Name of the lot that decides who feels it: events of one lot reach the same people', {
      defaultWords: 'the event’s id',
    }),
  },
  { defaultWords: 'none' },
);

const observe = map('What the published source sees of the simulated world', {
  'net-flow-of': id('Sector whose net flow the headline is about', { defaultWords: 'no headline figures' }),
  label: text('Its name in titles', { defaultWords: 'the label of that sector' }),
  coverage: number(
    'ratio',
    'Of the vendor’s database: observed people per simulated person',
    { above: 0 },
    { default: 1 },
  ),
  'coverage-of-sectors': numbersByName(
    'ratio',
    'The vendor’s coverage of a sector relative to `coverage`; 1 for a sector that is not named',
    'sector',
    { min: 0 },
    { defaultWords: 'the same for all' },
  ),
  'survey-of-doctors': numbersByName(
    'share',
    'Share of first jobs that the survey of doctors knows of, by `destination`; 1 for one that is not named',
    'destination',
    { min: 0, max: 1 },
    { defaultWords: 'all are known' },
  ),
  'surveyed-regions': numbersByName(
    'share',
    'Share of a region’s new people whom the survey of doctors asks about; 0 for a region that is not named',
    'region',
    { min: 0, max: 1 },
    { defaultWords: 'all regions' },
  ),
  'job-site': numbersByName(
    'share',
    'Share of openings that are advertised on the job site; 1 for a sector that is not named',
    'sector',
    { min: 0, max: 1 },
    { defaultWords: 'all are advertised' },
  ),
  'large-companies': numbersByName(
    'share',
    'Share of a sector’s AI people who are at what the sources call a large company; 0 for a sector that is not named',
    'sector',
    { min: 0, max: 1 },
    { defaultWords: 'not said: no figure about large companies' },
  ),
  marks: list(
    'Dated remarks for charts',
    map('A remark', {
      month: month('Month it stands at', { required: true, example: '2022-11' }),
      label: text('The remark', { required: true, example: 'what happened' }),
    }),
    { defaultWords: 'none' },
  ),
});

export const SCENARIO = map('A scenario', {
  name: id('Name of the scenario and of its folder of results; of the first file only, never a parent’s', {
    required: true,
    example: 'my-market',
  }),
  title: text('Title, of the first file only', { defaultWords: 'the name' }),
  description: text('What the scenario is about, of the first file only', { default: '' }),
  extends: text('Scenario file that this one changes, relative to this file, or `talentflow:baseline`'),
  seed: seed('Seed of all draws; a number is taken as its text', { default: '1' }),
  scale: number(
    'ratio',
    'Simulated people per person; 0.1 simulates a tenth',
    { min: 0.001, max: 100 },
    { default: 1 },
  ),
  calendar,
  regions,
  skills,
  causes,
  sectors,
  employers,
  people,
  choice: choiceOfJob,
  hiring,
  separations,
  vesting,
  'counter-offers': counterOffers,
  'pay-answers': payAnswers,
  founding,
  'funding-rounds': fundingRounds,
  acquisitions,
  listings,
  'lay-offs': layOffs,
  teams,
  'leave-sooner': leaveSooner,
  'acqui-hires': acquiHires,
  'non-competes': nonCompetes,
  superstars,
  programmes,
  'field-choice': fieldChoice,
  retraining,
  drivers,
  timeline,
  observe,
});
