/**
 * Every column of every result table, declared in one place: collecting, scaling, CSV headers and documentation
 * come from here.
 *
 * Types: `month` and `text` are strings; `count` is a number of people, places or firms, divided by the scenario's scale
 * (an integer at scale 1, unless it is of people expected); `number` is anything else. A number that is undefined is null, and an empty cell in CSV.
 */
export type ColumnType = 'month' | 'text' | 'count' | 'number';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit: string;
  readonly meaning: string;
  /** A count of what there is, mostly on the last day of the month; other counts are of what happened in it. */
  readonly isStock?: true;
}

export interface TableDeclaration {
  readonly meaning: string;
  readonly columns: readonly Column[];
}

const month: Column = { name: 'month', type: 'month', unit: 'YYYY-MM', meaning: 'the month' };
const skill: Column = { name: 'skill', type: 'text', unit: 'id', meaning: 'skill of the people counted' };

const text = (name: string, meaning: string): Column => ({ name, type: 'text', unit: 'id', meaning });
const people = (name: string, meaning: string): Column => ({ name, type: 'count', unit: 'people', meaning });
const stock = (name: string, meaning: string): Column => ({ ...people(name, meaning), isStock: true });
const firms = (name: string, meaning: string): Column => ({ name, type: 'count', unit: 'firms', meaning });
const usdPerYear = (name: string, meaning: string): Column => ({
  name,
  type: 'number',
  unit: 'USD/year',
  meaning,
});
const ratio = (name: string, meaning: string): Column => ({ name, type: 'number', unit: 'ratio', meaning });
const logPoints = (name: string, meaning: string): Column => ({
  name,
  type: 'number',
  unit: 'log points',
  meaning: `mean over the moves of the new job's ${meaning} minus the old one's`,
});
const moreLeavers = (name: string, meaning: string): Column =>
  people(name, `expected leavers more by ${meaning}; a fraction`);
const overGivenUp = (name: string, meaning: string): Column => ({
  name,
  type: 'number',
  unit: 'log points',
  meaning: `mean over those compared of the job's ${meaning} minus that of the best job given up; empty without them`,
});

const FLOW_PLACE = 'a named employer, the sector of the others, or entry, no job, left the field';

