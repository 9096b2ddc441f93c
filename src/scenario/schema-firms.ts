import { id, list, map, number } from './fields.ts';

/** The part of the vocabulary about the lives of founded firms. */

const PROBABILITY = { min: 0, max: 1 };

export const fundingRounds = map(
  'Rounds of funding of founded firms; absent: there are none',
  {
    'per-month': number(
      'share/month',
      'Probability that a founded firm raises a round in a month',
      PROBABILITY,
      {
        required: true,
        example: '0.05',
      },
    ),
    most: number(
      'rounds',
      'Most rounds that a firm can raise',
      { min: 1, max: 20, whole: true },
      { required: true, example: '4' },
    ),
    'equity-multiple': number(
      'ratio',
      'Expected equity of its jobs after a round, over before',
      { above: 0 },
      { default: 1 },
    ),
    'nothing-multiple': number(
      'ratio',
      'Probability that the equity is worth nothing after a round, over before',
      PROBABILITY,
      { default: 1 },
    ),
    'failure-multiple': number(
      'ratio',
      'Probability of failing in a month after a round, over before',
      PROBABILITY,
      { default: 1 },
    ),
    'staff-multiple': number(
      'ratio',
      'Wanted staff after a round, over before',
      { above: 0 },
      { default: 1 },
    ),
  },
  { removable: true },
);

export const acquisitions = map(
  'Founded firms out of stealth that a larger employer of their region buys; absent: nobody buys',
  {
    'per-month': number('share/month', 'Probability that a firm is bought in a month', PROBABILITY, {
      required: true,
      example: '0.004',
    }),
    buyers: list(
      'Employers and groups that buy, each employer in proportion to the staff it wants',
      id('Id of an employer or group'),
      { required: true, example: '[rich]' },
    ),
  },
  { removable: true },
);

export const listings = map(
  'Founded firms out of stealth that list on a stock exchange; absent: none does',
  {
    'per-month': number('share/month', 'Probability that a firm lists in a month', PROBABILITY, {
      required: true,
      example: '0.001',
    }),
    group: id('Employer group with `count: 0` that listed firms join', { required: true, example: 'listed' }),
    'after-rounds': number(
      'rounds',
      'Rounds of funding that a firm needs before it can list',
      { min: 0, max: 20, whole: true },
      { default: 0 },
    ),
  },
  { removable: true },
);
