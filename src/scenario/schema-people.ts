import { distribution, id, items, list, map, month, number, numbersByName, wordOrMap } from './fields.ts';

/** The part of the vocabulary about people: who they are, how they look, choose, are hired and leave. */

const PROBABILITY = { min: 0, max: 1 };

export const people = map('The people in the market', {
  count: number(
    'people',
    'All people at the start; those beyond the employers’ staff have no job',
    { min: 0, max: 50_000_000, whole: true },
    { defaultWords: 'the employers’ staff ÷ (1 − jobless-share)' },
  ),
  'jobless-share': number(
    'share',
    'Share of people without a job at the start; not read when `count` is given',
    { min: 0, below: 1 },
    { default: 0 },
  ),
  'looks-per-month': number(
    'share/month',
    'Probability that an employed person looks for a job in a month; those without a job always look',
    PROBABILITY,
    { default: 0 },
  ),
  'largest-looks-per-month': number(
    'share/month',
    'Largest that looks-per-month may become by multipliers, drivers and events; one beyond it is an error while running',
    PROBABILITY,
    { defaultWords: 'looks-per-month × its multipliers, at most 1; 1 when looks-per-opening is above 0' },
  ),
  'looks-after-lay-off': map('Looking after a lay-off round at one’s employer', {
    multiplier: number('ratio', 'Multiple of looks-per-month', { min: 0 }, { default: 1 }),
    months: number(
      'months',
      'For so many months after the round',
      { min: 0, max: 1200, whole: true },
      { default: 0 },
    ),
  }),
  'looks-at-vesting': number(
    'ratio',
    'Multiple of looks-per-month in the month in which equity first vests, at the cliff',
    { min: 0 },
    { default: 1 },
  ),
  'looks-per-opening': number(
    'ratio',
    'Added to looks-per-month for each opening of one’s skill per employed person of that skill: recruiters’ calls',
    { min: 0 },
    { default: 0 },
  ),
  contacts: wordOrMap(
    ['all'],
    'Whom one who looks meets in a month; all: every employer with an opening of their skill',
    map('Answers to one who looks, in proportion to the openings of their skill', {
      answers: number(
        'ratio',
        'Answers in a month, on average, while `openings` are posted; two of one employer are one meeting',
        { above: 0, max: 1_000_000 },
        { required: true, example: '3' },
      ),
      openings: number(
        'people',
        'Openings of their skill, counted at scale 1',
        { above: 0, max: 50_000_000 },
        { required: true, example: '9000 people' },
      ),
    }),
    { default: 'all' },
  ),
  taste: map('What people want of a job, in log points of pay', {
    autonomy: distribution(
      'log points',
      'Log points of pay for one standard deviation of autonomy',
      {},
      { default: 0 },
    ),
    mission: distribution(
      'log points',
      'Log points of pay for one standard deviation of mission',
      {},
      { default: 0 },
    ),
    home: distribution('log points', 'Log points of pay for a job in one’s home region', {}, { default: 0 }),
  }),
  'risk-aversion': distribution(
    'ratio',
    'Relative risk aversion (CRRA); 1 is log utility',
    { min: 0 },
    { default: 0 },
  ),
  'equity-belief': distribution(
    'ratio',
    'Believed value of equity ÷ expected value, each person’s own',
    { min: 0 },
    { default: 1 },
  ),
  'equity-belief-level': number(
    'ratio',
    'Multiple of everybody’s equity-belief, which drivers may move',
    { min: 0 },
    { default: 1 },
  ),
  talent: distribution('index', 'Talent; median about 1', { above: 0 }, { default: 1 }),
  practice: distribution(
    'sd',
    'Practice in putting tools together to a deadline, over the mean of the person’s skill',
    {},
    { defaultWords: 'nobody’s differs from the mean of the skill' },
  ),
  'skill-mix': numbersByName(
    'share',
    'Share by skill of those without a job at the start; the shares sum to 1',
    'skill',
    PROBABILITY,
    { defaultWords: 'the mean mix of the employers' },
  ),
});

