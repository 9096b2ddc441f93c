import { NO_JOB_KEY } from '../../model/keys.ts';
import type { FlowKind } from '../../model/records.ts';
import type { Place, WayToChoose } from '../../model/trace.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { type ChoiceRecords, explainChoice } from './choices.ts';
import { cohortOf, type Dated, Diary, type Entry, listen, type Moved, type RunAsked } from './diary.ts';
import {
  type ChoiceExplained,
  EXPLAIN_FORMAT,
  type LifeEvent,
  type MoveExplained,
  type OptionExplained,
  type PersonExplained,
  type RunTold,
  type Spell,
} from './explained.ts';
import { Names } from './names.ts';
import { Unexplained } from './unexplained.ts';
import { percent, usd } from './words.ts';

/**
 * One career, choice by choice: runs the scenario again and listens to what is decided about one person.
 * @param key as `Names` has it. @throws Unexplained when there is no such key, or nobody of it in this run.
 */
export async function explainPerson(
  scenario: Scenario,
  key: string,
  run: RunAsked,
): Promise<PersonExplained> {
  const number = new Names(scenario).personKey(key);
  const diary = new Diary(scenario, { people: new Set([number]) });
  await listen(scenario, diary, run);
  return personOf(scenario, diary, number, run);
}

/** The same of somebody whom a diary has followed. @throws Unexplained */
export function personOf(scenario: Scenario, diary: Diary, number: number, run: RunAsked): PersonExplained {
  const names = new Names(scenario);
  const entries = diary.ofPerson(number);
  const begins = entries.find((entry) => entry.what === 'begins');
  if (begins === undefined || begins.what !== 'begins') throw nobodyOf(names, diary, number, scenario, run);
  const { outcome } = begins;
  return {
    format: EXPLAIN_FORMAT,
    kind: 'person',
    run: runTold(scenario, run),
    person: {
      key: names.person(number),
      number,
      origin: names.originOf(number),
      skill: names.skill(outcome.skill),
      home: names.region(outcome.home)!,
      cause: names.cause(outcome.cause),
      talent: outcome.talent,
      practice: outcome.practice,
      tasteForAutonomy: outcome.tasteForAutonomy,
      tasteForMission: outcome.tasteForMission,
      attachmentToHome: outcome.attachmentToHome,
      riskAversion: outcome.riskAversion,
      equityBelief: outcome.equityBelief,
    },
    life: new Life(scenario, names).of(entries),
    spells: spellsOf(names, entries),
  };
}

function nobodyOf(
  names: Names,
  diary: Diary,
  number: number,
  scenario: Scenario,
  { until }: RunAsked,
): Unexplained {
  const key = names.person(number);
  const cohort = key.slice(0, key.lastIndexOf('/'));
  const people = diary.cohorts.get(cohortOf(number)) ?? 0;
  const inRun = until === undefined ? 'in this run' : `in this run until ${monthText(until)}`;
  if (people === 0) {
    return new Unexplained(
      key,
      `somebody who is there; nobody of ${cohort} is ${inRun} (scale ${scenario.scale})`,
      'list some: talentflow explain month YYYY-MM, or talentflow explain person --from PLACE --to PLACE',
    );
  }
  return new Unexplained(
    key,
    `one of the ${people} of ${cohort} ${inRun} (scale ${scenario.scale}): ${cohort}/0 to ${cohort}/${people - 1}`,
    `write for example ${cohort}/${people - 1}`,
  );
}

export function runTold(scenario: Scenario, { seed, replicate, until }: RunAsked): RunTold {
  return {
    scenario: scenario.name,
    title: scenario.title,
    seed: seed ?? scenario.seed,
    replicate: replicate ?? 0,
    scale: scenario.scale,
    from: monthText(scenario.calendar.start),
    until: monthText(until ?? scenario.calendar.end),
  };
}

/** Turns what was told of one person into events: records that belong together become one. */
class Life {
  private readonly scenario: Scenario;
  private readonly names: Names;
  private readonly events: LifeEvent[] = [];
  private meets: ChoiceRecords['meets'];
  private looks: ChoiceRecords['looks'];
  private counter: ChoiceRecords['counter'];
  /** Of who looked: may be told anew, with what their employer did to keep them. */
  private searched: ChoiceRecords | null = null;
  private approached: ChoiceRecords['approached'];
  /** An application that came to nothing: what to add, unless the employer takes them on where they are. */
  private refusal: { at: number; says: string } | null = null;
  /** Where they are. */
  private place: Place | null = null;
  private readonly chosen = new Map<WayToChoose, ChoiceRecords['chooses']>();
  private isSettledByAuction = false;
  /** An offer to a whole staff waits for what came of it. */
  private offers: ChoiceRecords['chooses'][] = [];
  private month = -1;

