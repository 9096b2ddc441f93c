import {
  choice,
  distribution,
  id,
  items,
  month,
  number,
  numberOrMap,
  numbersByName,
  text,
  wordOrNumber,
} from './fields.ts';
import { DESTINATIONS } from './scenario.ts';

/** The part of the vocabulary about sectors and employers. */

/** Numbers of an employer that drivers and the timeline may move, in the words of the file. */
export const ATTRIBUTE_FIELDS = {
  pay: number(
    'USD/year',
    'Pay offered to a person of median talent, constant US dollars of 2023; the employer’s own or its sector’s',
    { above: 0 },
    { required: true, example: '200000 USD/year' },
  ),
  equity: number(
    'USD/year',
    'Expected equity granted, constant US dollars of 2023',
    { min: 0 },
    { default: 0 },
  ),
  'equity-sd': number(
    'ratio',
    'Standard deviation of the log of the equity’s value',
    { min: 0 },
    { default: 0 },
  ),
  'equity-nothing': number(
    'share',
    'Probability that the equity is worth nothing',
    { min: 0, below: 1 },
    { default: 0 },
  ),
  autonomy: number(
    'sd',
    'Autonomy of its jobs, in standard deviations between employers',
    {},
    { default: 0 },
  ),
  'brand-risk': number(
    'sd',
    'Autonomy lost to caution about the brand: taken off autonomy',
    { min: 0 },
    { default: 0 },
  ),
  demand: number('ratio', 'Wanted staff as a multiple of the staff at the start', { min: 0 }, { default: 1 }),
  freeze: number('share', 'Share of vacancies that are not posted', { min: 0, max: 1 }, { default: 0 }),
  'lay-off-rate': number(
    'share/month',
    'Share of AI staff laid off in a month',
    { min: 0, max: 1 },
    { default: 0 },
  ),
  adjustment: number(
    'share/month',
    'Share of the gap between wanted staff and its target that closes in a month',
    { min: 0, max: 1 },
    { default: 0.1 },
  ),
  'cost-elasticity': number(
    'ratio',
    'Elasticity of wanted staff to the employer’s own pay relative to its start; usually below 0',
    {},
    { default: 0 },
  ),
  'expected-leaving': number(
    'share/month',
    'Leavers for whom vacancies are posted in advance, as a share of staff',
    { min: 0, max: 1 },
    { default: 0 },
  ),
  'other-staff': number(
    'people',
    'Staff of one member in all other jobs, before what lay-off rounds cut; 0: not followed',
    { min: 0, max: 50_000_000 },
    { default: 0 },
  ),
  'weight-of-practice': number(
    'ratio',
    'Weight of an applicant’s practice in its ranking of applicants, per standard deviation',
    {},
    { default: 0 },
  ),
  approaches: number(
    'ratio',
    'Multiple of superstars.approach-rate at which it approaches stars; 0: never',
    { min: 0 },
    { default: 1 },
  ),
  'star-value': number(
    'ratio',
    'What stars are worth to it, relative to other employers of its staff',
    { min: 0 },
    { default: 1 },
  ),
} as const;

/** What an employer may say, and a sector for its employers. */
export const EMPLOYER_FIELDS = {
  region: id('Region it is in; when absent, each member’s region is drawn by the regions’ shares'),
  regions: numbersByName(
    'share',
    'Shares by which each member’s region is drawn, instead of the regions’ own; they sum to 1, regions not named have none',
    'region',
    { min: 0, max: 1 },
    { defaultWords: 'the regions’ own shares' },
  ),
  founded: month('First month with vacancies; before it the employer does not exist', {
    defaultWords: 'there from the start',
  }),
  staff: distribution(
    'people',
    'AI staff of one member at the start',
    { min: 0, max: 50_000_000 },
    { default: 0 },
  ),
  vacancies: wordOrNumber(
    ['planned', 'unlimited'],
    'people/month',
    'planned: what brings staff to wanted staff; unlimited: everybody who comes is taken; a number: so many posted every month',
    { min: 0, max: 50_000_000, whole: true },
    { default: 'planned' },
  ),
  ...ATTRIBUTE_FIELDS,
  'pay-spread': number(
    'log points',
    'Standard deviation of log pay between members, drawn once a member',
    { min: 0 },
    { default: 0 },
  ),
  'autonomy-spread': distribution(
    'sd',
    'Drawn once a member and added to autonomy; a number, the same for all, can only be 0',
    {},
    { defaultWords: 'no spread' },
  ),
  mission: numberOrMap(
    'sd',
    'Mission of its jobs, in standard deviations between employers: a number for every cause, or a map cause → number (causes not named: 0)',
    numbersByName('sd', 'Mission by cause', 'cause', {}),
    { default: 0 },
  ),
  'mission-spread': distribution(
    'sd',
    'Drawn once a member and added to mission; a number, the same for all, can only be 0',
    {},
    { defaultWords: 'no spread' },
  ),
  'skill-mix': numbersByName(
    'share',
    'Share of staff by skill; the shares sum to 1, skills not named have none. Drivers and events may move them: they are divided by their sum again',
    'skill',
    { min: 0, max: 1 },
    { defaultWords: 'all of it when there is one skill; required when there are several' },
  ),
} as const;

export const sectors = items(
  'Kinds of employers. A sector may give any number of an employer: it holds for its employers that do not give their own',
  {
    id: id('Name of the sector, used in paths and tables', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    destination: choice(DESTINATIONS, 'How a survey of new doctors would count a job here', {
      default: 'industry',
    }),
    ...EMPLOYER_FIELDS,
  },
  { defaultWords: 'those that the employers name' },
);

export const employers = items(
  'Named employers, and groups of employers that share their numbers',
  {
    id: id('Name of the employer or group, used in paths and tables', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    sector: id('Sector it belongs to; one of `sectors` when that section is there, and then required', {
      defaultWords: '`firms` when there is no section `sectors`',
    }),
    count: number(
      'employers',
      'A group of so many employers that are not named; 0 for a group that only new firms join',
      { min: 0, max: 5_000_000, whole: true },
      { defaultWords: 'absent: one named employer' },
    ),
    ...EMPLOYER_FIELDS,
  },
  { required: true, example: '[{ id: calm, staff: 5000, pay: 200000 USD/year }]' },
);
