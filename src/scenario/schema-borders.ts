import { choice, id, items, list, number, numbersByName, text } from './fields.ts';

/** The part of the vocabulary about who may work where: home regions, routes, going home. */

const PROBABILITY = { min: 0, max: 1 };
const MONTHS = { min: 0, max: 1200, whole: true };
const PEOPLE = { min: 0, max: 50_000_000 };

/** Numbers of a route that drivers and the timeline may move, in the words of the file. */
export const ROUTE_NUMBER_FIELDS = {
  reach: number(
    'share',
    'Share of those it is for who can use it, drawn once a person: occupations listed, papers at hand',
    PROBABILITY,
    { default: 1 },
  ),
  cap: number('people/year', 'Visas in a calendar year, given down a list in random order; exact', PEOPLE, {
    defaultWords: 'no cap',
  }),
  odds: number('share', 'Probability of being selected; not beside `cap`', PROBABILITY, { default: 1 }),
  'all-places': number(
    'people/year',
    'Places for all occupations; with `all-applications` it gives the odds: places ÷ applications, at most 1',
    PEOPLE,
    { defaultWords: '`odds` are used' },
  ),
  'all-applications': number(
    'people/year',
    'Applications expected from all occupations for `all-places`',
    { above: 0, max: 1_000_000_000 },
    { defaultWords: '`odds` are used' },
  ),
  refusal: number('share', 'Share of those selected who are refused', PROBABILITY, { default: 0 }),
  waiting: number(
    'months',
    'Months from the grant to the first day at work; a part of a month is rounded by a draw',
    { min: 0, max: 1200 },
    { default: 0 },
  ),
} as const;

const routes = items(
  'Ways for people who are not at home in the region to work there; one region without any is open to everybody',
  {
    id: id('Name of the route', { required: true }),
    label: text('Name in tables and charts', { defaultWords: 'the id' }),
    for: choice(
      ['offers', 'graduates'],
      'offers: somebody with an offer, who is then tied to the employers that the route is for; graduates: who enters from a programme in the region, for any employer, for `permission` months',
      { default: 'offers' },
    ),
    skills: list('Skills it is for', id('Id of a skill'), { defaultWords: 'all skills' }),
    sectors: list('Sectors it is for', id('Id of a sector'), { defaultWords: 'all sectors' }),
    'except-sectors': list('Sectors it is not for; not beside `sectors`', id('Id of a sector'), {
      defaultWords: 'none',
    }),
    homes: list('Home regions it is for', id('Id of a region'), { defaultWords: 'all regions' }),
    'least-talent': number('index', 'Talent it asks for at least', { min: 0 }, { default: 0 }),
    ...ROUTE_NUMBER_FIELDS,
    'lottery-month': number(
      'months',
      'Month of the year in which those who applied are drawn',
      { min: 1, max: 12, whole: true },
      { defaultWords: 'every month' },
    ),
    permission: number('months', 'How long it lasts, of a route for graduates', MONTHS, {
      defaultWords: '0; required of a route for graduates',
    }),
    'hired-abroad': number(
      'share',
      'Share of those refused, or whose permission ends, who work for the same employer from where they are, or from home',
      PROBABILITY,
      { default: 0 },
    ),
    'permanent-after': number('months', 'Months with the visa before permanent residence', MONTHS, {
      default: 0,
    }),
    'permanent-per-month': number(
      'share/month',
      'Probability of permanent residence in each month after that; 0: never',
      PROBABILITY,
      { default: 0 },
    ),
  },
  { defaultWords: 'none: everybody may work in the region' },
);

/** What a region says about who is at home in it and who may come. */
export const BORDER_FIELDS = {
  homes: numbersByName(
    'share',
    'Home regions of those who start or enter in the region; the shares sum to 1, regions not named have none',
    'region',
    PROBABILITY,
    { defaultWords: 'all are at home in it' },
  ),
  'permanent-at-start': number(
    'share',
    'Share of the foreign-born who start in a job with permanent residence; the others are tied to their employer, where a route is for it',
    PROBABILITY,
    { default: 0 },
  ),
  grace: number('months', 'Months that somebody tied to an employer may stay without a job', MONTHS, {
    default: 0,
  }),
  'return-home-per-month': number(
    'share/month',
    'People at home in the region and elsewhere now who come back',
    PROBABILITY,
    { default: 0 },
  ),
  'largest-return-home-per-month': number(
    'share/month',
    'Largest that return-home-per-month may become by drivers and events',
    PROBABILITY,
    { defaultWords: 'return-home-per-month' },
  ),
  routes,
} as const;
