import { NO_JOB_KEY } from '../../model/keys.ts';
import type { FlowKind } from '../../model/records.ts';
import type { Place, WayToChoose } from '../../model/trace.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { choiceSays } from './choice-words.ts';
import { type ChoiceRecords, explainChoice } from './choices.ts';
import type { Dated, Entry, Moved } from './diary.ts';
import type { ChoiceExplained, LifeEvent, MoveExplained } from './explained.ts';
import type { Names } from './names.ts';
import { percent, usd } from './words.ts';

/** Turns what was told of one person into events: records that belong together become one. */
export class Life {
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

function placeOrOutside(names: Names, place: Place | null, outside: string) {
  return place === null ? { id: outside, unit: outside, sector: null, region: null } : names.place(place);
}
