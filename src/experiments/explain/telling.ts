import { UNLIMITED } from '../../model/planning.ts';
import { hadPlaceFor } from './choices.ts';
import type { Difference } from './differences.ts';
import type {
  ChoiceExplained,
  EmployerExplained,
  EmployerMonth,
  LifeEvent,
  MonthExplained,
  OptionExplained,
  PersonExplained,
  RunTold,
} from './explained.ts';
import type { VersusExplained } from './versus.ts';
import { decimals, percent } from './words.ts';

/** How explanations are said: the terminal, pages and the explorer show these words, each in its own form. */

/** How to read the options of a choice, in sentences. */
export const LEGEND = [
  'Parts of a value in log points of pay (0.01 is about 1%); they add up to it. Pay: ln of USD a year. Noise: this month’s and lasting.',
  'Chance: to be liked best, given who was met, before the month’s noise was known (logit). Who is liked best may still turn them down.',
  'Where the employer would answer an offer, staying counts in the chances with the most that it would pay to keep them.',
] as const;

/** Who somebody is, what they want and what they believe, a line each. */
export function personFacts({ person }: Pick<PersonExplained, 'person'>): string[] {
  return [
    `${person.skill}, home ${person.home}, cause ${person.cause}, talent ${decimals(person.talent)} (median 1)`,
    `Tastes in log points of pay: autonomy ${decimals(person.tasteForAutonomy)} and mission ${decimals(person.tasteForMission)} a standard deviation, a job at home ${decimals(person.attachmentToHome)}.`,
    `Risk aversion ${decimals(person.riskAversion)}; believes equity to be worth ${decimals(person.equityBelief)} of what it is.`,
  ];
}

/** Which run was told of: title, seed, replicate, scale and months. */
export function runText(run: RunTold): string {
  const scale = run.scale === 1 ? '' : `, scale ${run.scale}`;
  const replicate = run.replicate === 0 ? '' : `, replicate ${run.replicate}`;
  return `${run.title}, seed ${run.seed}${replicate}${scale}, ${run.from} to ${run.until}`;
}

/** An event, or one that was said several times with nothing in between. */
export interface EventTold extends LifeEvent {
  /** The last month that it was said of, and of how many: those between need not be among them. */
  readonly until: string;
  readonly times: number;
  /** Whether something came of the choice, or would have if an employer had agreed. */
  readonly isTelling: boolean;
}

/** Events in their order; those that say the same one after another become one, but spin-up's stay apart from what the tables have. */
export function eventsTold(life: readonly LifeEvent[]): EventTold[] {
  const events: EventTold[] = [];
  for (const event of life) {
    const last = events.at(-1);
    const isAgain =
      last !== undefined &&
      last.says === event.says &&
      last.isRecorded === event.isRecorded &&
      hasNoOption(last) &&
      hasNoOption(event) &&
      event.move === null;
    if (isAgain) events[events.length - 1] = { ...last, until: event.month, times: last.times + 1 };
    else events.push({ ...event, until: event.month, times: 1, isTelling: isTelling(event) });
  }
  return events;
}

const hasNoOption = ({ choice }: LifeEvent) => choice !== null && choice.options.length === 1;

function isTelling({ choice, move }: LifeEvent): boolean {
  return (
    choice !== null &&
    (move !== null ||
      choice.taken > 0 ||
      choice.options.some(
        ({ answer, raise }) =>
          answer === 'turned down' ||
          answer === 'would have been turned down' ||
          (raise !== null && raise !== 0),
      ))
  );
}

/** `2023-04`, or `3 times from 2023-04 to 2023-09`. */
export const whenTold = ({ month, until, times }: EventTold): string =>
  times === 1 ? month : `${times} times from ${month} to ${until}`;

/** `stay: openai`, or the employer alone. */
export const optionName = ({ place, isStaying, isThroughTeammate }: OptionExplained): string =>
  `${isStaying ? 'stay: ' : ''}${place.id}${isThroughTeammate ? ' (a former team-mate’s)' : ''}`;

