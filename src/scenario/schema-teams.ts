import { choice, distribution, id, items, list, map, month, number, numbersByName } from './fields.ts';

/** The part of the vocabulary about teams, about start-ups hired whole, and about non-competes. */

const PROBABILITY = { min: 0, max: 1 };
const MONTHS = { min: 0, max: 1200, whole: true };

export const teams = map(
  'People work in teams, whose ties bring contacts and followers; absent: nobody knows anybody',
  {
    size: distribution(
      'people',
      'People a team, drawn once an employer',
      { min: 1 },
      { required: true, example: '6 people' },
    ),
    'looks-after-leaving': map('Looking after a team-mate left for another employer', {
      multiplier: number('ratio', 'Multiple of looks-per-month', { min: 0 }, { default: 1 }),
      months: number('months', 'For so many months after', MONTHS, { default: 0 }),
    }),
    ties: number(
      'share',
      'Probability that one who looks meets the employer that a former team-mate left for, when it has an opening',
      PROBABILITY,
      { default: 0 },
    ),
    'ties-months': number('months', 'For so many months after the team-mate left', MONTHS, { default: 12 }),
    follow: number(
      'share',
      'Probability that each who left asks a team-mate left behind to follow in the same month',
      PROBABILITY,
      { default: 0 },
    ),
    'follow-places': number(
      'share',
      'Share of an employer’s openings left that it gives to followers of those it hired',
      PROBABILITY,
      { default: 0 },
    ),
    'lift-outs': number(
      'share',
      'Probability that somebody hired out of another job brings the whole team: all are asked',
      PROBABILITY,
      { default: 0 },
    ),
    'lift-out-places': number(
      'people',
      'Places that an employer opens for the team of such a hire, beside its openings',
      { min: 0, max: 10_000 },
      { default: 0 },
    ),
    'founder-places': number(
      'people',
      'Places that a new firm opens for its founder’s team-mates',
      { min: 0, max: 10_000 },
      { default: 0 },
    ),
  },
  { removable: true },
);

export const leaveSooner = map(
  'Those who came with their team, by an acqui-hire or by an acquisition leave sooner, then later, than others; absent: as others',
  {
    multiple: number(
      'ratio',
      'Multiple of looking and of quitting at first',
      { min: 1 },
      { required: true, example: '3' },
    ),
    months: number('months', 'For so many months after they came', MONTHS, { default: 12 }),
    'later-multiple': number('ratio', 'Multiple of looking and of quitting after that', PROBABILITY, {
      default: 1,
    }),
    'later-months': number('months', 'For so many months', MONTHS, { default: 0 }),
  },
  { removable: true },
);

export const RULES = ['allow', 'forbid', 'delay', 'size-limit'] as const;

export const acquiHires = map(
  'An employer hires the staff of another; absent: none does',
  {
    deals: items(
      'Deals that happened',
      {
        id: id('Name of the deal', { required: true }),
        month: month('Month in which it is struck', { required: true, example: '2024-03' }),
        from: id('Named employer whose staff is hired', { required: true, example: 'calm' }),
        to: id('Named employer that hires it', { required: true, example: 'rich' }),
        share: number('share', 'Share of the AI staff that gets an offer, the best first', PROBABILITY, {
          required: true,
          example: '0.9',
        }),
        premium: number(
          'log points',
          'What the offer adds to the pay of the place they go to',
          {},
          { defaultWords: 'acqui-hires.premium' },
        ),
      },
      { defaultWords: 'none' },
    ),
    rate: number(
      'share/month',
      'Probability that a founded firm out of stealth is approached in a month',
      PROBABILITY,
      { default: 0 },
    ),
    by: list('Sectors whose named employers approach founded firms', id('Id of a sector'), {
      defaultWords: 'none',
    }),
    'least-staff': number(
      'people',
      'AI staff below which nobody approaches a founded firm',
      { min: 1, max: 50_000_000 },
      { default: 2 },
    ),
    share: number('share', 'Share of the staff of an approached firm that gets an offer', PROBABILITY, {
      default: 1,
    }),
    premium: number(
      'log points',
      'What an offer adds to the pay of the place they go to',
      {},
      { default: 0 },
    ),
    rule: choice(
      RULES,
      'What the antitrust authority does. forbid: no deal; delay: deals close `delay` later; size-limit: no deal takes more than `size-limit` people',
      { default: 'allow' },
    ),
    'rule-from': month('First month in which deals are struck under the rule', {
      defaultWords: 'from the start',
    }),
    delay: number('months', 'Months from striking a deal to closing it, under `rule: delay`', MONTHS, {
      default: 0,
    }),
    'size-limit': number(
      'people',
      'Most people of one deal, under `rule: size-limit`',
      { min: 0, max: 50_000_000 },
      { defaultWords: 'required under that rule' },
    ),
  },
  { removable: true },
);

export const nonCompetes = map(
  'A share of the employed may not go straight to a competitor; absent: everybody may',
  {
    share: number('share', 'Share of jobs that bind those who hold them', PROBABILITY, {
      required: true,
      example: '0.3',
    }),
    sectors: list(
      'Sectors that compete: their jobs may bind, and those bound may not go to them',
      id('Id of a sector'),
      {
        required: true,
        example: '[firms]',
      },
    ),
    enforced: numbersByName(
      'share',
      'Share of them that is enforced, by region of the job (regions not named: 0)',
      'region',
      PROBABILITY,
      { defaultWords: '1 everywhere' },
    ),
  },
  { removable: true },
);