  constructor(scenario: Scenario, names: Names) {
    this.scenario = scenario;
    this.names = names;
  }

  of(entries: readonly Entry[]): LifeEvent[] {
    for (const entry of entries) {
      if (entry.month !== this.month) this.beginMonth(entry.month);
      this.hear(entry);
    }
    this.beginMonth(-1);
    return this.events;
  }

  private beginMonth(month: number): void {
    for (const chooses of this.offers) this.addChoice({ occasion: 'staff hired', chooses, isTaken: false });
    this.offers = [];
    if (this.refusal !== null) {
      const { at, says } = this.refusal;
      this.events[at] = { ...this.events[at]!, says: this.events[at]!.says + says };
    }
    this.refusal = null;
    this.month = month;
    this.meets = undefined;
    this.looks = undefined;
    this.counter = undefined;
    this.approached = undefined;
    this.chosen.clear();
    this.isSettledByAuction = false;
  }

  private hear(entry: Entry): void {
    switch (entry.what) {
      case 'begins':
        this.begin(entry);
        this.place = entry.outcome.place;
        break;
      case 'moves':
        this.move(entry);
        this.place = entry.to;
        break;
      case 'looks':
        this.looks = entry.outcome.looks ? entry : this.looks;
        break;
      case 'meets':
        this.meets = entry;
        break;
      case 'chooses':
        if (entry.inputs.way === 'staff') this.offers.push(entry);
        else this.chosen.set(entry.inputs.way, entry);
        break;
      case 'answers offers':
        this.counter = entry;
        break;
      case 'kept':
        this.keep(entry);
        break;
      case 'equity':
        if (entry.outcome.isRefreshed)
          this.add('goes on', 'the employer refreshes equity: a new grant vests from now on');
        break;
      case 'matched':
        this.match(entry);
        break;
      case 'approached':
        this.approached = entry;
        break;
      case 'auction':
        this.isSettledByAuction = entry.outcome.winner !== null;
        this.addChoice({
          occasion: 'approached',
          chooses: this.chosen.get('approach')!,
          auction: entry,
          approached: this.approached,
        });
        break;
      case 'goes along':
        this.addChoice({ occasion: 'firm bought', chooses: this.chosen.get('sale')!, goesAlong: entry });
        break;
      case 'applies':
        this.apply(entry);
        break;
      case 'visa':
      case 'waits':
      case 'hired abroad':
        this.visa(entry);
        break;
      case 'right':
        this.add('right', RIGHT_SAYS[entry.outcome.becomes]);
        break;
      case 'returns home':
        if (entry.outcome.returns) this.add('right', 'decides to go home');
        break;
    }
  }

  private begin({ outcome, month }: Extract<Dated, { what: 'begins' }>): void {
    const region = this.names.region(outcome.region);
    const place = this.names.place(outcome.place);
    if (
      month >= this.scenario.calendar.start - this.scenario.calendar.spinUpMonths &&
      outcome.tenure === null
    )
      this.add('enters', `enters the market in ${region}, without a job`);
    else
      this.add(
        'begins',
        place.sector === null
          ? `starts in ${region} without a job`
          : `starts at ${place.id} (${place.sector}) in ${region}, ${outcome.tenure} months in the job`,
      );
  }

  /** Of those who were asked to follow, or of those who looked: the later, as following comes after. */
  private match(entry: Extract<Dated, { what: 'matched' }>): void {
    const { meets, looks, chosen } = this;
    const following = chosen.get('follow');
    const searching = chosen.get('search');
    if (following !== undefined) {
      this.addChoice({ occasion: 'team-mate left', chooses: following, matched: entry });
      chosen.delete('follow');
    } else if (searching !== undefined && !this.isSettledByAuction) {
      const hasNoJob = searching.outcome.staying.place?.group === -1;
      const occasion = hasNoJob ? 'without a job' : 'looking';
      this.searched = { occasion, chooses: searching, matched: entry, meets, looks, counter: this.counter };
      this.addChoice(this.searched);
    }
    chosen.delete('search');
  }

  /** Who has chosen to stay this month is paid more for it. */
  private keep(kept: Extract<Dated, { what: 'kept' }>): void {
    const at = this.events.findLastIndex(({ choice, move }) => choice !== null && move === null);
    const event = this.events[at]!;
    const choice = explainChoice(this.names, { ...this.searched!, kept });
    const { beaten, raise } = kept.outcome;
    const more = percent(Math.exp(raise) - 1);
    const { pay } = choice.options[0]!;
    const raised = pay === null ? '' : ` (${usd(pay * Math.exp(raise))} a year)`;
    const says = `${event.says}, whose counter-offer of ${more} more pay${raised} beats ${this.names.employer(beaten)}`;
    this.events[at] = { ...event, says, choice };
  }