export const choiceOfJob = map(
  'How people choose between jobs',
  {
    elasticity: number(
      'ratio',
      'η, 1 ÷ scale of the choice’s noise in log points of pay: an employer’s share of acceptances rises by about η per cent for 1 per cent more pay',
      { above: 0 },
      { required: true, example: '4.1' },
    ),
    'cost-of-moving': number(
      'log points',
      'Pay given up to change employer; not charged to those without a job',
      { min: 0 },
      { default: 0 },
    ),
    'cost-of-relocating': number(
      'log points',
      'Pay given up to work in another region than now',
      { min: 0 },
      { default: 0 },
    ),
    'match-quality-sd': number(
      'log points',
      'Standard deviation of the lasting match quality of person and employer',
      { min: 0 },
      { default: 0 },
    ),
    'no-job-pay': number(
      'USD/year',
      'Pay that staying without a job is worth',
      { above: 0 },
      { defaultWords: 'any job met is better than none' },
    ),
    'answers-abroad': number(
      'share',
      'Probability that an employer in another region answers, relative to one in the person’s own; not read when `contacts` is `all`',
      PROBABILITY,
      { default: 1 },
    ),
  },
  { required: true, example: '{ elasticity: 4.1 }' },
);

export const hiring = map(
  'How employers rank applicants: weight-of-talent · ln(talent) + the employer’s weight-of-practice · practice + fit-sd · a normal draw',
  {
    'weight-of-talent': number('ratio', 'Weight of log talent', { min: 0 }, { default: 1 }),
    'fit-sd': number(
      'ratio',
      'Standard deviation of the fit of person and employer',
      { min: 0 },
      { default: 1 },
    ),
  },
);

const perMonth = (meaning: string) => number('share/month', meaning, PROBABILITY, { default: 0 });

export const separations = map('How people leave jobs other than to another job', {
  'quit-per-month': perMonth('Employed people who quit into no job'),
  'leave-field-per-month': perMonth('Employed people who leave the field'),
  'leave-field-without-job-per-month': perMonth('People without a job who leave the field'),
  'leave-for-studies-per-month': perMonth(
    'Employed people who leave for studies or an academic post elsewhere, in each of study-months',
  ),
  'study-months': list(
    'Months of the year in which people leave for studies',
    number('months', 'Month of the year', { min: 1, max: 12, whole: true }),
    { defaultWords: '[8, 9]' },
  ),
  'largest-quit-per-month': number(
    'share/month',
    'Largest that quit-per-month may become by drivers and events',
    PROBABILITY,
    { defaultWords: 'quit-per-month' },
  ),
  'largest-leave-field-per-month': number(
    'share/month',
    'Largest that leave-field-per-month and leave-for-studies-per-month together may become',
    PROBABILITY,
    { defaultWords: 'leave-field-per-month + leave-for-studies-per-month' },
  ),
});

export const vesting = map(
  'Equity is lost on leaving until it vests; absent: nothing is lost',
  {
    cliff: number(
      'months',
      'Months until equity first vests',
      { min: 0, max: 1200, whole: true },
      { required: true, example: '12 months' },
    ),
    interval: number(
      'months',
      'Months between later vestings',
      { min: 1, max: 1200, whole: true },
      { required: true, example: '3 months' },
    ),
    refreshes: items(
      'New grants for those who are there: what had accrued vests, and from then on equity vests as a newcomer’s, the cliff first. Exactly one of sector, employer each',
      {
        id: id('Name of the refresh', { required: true }),
        month: month('Month from which it vests', { required: true, example: '2024-01' }),
        sector: id('Sector whose employers give it to their staff'),
        employer: id('Employer, or group of employers, that gives it to its staff'),
        share: number('share', 'Share of the staff that gets it', PROBABILITY, { default: 1 }),
      },
      { defaultWords: 'none' },
    ),
  },
  { removable: true },
);

export const counterOffers = map(
  'The present employer beats what others offer its staff; absent: no employer does',
  {
    share: number(
      'share',
      'Share of jobs whose employer answers what others offer their holders',
      PROBABILITY,
      { required: true, example: '0.5' },
    ),
    most: number(
      'log points',
      'Most that it pays one person over what it posts, for all its counter-offers together',
      { min: 0 },
      { required: true, example: '0.1' },
    ),
  },
  { removable: true },
);

export const payAnswers = map(
  'Pay answers the openings left at the end of a month; absent: it does not',
  {
    'per-doubling': number(
      'log points/year',
      'Rise of pay for a doubling of the openings left over those usual',
      { min: 0 },
      { required: true, example: '0.03' },
    ),
    'usual-fill': number(
      'share/month',
      'Share of openings usually filled in a month',
      { above: 0, below: 1 },
      { required: true, example: '0.35' },
    ),
  },
  { removable: true },
);

