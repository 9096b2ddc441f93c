import type { Stream } from '../random/keyed-draws.ts';
import type { Scenario, TimelineEvent } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import { keyOfWord } from './keys.ts';
import type { Market, MonthOfRun } from './market.ts';
import { shareInForce } from './timeline.ts';

/** An event that only a part of people feels, with the groups it is about worked out once. */
export interface FeltEvent {
  readonly event: TimelineEvent;
  readonly attribute: 'autonomy' | 'mission';
  /** Of mission: the cause, or null for every cause. */
  readonly cause: number | null;
  readonly groups: readonly number[];
  readonly share: number;
  readonly lot: number;
}

export function compileFeltEvents(scenario: Scenario, events: readonly TimelineEvent[]): FeltEvent[] {
  return events.flatMap((event) => {
    const { target, felt } = event;
    if (felt === undefined || (target.of !== 'employer' && target.of !== 'sector')) return [];
    const cause =
      target.attribute !== 'mission' || target.cause === null
        ? null
        : scenario.causes.findIndex(({ id }) => id === target.cause);
    const groups = scenario.employers.flatMap((group, at) =>
      (target.of === 'sector' ? group.sector : group.id) === target.id ? at : [],
    );
    const attribute = target.attribute as FeltEvent['attribute'];
    return { event, attribute, cause, groups, share: felt.share, lot: keyOfWord(felt.lot) };
  });
}

/** What events felt by a part of people add to an employer's autonomy and mission this month; opened once a month. */
export class FeltThisMonth {
  /** By group; empty where nothing is felt, which is nearly always. */
  private readonly byGroup = new Map<number, { felt: FeltEvent; amount: number }[]>();
  /** The same as a flag a group: it is asked of every offer. */
  private readonly isFelt: Uint8Array;
  private readonly lots: Stream;

  constructor(market: Pick<Market, 'timeline' | 'draws' | 'scenario'>, month: MonthOfRun) {
    this.isFelt = new Uint8Array(market.scenario.employers.length);
    this.lots = market.draws.open(Decision.feelsEvent, 0);
    for (const felt of market.timeline.felt) {
      const amount = felt.event.value * shareInForce(felt.event, month.date);
      if (amount === 0) continue;
      for (const group of felt.groups) {
        const events = this.byGroup.get(group) ?? [];
        events.push({ felt, amount });
        this.byGroup.set(group, events);
        this.isFelt[group] = 1;
      }
    }
  }

  /** Whether anything of a group is felt this month: else nobody need be asked. */
  isFeltAt(group: number): boolean {
    return this.isFelt[group] === 1;
  }

  /** @param cause the person's, asked for mission. @returns what the person feels, standard deviations; 0 for most. */
  of(attribute: FeltEvent['attribute'], group: number, personKey: number, cause: number): number {
    let sum = 0;
    for (const { felt, amount } of this.byGroup.get(group) ?? []) {
      if (felt.attribute !== attribute || (felt.cause !== null && felt.cause !== cause)) continue;
      if (this.lots.uniform(personKey, felt.lot) < felt.share) sum += amount;
    }
    return sum;
  }
}