  private addChoice(records: ChoiceRecords): void {
    const choice = explainChoice(this.names, records);
    this.add('chooses', choiceSays(choice), choice);
  }

  private move(entry: Moved): void {
    if (entry.kind === 'entry') {
      this.replaceLast({ move: this.moved(entry) });
      return;
    }
    if (entry.kind === 'acqui-hire') this.settleOffers(entry.to);
    const last = this.events.at(-1);
    const isOfChoice = last?.choice && last.month === monthText(entry.month) && last.move === null;
    if (isOfChoice && BY_CHOICE.has(entry.kind)) {
      const says = entry.kind === 'founding' ? `founds ${this.names.employer(entry.to)}` : last.says;
      this.replaceLast({ move: this.moved(entry), says });
      return;
    }
    this.add(MOVE_IS[entry.kind] ?? 'moves', this.moveSays(entry), null, this.moved(entry));
  }

  /** Of several offers to the staff, the one taken. */
  private settleOffers(to: Place | null): void {
    const taken = this.offers.find(({ outcome }) => outcome.options[0]!.place?.key === to?.key);
    for (const chooses of this.offers)
      if (chooses !== taken) this.addChoice({ occasion: 'staff hired', chooses, isTaken: false });
    if (taken !== undefined) this.addChoice({ occasion: 'staff hired', chooses: taken, isTaken: true });
    this.offers = [];
  }

  private apply({ outcome }: Extract<Dated, { what: 'applies' }>): void {
    const route = this.names.route(outcome.route);
    const place = this.names.employer(outcome.place);
    const until = this.place?.key === outcome.place.key ? '' : `; until it is decided: ${this.present()}`;
    this.add('visa', `${place} asks for a visa into ${route.region}: ${route.label}${until}`);
  }

  private visa(entry: Extract<Dated, { what: 'visa' | 'waits' | 'hired abroad' }>): void {
    if (entry.what === 'waits') {
      const { months } = entry.outcome;
      this.add(
        'visa',
        months === 0 ? 'may start at once' : `may start in ${months} ${months === 1 ? 'month' : 'months'}`,
      );
    } else if (entry.what === 'hired abroad') {
      const place = this.names.employer((entry.inputs as { place: Place }).place);
      this.refusal = null;
      if (!entry.outcome.isHired)
        this.add('visa', `${place} does not take them on where they are: goes on ${this.present()}`);
    } else {
      const { becomes } = entry.outcome;
      this.add('visa', visaSays(entry));
      if (becomes === 'refused' || becomes === 'not selected')
        this.refusal = { at: this.events.length - 1, says: `: goes on ${this.present()}` };
    }
  }

  private present(): string {
    return this.place === null || this.place.key === NO_JOB_KEY
      ? 'without a job'
      : `at ${this.names.employer(this.place)}`;
  }

  private moveSays({ kind, from, to }: Moved): string {
    const left = this.names.employer(from);
    const joined = to === null ? '' : this.names.employer(to);
    switch (kind) {
      case 'quit':
        return `quits ${left} without another job`;
      case 'visa-end':
        return `loses the job at ${left}: the permission to work has ended`;
      case 'return-home':
        return `leaves ${left} to go home`;
      case 'lay-off':
        return `is laid off by ${left}`;
      case 'failure':
        return `${left} fails: without a job`;
      case 'studies':
        return `leaves ${left} and the field, for studies or a post elsewhere`;
      case 'exit':
        return from?.group === -1 ? 'leaves the field' : `leaves ${left} and the field`;
      case 'launch':
        return `${left} comes out of stealth`;
      case 'listing':
        return `${left} goes public`;
      case 'visa-hire':
        return `starts at ${joined} with the visa`;
      case 'hired-abroad':
        return `is hired by ${joined} all the same, where they are`;
      default:
        return `goes from ${left} to ${joined} (${kind})`;
    }
  }

  private moved({ from, to, kind, skill }: Moved): MoveExplained {
    return {
      from: placeOrOutside(this.names, from, 'entry'),
      to: placeOrOutside(this.names, to, 'left the field'),
      kind,
      skill: this.names.skill(skill),
    };
  }

  private add(
    what: LifeEvent['what'],
    says: string,
    choice: ChoiceExplained | null = null,
    move: MoveExplained | null = null,
  ): void {
    const isRecorded = this.month >= this.scenario.calendar.start;
    this.events.push({ month: monthText(this.month), isRecorded, what, says, move, choice });
  }

  private replaceLast(change: Partial<LifeEvent>): void {
    this.events.push({ ...this.events.pop()!, ...change });
  }
}

/** Kinds of moves that somebody has just chosen. */
const BY_CHOICE: ReadonlySet<FlowKind> = new Set<FlowKind>([
  'hire',
  'job-to-job',
  'founding',
  'lift-out',
  'acqui-hire',
  'acquisition',
  'quit', // rather than go along to the buyer of their firm
]);