export const founding = map(
  'Founding a firm as one more option of a person who looks; absent: nobody founds',
  {
    rate: number('share', 'Probability that the option is open to one who looks in a month', PROBABILITY, {
      required: true,
      example: '0.01',
    }),
    pay: number(
      'USD/year',
      'Salary that founders pay themselves, constant US dollars of 2023',
      { above: 0 },
      { required: true, example: '60000 USD/year' },
    ),
    'exit-value': number(
      'USD',
      'Mean payment to a founder at exit, constant US dollars of 2023',
      { min: 0 },
      { required: true, example: '5800000 USD' },
    ),
    'exit-nothing': number(
      'share',
      'Share of exits that pay nothing',
      { min: 0, below: 1 },
      { required: true, example: '0.75' },
    ),
    'exit-sd': number(
      'ratio',
      'Standard deviation of the log of the payment when there is one',
      { min: 0 },
      { required: true, example: '1' },
    ),
    'years-to-exit': number(
      'years',
      'Years to exit, over which the payment counts as yearly equity',
      { above: 0 },
      { required: true, example: '5' },
    ),
    autonomy: number('sd', 'Autonomy of a founder', {}, { default: 0 }),
    mission: number('sd', 'Mission a founder expects, whatever the cause', {}, { default: 0 }),
    skills: list('Skills that may found', id('Id of a skill'), { defaultWords: 'all skills' }),
    'stealth-group': id('Employer group with `count: 0` that new firms join first', {
      required: true,
      example: 'stealth',
    }),
    'launched-group': id('Employer group with `count: 0` that firms join when they come out of stealth', {
      required: true,
      example: 'young-start-ups',
    }),
    'stealth-months': number(
      'months',
      'Mean months in stealth; its end is drawn each month',
      { min: 1 },
      { required: true, example: '12' },
    ),
    'stealth-staff': distribution(
      'people',
      'Wanted AI staff of a firm in stealth',
      { min: 0 },
      { required: true, example: '4' },
    ),
    'launched-staff': distribution(
      'people',
      'Wanted AI staff of a firm out of stealth',
      { min: 0 },
      { required: true, example: '15' },
    ),
    'failure-per-month': number('share/month', 'Probability that a firm fails in a month', PROBABILITY, {
      default: 0,
    }),
  },
  { removable: true },
);

export const superstars = map(
  'People at the top of talent: large employers approach them without an interview and bid for them; absent: nobody does',
  {
    'talent-from': number(
      'index',
      'Talent from which somebody is a star',
      { above: 0 },
      { required: true, example: '10' },
    ),
    skills: list('Skills that have stars', id('Id of a skill'), { defaultWords: 'all skills' }),
    'approach-from-staff': number(
      'people',
      'AI staff from which an employer approaches stars',
      { above: 0 },
      { default: 1 },
    ),
    'approach-rate': number(
      'share/month',
      'Probability that such an employer approaches one star in a month',
      PROBABILITY,
      { required: true, example: '0.01' },
    ),
    value: number(
      'USD/year',
      'What a person of talent 1 is worth, pay and equity, to an employer of approach-from-staff people, constant US dollars of 2023',
      { min: 0 },
      { required: true, example: '250000 USD/year' },
    ),
    'value-of-talent': number(
      'ratio',
      'Elasticity of that worth to the star’s talent',
      { min: 0 },
      { default: 1 },
    ),
    'value-of-scale': number(
      'ratio',
      'Elasticity of that worth to the employer’s AI staff',
      { min: 0 },
      { default: 0 },
    ),
    'matches-offers': number(
      'share',
      'Probability that the present employer matches what others offer',
      PROBABILITY,
      { default: 0 },
    ),
    'opens-places': number(
      'people/month',
      'Places that an employer opens for stars beyond its openings, counted in wanted staff',
      { min: 0, max: 1_000_000 },
      { default: 0 },
    ),
    'high-pay': number(
      'USD/year',
      'Pay with expected equity from which the table `stars` counts a star as highly paid',
      { above: 0 },
      { required: true, example: '1000000 USD/year' },
    ),
  },
  { removable: true },
);
