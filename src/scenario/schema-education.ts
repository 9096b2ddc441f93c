import { choice, id, items, list, map, number, numbersByName, text } from './fields.ts';
import { DEGREES } from './scenario.ts';

/** The part of the vocabulary about how people come into the field. */

const PROBABILITY = { min: 0, max: 1 };

const skill = id('Skill of those who complete it', {
  defaultWords: 'the only skill; required when there are several',
});
const region = id('Region of those who complete it; when absent it is drawn by the regions’ shares');
const origins = numbersByName(
  'share',
  'Share of those who complete it by home region; the shares sum to 1, regions not named have none',
  'region',
  PROBABILITY,
  { defaultWords: 'home is where they complete it' },
);

/** How people outside the field answer to what it offers. */
const answers = {
  'pay-elasticity': number(
    'ratio',
    'Elasticity to the pay index: mean posted pay over staff relative to the start',
    { min: 0 },
    { default: 0 },
  ),
  'openings-elasticity': number(
    'ratio',
    'Elasticity to the openings of the skill left at the end of a month ÷ those posted, relative to `usual-left`',
    { min: 0 },
    { default: 0 },
  ),
  'usual-left': number(
    'share',
    'Share of openings left at the end of a month at usual prospects',
    { above: 0, max: 1 },
    { defaultWords: 'required when openings-elasticity is not 0' },
  ),
};

export const programmes = items(
  'Inflows of new people of one skill: either so many `graduates` a year, or `places` that students fill and leave as graduates after `years`',
  {
    id: id('Name of the programme', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    degree: choice(DEGREES, 'Degree, for the table of students', { default: 'other' }),
    skill,
    region,
    graduates: number(
      'people/year',
      'Graduates, in equal parts in each of `months`',
      { min: 0, max: 50_000_000 },
      { example: '800 people/year', defaultWords: 'required without `places`' },
    ),
    places: number(
      'people/year',
      'Places for new students, in equal parts in each of `months`; those who take one graduate `years` later to the month',
      { min: 0, max: 50_000_000 },
      { defaultWords: 'absent: no years of study' },
    ),
    years: number(
      'years',
      'Years from the place to the degree',
      { min: 1, max: 20, whole: true },
      { defaultWords: 'required with `places`' },
    ),
    fill: number('share', 'Share of places filled at usual prospects', PROBABILITY, { default: 1 }),
    completion: number(
      'share',
      'Share of students who graduate; the others are lost to the field',
      PROBABILITY,
      {
        default: 1,
      },
    ),
    'continues-from': map(
      'Some of its students have just graduated from another programme, and do not enter the market then',
      {
        programme: id('That programme', { required: true, example: 'masters' }),
        share: number('share', 'Share of its new students, as far as there are graduates', PROBABILITY, {
          required: true,
          example: '0.5',
        }),
      },
      { defaultWords: 'none' },
    ),
    months: list(
      'Months of the year in which they graduate, and places are given',
      number('months', 'Month of the year', { min: 1, max: 12, whole: true }),
      { defaultWords: '[5, 6]' },
    ),
    origins,
  },
  { defaultWords: 'none' },
);

export const fieldChoice = map(
  'How students answer to what the field offers: places filled = min(1, fill · pay index^pay-elasticity · (openings left ÷ usual-left)^openings-elasticity); absent: they do not',
  {
    ...answers,
    lag: number(
      'months',
      'Mean lag of what students expect behind what is: each month 1 ÷ lag of the gap closes',
      { min: 1, max: 120 },
      { default: 1 },
    ),
  },
  { removable: true },
);

export const retraining = items(
  'People from other fields who learn a skill, beginning in any month',
  {
    id: id('Name of the retraining', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    skill,
    region,
    people: number(
      'people/year',
      'People who begin in a year at usual prospects',
      { min: 0, max: 50_000_000 },
      { required: true, example: '500 people/year' },
    ),
    capacity: number(
      'people/year',
      'Most who can begin in a year, no fewer than `people`',
      { min: 0, max: 50_000_000 },
      { required: true, example: '1000 people/year' },
    ),
    ...answers,
    delay: number(
      'months',
      'Months from the beginning to the market',
      { min: 1, max: 240, whole: true },
      { required: true, example: '9 months' },
    ),
    origins,
  },
  { defaultWords: 'none' },
);
