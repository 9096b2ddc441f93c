import { monthText } from '../../scenario/dates.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Dated, Diary, type Entry, listen, type RunAsked } from './diary.ts';
import { type Difference, differencesOf, itemsOf, pairsOf } from './differences.ts';
import { EXPLAIN_FORMAT, type LifeEvent, type PersonExplained, type RunTold } from './explained.ts';
import { Names } from './names.ts';
import { personOf, runTold } from './person.ts';

/** The same person under two policies: alike up to the first decision that comes out otherwise, and why it did. */
export interface VersusExplained {
  readonly format: typeof EXPLAIN_FORMAT;
  readonly kind: 'versus';
  readonly run: RunTold;
  readonly policy: RunTold;
  readonly person: PersonExplained['person'];
  /** The first of their decisions that reads something else, whatever came of it; null when none does. */
  readonly firstInput: DifferenceTold | null;
  /** The first that comes out otherwise, with the inputs of it that differ; null when their lives are the same. */
  readonly firstDecision: DifferenceTold | null;
  /** Of the decisions that both made: what differs although none of its declared inputs does. Locality holds when there is none. */
  readonly breaches: readonly DifferenceTold[];
  readonly base: { readonly life: readonly LifeEvent[]; readonly spells: PersonExplained['spells'] };
  readonly other: { readonly life: readonly LifeEvent[]; readonly spells: PersonExplained['spells'] };
}

export interface DifferenceTold {
  readonly month: string;
  readonly decision: string;
  /** Whether only one of the runs made the decision. */
  readonly isAlone: boolean;
  readonly inputs: readonly Difference[];
  readonly outcome: readonly Difference[];
}

/** Runs both at base's seed and listens to one person. @throws Unexplained when base has nobody of that key. */
export async function explainVersus(
  base: Scenario,
  policy: Scenario,
  key: string,
  run: RunAsked,
): Promise<VersusExplained> {
  const names = new Names(base);
  const number = names.personKey(key);
  const seeded = { ...run, seed: run.seed ?? base.seed };
  const [diary, other] = [base, policy].map((scenario) => new Diary(scenario, { people: new Set([number]) }));
  await listen(base, diary!, seeded);
  const person = personOf(base, diary!, number, seeded);
  await listen(policy, other!, seeded);
  const isThere = other!.ofPerson(number).length > 0;
  const there = isThere ? personOf(policy, other!, number, seeded) : { life: [], spells: [] };
  const differences = firstDifferences(names, diary!.ofPerson(number), other!.ofPerson(number));
  return {
    format: EXPLAIN_FORMAT,
    kind: 'versus',
    run: person.run,
    policy: runTold(policy, seeded),
    person: person.person,
    ...differences,
    breaches: breachesOf(names, diary!.ofPerson(number), other!.ofPerson(number)),
    base: { life: person.life, spells: person.spells },
    other: { life: there.life, spells: there.spells },
  };
}

function firstDifferences(names: Names, base: readonly Entry[], policy: readonly Entry[]) {
  let firstInput: DifferenceTold | null = null;
  for (const [one, other] of pairsByMonth(base, policy)) {
    const told = differenceTold(names, one, other);
    if (told === null) continue;
    if (firstInput === null && told.inputs.length > 0) firstInput = told;
    if (told.isAlone || told.outcome.some((difference) => isDecisive((one ?? other)!, difference)))
      return { firstInput: firstInput ?? told, firstDecision: told };
  }
  return { firstInput, firstDecision: null };
}

function breachesOf(names: Names, base: readonly Entry[], policy: readonly Entry[]): DifferenceTold[] {
  return [...pairsByMonth(base, policy)].flatMap(([one, other]) => {
    if (one === undefined || other === undefined || one.what === 'moves' || other.what === 'moves') return [];
    if (one.what === 'stands') return []; // the outcome of the month before, which is judged itself
    const { undeclared } = differencesOf(names, one as Dated, other as Dated);
    if (undeclared.length === 0) return [];
    return [
      { month: monthText(one.month), decision: one.what, isAlone: false, inputs: [], outcome: undeclared },
    ];
  });
}

/** What is so of somebody, and what a job is worth, are no decisions of their own: what comes of them is. */
const isDecisive = ({ what }: Entry, { path }: Difference) =>
  path !== 'probability' &&
  !['stands', 'begins', 'meets', 'approached', 'chooses', 'waits', 'answers offers'].includes(what);

function differenceTold(
  names: Names,
  one: Entry | undefined,
  other: Entry | undefined,
): DifferenceTold | null {
  const entry = (one ?? other)!;
  const about = { month: monthText(entry.month), decision: entry.what };
  if (one === undefined || other === undefined) {
    const outcome = [{ path: 'is decided', base: one !== undefined, policy: other !== undefined }];
    return { ...about, isAlone: true, inputs: [], outcome };
  }
  if (one.what === 'moves' || other.what === 'moves') {
    if (JSON.stringify(one) === JSON.stringify(other)) return null;
    return { ...about, isAlone: true, inputs: [], outcome: [] };
  }
  const { inputs, outcome } = differencesOf(names, one as Dated, other as Dated);
  if (inputs.length + outcome.length === 0) return null;
  return { ...about, isAlone: false, inputs: inputs.flatMap((input) => itemsOf(names, input)), outcome };
}

function* pairsByMonth(base: readonly Entry[], policy: readonly Entry[]) {
  const [ofBase, ofPolicy] = [base, policy].map(byMonth);
  const months = [...new Set([...ofBase!.keys(), ...ofPolicy!.keys()])].sort((a, b) => a - b);
  for (const month of months) yield* pairsOf(ofBase!.get(month) ?? [], ofPolicy!.get(month) ?? []);
}

function byMonth(entries: readonly Entry[]): Map<number, Entry[]> {
  const months = new Map<number, Entry[]>();
  for (const entry of entries) {
    const ofMonth = months.get(entry.month) ?? [];
    months.set(entry.month, ofMonth);
    ofMonth.push(entry);
  }
  return months;
}
