import type { Place } from '../../model/trace.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { cohortOf, Diary, type Entry, listen, type RunAsked } from './diary.ts';
import { EXPLAIN_FORMAT, type PersonExplained, type RunTold, type Spell } from './explained.ts';
import { Life } from './life.ts';
import { Names } from './names.ts';
import { Unexplained } from './unexplained.ts';

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