const MOVE_IS: Partial<Record<FlowKind, LifeEvent['what']>> = {
  'lay-off': 'lay-off',
  failure: 'firm',
  launch: 'firm',
  listing: 'firm',
  'visa-hire': 'visa',
  'hired-abroad': 'visa',
  'visa-end': 'right',
};

const RIGHT_SAYS = {
  permanent: 'may stay for good',
  ended: 'the permission to work ends: goes home',
  'ended, works from home': 'the permission to work ends: goes home, and goes on in the job from there',
} as const;

function visaSays({ inputs, outcome, draws }: Extract<Dated, { what: 'visa' }>): string {
  const chance =
    typeof inputs.odds === 'number'
      ? inputs.odds >= 1
        ? 'no cap'
        : `drew ${draws.place!.toFixed(3)}, below ${inputs.odds.toFixed(3)} is selected`
      : `${Math.max(0, inputs.left as number)} visas were left`;
  const refusal = `drew ${draws.refusal!.toFixed(3)}, below ${(inputs.refusal as number).toFixed(3)} is refused`;
  switch (outcome.becomes) {
    case 'granted':
      return `the visa is granted (${chance}; ${refusal})`;
    case 'refused':
      return `the visa is refused (${refusal})`;
    case 'not selected':
      return `no visa: not selected (${chance})`;
    case 'stays on the list':
      return `not selected for a visa this time (${chance}); stays on the list`;
  }
}

function choiceSays(choice: ChoiceExplained): string {
  const { occasion, options, taken, letters } = choice;
  const met = options.filter(({ isStaying, isOwnFirm }) => !isStaying && !isOwnFirm).length;
  const turnedDown = options.filter(({ answer }) => answer === 'turned down').length;
  const prefix = {
    looking: `looks, ${meetsText(met, turnedDown)}`,
    'without a job': `looks, ${meetsText(met, turnedDown)}`,
    approached: `is approached by ${employersText(Math.max(letters.length, met))}${withoutPlaces(letters.length - met, met)}`,
    'team-mate left': 'is asked to follow a team-mate',
    'staff hired': 'is made an offer with the rest of the staff',
    'firm bought': 'their firm is bought',
  }[occasion];
  return `${prefix}: ${takenSays(choice, options[taken]!)}`;
}

const employersText = (employers: number) => `${employers} ${employers === 1 ? 'employer' : 'employers'}`;

function meetsText(met: number, turnedDown: number): string {
  if (met === 0) return 'meets nobody';
  return `meets ${employersText(met)}${turnedDown > 0 ? `, is turned down by ${turnedDown}` : ''}`;
}

/** Of employers that wrote to a star: those that cannot bid. */
function withoutPlaces(full: number, others: number): string {
  if (full <= 0) return '';
  return others > 0
    ? `, of which ${full} cannot bid`
    : full === 1
      ? ', which cannot bid'
      : ', none of which can bid';
}

function takenSays({ occasion, options }: ChoiceExplained, taken: OptionExplained): string {
  const pay = taken.pay === null ? '' : `, ${usd(taken.pay * Math.exp(taken.raise ?? 0))} a year`;
  if (taken.isOwnFirm) return occasion === 'approached' ? 'would rather found a firm' : 'founds a firm';
  if (taken.isStaying) {
    if (taken.place.sector === null) return 'goes on without a job';
    if (occasion === 'firm bought')
      return `does not go along to ${options.find(({ isStaying }) => !isStaying)!.place.id}`;
    return taken.raise === null ? `stays at ${taken.place.id}` : `${taken.place.id} keeps them${pay}`;
  }
  return `takes ${taken.place.id} (${taken.place.sector}${pay})`;
}

function placeOrOutside(names: Names, place: Place | null, outside: string) {
  return place === null ? { id: outside, unit: outside, sector: null, region: null } : names.place(place);
}

function spellsOf(names: Names, entries: readonly Entry[]): Spell[] {
  const spells: Spell[] = [];
  let at = null as Place | null; // narrowed to null otherwise: it is written by `begin`
  const begin = (place: Place, month: Month, howItBegan: Spell['howItBegan']) => {
    end(month);
    at = place;
    spells.push({ place: names.place(place), from: monthText(month), until: null, howItBegan });
  };
  const end = (month: Month) => {
    const last = spells.at(-1);
    if (last !== undefined && last.until === null)
      spells[spells.length - 1] = { ...last, until: monthText(month) };
  };
  for (const entry of entries) {
    if (entry.what === 'begins') begin(entry.outcome.place, entry.month, 'begins');
    if (entry.what !== 'moves') continue;
    if (entry.to === null) end(entry.month);
    else if (entry.to.key !== at?.key || entry.to.group !== at.group)
      begin(entry.to, entry.month, entry.kind);
  }
  return spells;
}