export const TABLES = {
  flows: {
    meaning: 'Who changed place, one row per month, origin, destination, skill and kind with people.',
    columns: [
      month,
      text('from', `where they were: ${FLOW_PLACE}`),
      text('to', `where they went: ${FLOW_PLACE}`),
      skill,
      text(
        'kind',
        'entry, hire, visa-hire, hired-abroad (a visa was refused; they stay where they are), job-to-job, lift-out (after a team-mate), acqui-hire, founding, acquisition, quit, visa-end, return-home, lay-off, failure, studies, exit, or launch and listing (their firm changed sector)',
      ),
      people('people', 'people who made this change in the month'),
    ],
  },
  employers: {
    meaning:
      'Each named employer, then each sector for its employers without a name: staff, who came and who left.',
    columns: [
      month,
      text('unit', 'a named employer, or a sector for its other employers'),
      text('sector', 'sector of the unit'),
      people('hires', 'people who came; moves between two employers of the unit included'),
      people(
        'job_to_job',
        'people who left for another job, here or abroad, alone or with their team, to found a firm or to the buyer of theirs; moves inside the unit included',
      ),
      people('quits', 'people who left without a job; ended permissions to work and returns home among them'),
      people('lay_offs', 'people laid off'),
      people('failures', 'people whose firm failed'),
      people('exits', 'people who left the field from a job, for studies included'),
      people('net', 'hires minus all separations; launches and listings left out'),
      people('launches', 'people who came minus people who went because their firm changed sector'),
      stock('staff', 'AI staff on the last day of the month'),
      stock('wanted_staff', 'AI staff that the employers plan for, in whole people of each skill'),
      {
        name: 'vacancies',
        type: 'count',
        unit: 'places',
        meaning: 'openings posted in the month, all skills; empty when unlimited',
      },
      ratio(
        'fill_rate',
        'openings filled, or kept for somebody whose visa is asked for, over those posted; empty when none or unlimited',
      ),
      ratio('pay_index', 'mean pay offered over pay at the start; empty without staff'),
      {
        ...firms('firms', 'employers that exist in the unit; a named one is one at every scale'),
        isStock: true,
      },
      stock(
        'other_staff',
        'people in all other jobs on the last day of the month; 0 where they are not followed',
      ),
      people('other_cuts', 'people in other jobs cut in lay-off rounds; lay_offs are the AI people'),
      people(
        'graduates',
        'of the hires, people whose first job it is after a programme; who retrained is left out',
      ),
      {
        name: 'mean_tenure',
        type: 'number',
        unit: 'months',
        meaning:
          'mean time in the present job of the staff of a named employer, 0 in the month they come; empty for a sector’s others and without staff',
      },
      people('kept', 'people who stayed for a counter-offer'),
      {
        name: 'raise',
        type: 'number',
        unit: 'log points',
        meaning: 'mean over those kept of what the counter-offer added to their pay; empty without them',
      },
    ],
  },
  stocks: {
    meaning: 'People at the end of the month by unit and skill; sums over units give sectors.',
    columns: [
      month,
      text('unit', 'a named employer, a sector for its other employers, or no job'),
      text('sector', 'sector of the unit, or no job'),
      skill,
      stock('people', 'people on the last day of the month'),
    ],
  },
  reasons: {
    meaning:
      'Why people moved: voluntary moves from job to job, alone, with their team or with the staff, or to a firm of one’s own, by the motive that tipped them. Out of a job only; moves that needed a visa are left out.',
    columns: [
      month,
      text('from', 'unit left'),
      text('to', 'unit joined'),
      text('motive', 'the part of the gain over staying that was largest'),
      people('moves', 'moves tipped by the motive'),
      logPoints('pay', 'log pay'),
      logPoints('equity', 'certainty equivalent of equity'),
      logPoints('autonomy', 'autonomy, at the person’s taste'),
      logPoints('mission', 'mission, at the person’s taste'),
      logPoints('home', 'attachment to home'),
      logPoints('cost', 'cost of moving and forfeited equity (a loss is negative)'),
      logPoints('noise', 'match quality and chance'),
    ],
  },
  choices: {
    meaning:
      'Why the employed who looked would leave: choices at employers of the observed sector, or at all where none is observed. `answers` and what the motives add are the leavers that the logit expects from what they met; `would_leave` is what chance and personal match made of them.',
    columns: [
      month,
      text('unit', 'a named employer, or a sector for its other employers'),
      text('sector', 'sector of the unit'),
      people('looked', 'employed people who looked in the month'),
      {
        name: 'met',
        type: 'count',
        unit: 'jobs',
        meaning: 'jobs they met, firms of their own that they could found among them',
      },
      people('would_leave', 'of those who looked, people who liked one of these better than to stay'),
      people('answers', 'leavers expected if each job met were worth just what staying is; a fraction'),
      moreLeavers('pay', 'pay'),
      moreLeavers('equity', 'equity, at own beliefs'),
      moreLeavers('autonomy', 'autonomy, at own taste'),
      moreLeavers('mission', 'mission, at own taste'),
      moreLeavers('home', 'attachment to home'),
      moreLeavers('cost', 'cost of moving and forfeited equity (fewer is negative)'),
    ],
  },
  doctors: {
    meaning:
      'First jobs of people new to the market (doctors among them), by sector, and why they took them: what the job had over the best one that they met at another destination and liked less.',
    columns: [
      month,
      skill,
      text('sector', 'sector of the first job, or left the field for those who leave before they have one'),
      {
        name: 'destination',
        type: 'text',
        unit: 'id',
        meaning: 'how a survey of doctors counts it: industry, academia, government or elsewhere',
      },
      text('region', 'the region where they were until then'),
      people('people', 'people who took their first job in the month, or left without one'),
      people(
        'turned_down',
        'of them, people who met a job of another destination that they liked better and that went to others',
      ),
      people('compared', 'of them, people who gave up a job of another destination'),
      overGivenUp('pay', 'log pay'),
      overGivenUp('equity', 'certainty equivalent of equity'),
      overGivenUp('autonomy', 'autonomy, at the person’s taste'),
      overGivenUp('mission', 'mission, at the person’s taste'),
      overGivenUp('home', 'attachment to home'),
      overGivenUp('cost', 'cost of relocating (a loss is negative)'),
      overGivenUp('noise', 'match quality and chance'),
    ],
  },
  students: {
    meaning:
      'Programmes and retraining: who started, who is under way, who graduated. An inflow without years of study has graduates only.',
    columns: [
      month,
      text('programme', 'the programme or kind of retraining'),
      text('region', 'where it is, or all regions when graduates are spread by the regions’ shares'),
      text('degree', 'bachelor, master, doctorate, other or retraining'),
      people('places', 'places given in the month; of retraining, its capacity'),
      people('started', 'people who started'),
      stock('enrolled', 'people under way on the last day of the month'),
      people('graduates', 'people who completed it'),
      people('continued', 'of these, people who went on to another programme and did not enter the market'),
    ],
  },
  teams: {
    meaning: 'People who moved with their team, by where from, where to and how.',
    columns: [
      month,
      text('from', 'unit left'),
      text('to', 'unit joined'),
      text(
        'kind',
        'lift-out: after a team-mate who was hired there or founded it; acqui-hire: the staff was hired',
      ),
      {
        name: 'moves',
        type: 'count',
        unit: 'moves',
        meaning: 'teams that somebody followed out of to one employer, or deals that moved anybody',
      },
      people('people', 'people who moved so'),
    ],
  },
  retention: {
    meaning:
      'Of those who came together with others, how many have left again: one row per unit that they came to and kind, 12 and 24 months after they came.',
    columns: [
      month,
      text('unit', 'unit that they came to'),
      text('kind', 'lift-out, acqui-hire, or acquisition of their firm'),
      { name: 'after', type: 'text', unit: 'months', meaning: 'months since they came: 12 or 24' },
      people('came', 'people who came so many months ago'),
      people('left', 'of them, people who are no longer in that job'),
    ],
  },
  stars: {
    meaning:
      'Stars by unit: who is where at which pay, who came and left. Units without stars have no row, nor has a market without the section.',
    columns: [
      month,
      text('unit', 'a named employer, a sector for its other employers, or no job'),
      stock('stars', 'stars there on the last day of the month'),
      {
        name: 'median_pay',
        type: 'number',
        unit: 'USD/year',
        meaning: 'their median pay with expected equity, what is their own over what employers post included',
      },
      stock(
        'at_a_million',
        'of them, people whose pay with equity is at least the scenario’s `superstars.high-pay`',
      ),
      people('hires', 'stars who came, by auction or not; moves between two employers of the unit included'),
      people('leavers', 'stars who left in any way, for another employer of the unit too; launches left out'),
      people('founders', 'of the leavers, people who founded a firm'),
    ],
  },
  regions: {
    meaning: 'People by region; people now = people before + arrivals − departures + entries − exits.',
    columns: [
      month,
      text('region', 'the region'),
      stock('people', 'people on the last day of the month, with or without a job'),
      people('arrivals', 'people who came from another region'),
      people('departures', 'people who went to another region'),
      people('entries', 'people new to the market'),
      people('exits', 'people who left the field'),
      people(
        'came_to_study',
        'of the entries, people from a programme who are at home in another region: a source that counts students sees them come',
      ),
      people('went_to_study', 'people at home here who entered in another region, from a programme there'),
    ],
  },
  concentration: {
    meaning:
      'How AI staff are spread over employers, every one by itself. At a scale other than 1 small employers weigh more in the index than at 1.',
    columns: [
      month,
      {
        name: 'herfindahl',
        type: 'number',
        unit: 'points',
        meaning:
          'sum over employers of their squared share of all AI staff in per cent: 10,000 where one has all',
      },
      ratio('top_five_share', 'share of the five employers with most AI staff'),
      ratio('observed_share', 'share of the observed sector; empty when none is observed'),
    ],
  },
  pay: {
    meaning:
      'Pay posted at the end of the month, geometric means: to all staff, to those who came in the month, and to those there before. Without what stars are paid of their own.',
    columns: [
      month,
      text('unit', 'a named employer, or a sector for its other employers'),
      text('sector', 'sector of the unit'),
      usdPerYear('pay', 'pay offered to staff of their skill; empty without staff'),
      usdPerYear('pay_of_hires', 'the same of those who came in the month; empty without them'),
      usdPerYear('pay_of_incumbents', 'the same of those who were there before; empty without them'),
      {
        name: 'gap',
        type: 'number',
        unit: 'log points',
        meaning:
          'log pay offered for one skill less the observed sector’s (start-ups: P04); empty when none is observed',
      },
    ],
  },
  founders: {
    meaning:
      'Those who founded a firm in the month, and what became of founded firms: one row a month where people found. With nothing ÷ all outcomes is P05; belief is how much optimism it took.',
    columns: [
      month,
      people('founders', 'people who founded a firm'),
      ratio('belief', 'their mean belief: believed over expected value of the exit; empty without founders'),
      {
        name: 'gain_at_own_belief',
        type: 'number',
        unit: 'log points',
        meaning: 'mean certainty equivalent of salary and exit over the salary alone, at their own belief',
      },
      {
        name: 'gain_at_belief_one',
        type: 'number',
        unit: 'log points',
        meaning: 'the same if they believed what is expected',
      },
      firms('with_something', 'firms whose founders got something: bought or listed'),
      firms('with_nothing', 'firms whose founders got nothing: failed'),
    ],
  },
  origins: {
    meaning: 'Where people are, where they are at home and their skill; nothing where there is one region.',
    columns: [
      month,
      text('region', 'the region where they are'),
      text('home', 'their home region'),
      skill,
      stock('people', 'people on the last day of the month'),
    ],
  },
  migration: {
    meaning: 'Who went from one region to another, with a job or without.',
    columns: [
      month,
      text('from', 'the region left'),
      text('to', 'the region gone to'),
      people('people', 'people who went in the month'),
    ],
  },
  visas: {
    meaning:
      'What became of applications, by route; waiting now = waiting before + applications − refused − started − withdrawn.',
    columns: [
      month,
      text('region', 'the region to work in'),
      text('route', 'the route'),
      people('applications', 'people for whom a visa was asked; entrants with a graduates’ permission'),
      people('selected', 'people selected, by lottery or by turn'),
      people('granted', 'of these, people not refused; under a cap at most so many a calendar year'),
      people('refused', 'people not selected, or selected and refused'),
      people(
        'hired_abroad',
        'people refused, or whose permission ended, who work for the same employer from where they are or from home',
      ),
      people('started', 'people who began to work with the visa'),
      people(
        'withdrawn',
        'people who left the field, lost or left the employer that had asked, or whose employer ended',
      ),
      stock('waiting', 'people whose application or first day is pending on the last day of the month'),
    ],
  },
  market: {
    meaning: 'The whole market, one row a month.',
    columns: [
      month,
      stock('people', 'people in the market on the last day of the month'),
      stock('without_job', 'of these, people without a job'),
      people('searchers', 'people who looked in the month'),
      {
        name: 'meetings',
        type: 'count',
        unit: 'meetings',
        meaning: 'answers that searchers got from employers',
      },
      {
        name: 'vacancies',
        type: 'count',
        unit: 'places',
        meaning: 'openings posted in the month; unlimited ones are not counted',
      },
      people(
        'hires',
        'people without a job who were hired, the kind `hire` of flows: without visa hires and those hired abroad',
      ),
      people(
        'moves',
        'people who went from one job to another, themselves, with their team or with the staff; without visa hires and those hired abroad, founders, and those whose firm was bought',
      ),
      firms('founded', 'firms founded'),
      firms('failed', 'firms that failed'),
      firms('launched', 'firms that came out of stealth'),
      firms('acquired', 'founded firms that were bought'),
      firms('listed', 'founded firms that listed'),
      {
        name: 'rounds',
        type: 'count',
        unit: 'rounds',
        meaning: 'rounds of funding that founded firms raised',
      },
      firms('first_rounds', 'founded firms that raised their first round'),
    ],
  },
} as const satisfies Record<string, TableDeclaration>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];