/** What became of an option: the employer’s answer, its bid, or the rank that was too low. */
export function answerText({ answer, rank, bid, raise, isStaying }: OptionExplained): string {
  const raised = raise === null || raise === 0 ? '' : `, ${percent(Math.exp(raise) - 1)} over what it posts`;
  if (bid !== null)
    return `${answer === 'outbid' ? 'bids up to' : `${answer}: bids up to`} ${decimals(bid)}${raised}`;
  if (isStaying && raised !== '') return `${answer}, for ${percent(Math.exp(raise!) - 1)} more pay`;
  if (rank === null || (answer !== 'turned down' && (answer !== 'not asked' || hadPlaceFor(rank))))
    return answer;
  const why =
    rank.least === null
      ? 'no place left'
      : `ranked ${decimals(rank.own)}, the last of ${rank.places} taken ${decimals(rank.least)}`;
  return answer === 'turned down'
    ? `${answer}: ${why}`
    : `${answer}, and would have been turned down: ${why}`;
}

/** What stands before a table of options. */
export function beforeOptions({ looking }: ChoiceExplained): string[] {
  if (looking === null) return [];
  const reasons = looking.reasons.length > 0 ? `: ${looking.reasons.join(', ')}` : '';
  return [`looked with a probability of ${percent(looking.probability)} this month${reasons}`];
}

/** What stands after it: who could not ask, how far the employer would have gone, what would have tipped it. */
export function afterOptions(choice: ChoiceExplained): string[] {
  const { barred, counterOffer, moveElsewhere, options, tipping } = choice;
  const ids = (places: readonly { id: string }[]) => places.map(({ id }) => id).join(', ');
  const [staying] = options;
  return [
    ...(barred.length === 0 ? [] : [`a non-compete barred ${ids(barred)}`]),
    ...(counterOffer === null
      ? []
      : [
          `${staying!.place.id} would answer an offer with up to ${percent(Math.exp(counterOffer.room) - 1)} more pay, a value of ${decimals(staying!.value + counterOffer.room)}`,
        ]),
    ...(moveElsewhere === null
      ? []
      : [
          `a job like theirs is elsewhere now, and would cost a move: it counts ${decimals(moveElsewhere.cost)} less, a value of ${decimals(staying!.value - moveElsewhere.cost)}`,
        ]),
    ...(tipping === null ? [] : [tipping.says]),
  ];
}

/** Pay of an option as a number of the table. */
export const payText = (pay: number | null): string =>
  pay === null ? '–' : Math.round(pay).toLocaleString('en-GB');

/** Of an employer's moves, listed or not. */
export function movesCounted({ byDirection: { came, left, stayed } }: EmployerExplained): string {
  const others = stayed === 0 ? '' : `; ${counted(stayed)} stayed while the firm changed sector`;
  return `${counted(came)} came, ${counted(left)} left${others}`;
}

/** `3 hire, 1 quit`. */
export const kindsCounted = (counts: EmployerMonth['came']): string =>
  Object.entries(counts)
    .map(([kind, people]) => `${people} ${kind}`)
    .join(', ');

/** `1 firm founded, 2 failed`. */
export const firmsCounted = ({ market: { founded, failed } }: MonthExplained): string =>
  `${counted(founded)} ${founded === 1 ? 'firm' : 'firms'} founded, ${counted(failed)} failed`;

/** `12 openings`; those without limit are not counted. */
export function openingsCounted({ market: { vacancies }, hasUnlimitedOpenings }: MonthExplained): string {
  if (!hasUnlimitedOpenings) return `${counted(vacancies)} ${vacancies === 1 ? 'opening' : 'openings'}`;
  return vacancies === 0
    ? 'openings without limit'
    : `${counted(vacancies)} openings, and others without limit`;
}

const counted = (value: number): string => value.toLocaleString('en-GB');

/** @param most differences told; the rest are counted. */
export function differenceText(differences: readonly Difference[], most = 4): string {
  const there = differences.filter(({ base, policy }) => (base ?? policy ?? null) !== null);
  const told = there.slice(0, most).map(({ path, base, policy }) => {
    const say = path.endsWith('postedLogPay') ? postedPayText : valueText;
    return `${inWords(path)} ${say(base)} → ${say(policy)}`;
  });
  const more = there.length - told.length;
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** Inputs have the names of the engine's records, such as `tasteForAutonomy`. */
const inWords = (path: string): string =>
  path
    .replace('postedLogPay', 'posted pay')
    .replace(/([a-z])([A-Z])/g, (_, before: string, capital: string) => `${before} ${capital.toLowerCase()}`);

/** @param logPay ln of USD a year. */
const postedPayText = (logPay: unknown): string =>
  typeof logPay === 'number' ? `$${payText(Math.exp(logPay))}` : valueText(logPay);

function valueText(value: unknown): string {
  if (value === UNLIMITED) return 'unlimited';
  if (typeof value === 'number') return Number(value.toPrecision(5)).toString().replace('-', '−');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value || 'none' : JSON.stringify(value);
}

/** What is decided, in words; `DifferenceTold` has the names that the engine's records have. */
const DECISION_SAYS: Readonly<Record<string, string>> = {
  begins: 'how they begin',
  looks: 'whether they look for another job',
  meets: 'whom they meet',
  approached: 'who writes to them',
  chooses: 'which job they would rather have',
  quits: 'whether they quit without one',
  'leaves field': 'whether they leave the field',
  'lay-off': 'whether they are laid off',
  'returns home': 'whether they go home',
  right: 'what becomes of their right to work',
  matched: 'who takes them',
  'answers offers': 'whether their employer answers an offer',
  kept: 'whether their employer keeps them by more pay',
  equity: 'whether their employer refreshes equity',
  auction: 'who wins them, of those that wrote',
  applies: 'a visa that is asked for',
  visa: 'what becomes of a visa',
  waits: 'how long they wait for a visa',
  'hired abroad': 'whether they are taken on where they are',
  'asked to follow': 'whether they are asked to follow a team-mate',
  offered: 'whether they are made an offer with the rest of the staff',
  'goes along': 'whether they go along to the buyer of their firm',
  moves: 'a change of place',
};

const decisionText = ({ decision }: { readonly decision: string }): string =>
  DECISION_SAYS[decision] ?? decision;

/** How two lives differ, in sentences. */
export interface VersusTold {
  /** The month of the first decision that comes out otherwise; null when none does. */
  readonly month: string | null;
  readonly headline: string;
  readonly why: readonly string[];
  readonly locality: string;
}

export function versusTold({ firstInput, firstDecision, breaches }: VersusExplained): VersusTold {
  const locality =
    breaches.length === 0
      ? 'Locality holds: every decision that both made differs only where one of its declared inputs does.'
      : `Locality is broken in ${breaches.length} decisions, first ${breaches[0]!.decision} in ${breaches[0]!.month}.`;
  if (firstDecision === null) {
    const why =
      firstInput === null
        ? 'Nothing that they decide by differs.'
        : `What they decide by differs from ${firstInput.month} on (${differenceText(firstInput.inputs)}), and changes nothing.`;
    return { month: null, headline: 'Their lives are the same under both.', why: [why], locality };
  }
  const { month, inputs, outcome } = firstDecision;
  return {
    month,
    headline: `First otherwise in ${month}: ${decisionText(firstDecision)}`,
    why: [
      ...(firstInput === null || firstInput.inputs.length === 0
        ? []
        : [
            `what they decide by differed first in ${firstInput.month}, of ${decisionText(firstInput)}: ${differenceText(firstInput.inputs)}`,
          ]),
      ...(inputs.length === 0 ? [] : [`here: ${differenceText(inputs)}`]),
      ...(outcome.length === 0 ? [] : [`so: ${differenceText(outcome)}`]),
    ],
    locality,
  };
}
