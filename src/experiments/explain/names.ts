import {
  keyOfEmployer,
  keyOfEntrant,
  keyOfFirstStaff,
  NO_JOB_GROUP_ID,
  NO_JOB_KEY,
  partsOfEmployerKey,
  partsOfPersonKey,
  slotsOfGroups,
  slotsOfProgrammes,
} from '../../model/keys.ts';
import { routesOf } from '../../model/numbers.ts';
import { OUTSIDE } from '../../model/records.ts';
import type { Place } from '../../model/trace.ts';
import { monthOf, monthText } from '../../scenario/dates.ts';
import { nearestWord } from '../../scenario/nearest.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { Unexplained } from './unexplained.ts';

/** Stands for "without a job" in keys, which have no spaces. */
const NO_JOB_WORD = 'no-job';
const FOUNDED = 'firm';

/** A reported place: a named employer, the sector of another, or one outside employers; as in the tables. */
export interface PlaceNamed {
  /** What to type to ask about it; a word of `OUTSIDE` where it is no employer. */
  readonly id: string;
  /** As `flows.csv` and `employers.csv` have it. */
  readonly unit: string;
  readonly sector: string | null;
  readonly region: string | null;
}

/**
 * Keys as people read and type them, and back. A person is `microsoft/12` (started there, number 12), `no-job/3`, or
 * `doctors-usa/2019-05/14` (entered from the programme in that month); an employer is its id, `adopting-firms/7`, or
 * `firm/9ad3c1f2` when it was founded during the run. Numbers of keys, as the engine has them, are understood, too.
 */
export class Names {
  private readonly scenario: Scenario;
  private readonly slotOfGroup: ReadonlyMap<string, number>;
  private readonly slotOfProgramme: ReadonlyMap<string, number>;
  private readonly groupOfSlot: ReadonlyMap<number, string>;
  private readonly programmeOfSlot: ReadonlyMap<number, string>;
  private readonly groupById: ReadonlyMap<string, number>;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.slotOfGroup = slotsOfGroups(scenario);
    this.slotOfProgramme = slotsOfProgrammes(scenario);
    this.groupOfSlot = inverse(this.slotOfGroup);
    this.programmeOfSlot = inverse(this.slotOfProgramme);
    this.groupById = new Map(scenario.employers.map(({ id }, at) => [id, at]));
  }

  person(key: number): string {
    const parts = partsOfPersonKey(key, -this.scenario.calendar.spinUpMonths);
    if ('slotOfGroup' in parts) {
      const id = this.groupOfSlot.get(parts.slotOfGroup) ?? '?';
      return `${id === NO_JOB_GROUP_ID ? NO_JOB_WORD : id}/${parts.number}`;
    }
    const month = monthText(this.scenario.calendar.start + parts.monthOfRun);
    return `${this.programmeOfSlot.get(parts.slotOfProgramme) ?? '?'}/${month}/${parts.number}`;
  }

  /** Where somebody comes from, in words. */
  originOf(key: number): string {
    const parts = partsOfPersonKey(key, -this.scenario.calendar.spinUpMonths);
    if (!('slotOfGroup' in parts)) {
      const id = this.programmeOfSlot.get(parts.slotOfProgramme) ?? '';
      const month = monthText(this.scenario.calendar.start + parts.monthOfRun);
      const { programmes, retraining } = this.scenario;
      const label =
        programmes.find((one) => one.id === id)?.label ??
        retraining.find((one) => `retraining.${one.id}` === id)?.label ??
        id;
      return `entered in ${month} (${label})`;
    }
    const id = this.groupOfSlot.get(parts.slotOfGroup) ?? '';
    const group = this.scenario.employers.find((one) => one.id === id);
    return group === undefined
      ? 'there from the start, without a job'
      : `there from the start, at ${group.label}`;
  }

  /** @throws Unexplained */
  personKey(text: string): number {
    if (/^-?\d+$/.test(text)) {
      const number = Number(text);
      const isInt = number >= -(2 ** 31) && number < 2 ** 31;
      if (isInt && !this.person(number).startsWith('?')) return number;
    }
    const [where = '', ...rest] = text.split('/');
    const wanted = where === NO_JOB_WORD ? NO_JOB_GROUP_ID : where;
    const slot = this.slotOfGroup.get(wanted);
    if (slot !== undefined && rest.length === 1 && /^\d{1,7}$/.test(rest[0]!))
      return keyOfFirstStaff(slot, Number(rest[0]));
    const programme = this.slotOfProgramme.get(where);
    const [month, number] = rest;
    if (programme !== undefined && rest.length === 2 && /^\d{1,5}$/.test(number!)) {
      const [, year, of] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month!) ?? [];
      if (year !== undefined)
        return keyOfEntrant(
          Number(year) * 12 + Number(of) - 1 - this.scenario.calendar.start,
          programme,
          Number(number),
        );
    }
    const known = [...this.slotOfProgramme.keys(), ...this.groupById.keys(), NO_JOB_WORD];
    const isKnown = known.includes(where);
    const near = isKnown ? where : nearestWord(where, known);
    const of = /^\d+$/.test(rest.at(-1) ?? '') ? rest.at(-1) : '0';
    const example = this.slotOfProgramme.has(near ?? '')
      ? `${near}/${monthText(this.monthOfEntry(near!, month))}/${isKnown ? '0' : of}`
      : `${near ?? known[0]}/${isKnown ? '0' : of}`;
    throw new Unexplained(
      JSON.stringify(text),
      'a key: EMPLOYER/NUMBER for who starts there, PROGRAMME/YYYY-MM/NUMBER for who enters later',
      near === undefined
        ? 'list some: talentflow explain month YYYY-MM, or talentflow explain person --from PLACE --to PLACE'
        : isKnown
          ? `write for example ${example}`
          : `did you mean ${example}?`,
    );
  }

  /** In which people come from a programme or retraining: the month typed if it is one, else the first reported. */
  private monthOfEntry(id: string, typed: string | undefined): Month {
    const { calendar, programmes } = this.scenario;
    const ofYear = programmes.find((one) => one.id === id)?.months; // who retrain come in any
    const isOne = (month: Month) => ofYear?.includes((month % 12) + 1) ?? true;
    const meant = monthOf(typed ?? '');
    if (meant !== undefined && meant >= calendar.start && meant <= calendar.end && isOne(meant)) return meant;
    let month = calendar.reportFrom;
    while (!isOne(month)) month = (month + 1) as Month;
    return month;
  }

  employer(place: Place | null): string {
    if (place === null) return 'a firm of their own';
    if (place.key === NO_JOB_KEY) return OUTSIDE.noJob;
    const { slotOfGroup, number } = partsOfEmployerKey(place.key);
    const id = this.groupOfSlot.get(slotOfGroup);
    const group = id === undefined ? undefined : this.scenario.employers[this.groupById.get(id) ?? -1];
    if (group?.isNamed && number === 0) return group.id;
    // A founded firm's key is drawn from all of 32 bits: one in some 200,000 looks like a member's.
    if (group !== undefined && !group.isNamed && number < group.count * Math.max(1, this.scenario.scale) + 1)
      return `${group.id}/${number}`;
    return `${FOUNDED}/${(place.key >>> 0).toString(16).padStart(8, '0')}`;
  }

  place(place: Place): PlaceNamed {
    const group = this.scenario.employers[place.group];
    const id = this.employer(place);
    if (group === undefined) return { id, unit: OUTSIDE.noJob, sector: null, region: null };
    return {
      id,
      unit: group.isNamed ? group.id : group.sector,
      sector: group.sector,
      region: this.region(place.region),
    };
  }

  /** @throws Unexplained */
  employerKey(text: string): number {
    const [where = '', number, ...rest] = text.split('/');
    if (where === FOUNDED && number !== undefined && /^[0-9a-f]{8}$/i.test(number) && rest.length === 0)
      return Number.parseInt(number, 16) | 0;
    const { employers, sectors } = this.scenario;
    const isMeant = ({ id, label }: { id: string; label: string }) =>
      id === where || label.toLowerCase() === text.toLowerCase();
    const group = employers.find(isMeant);
    if (group !== undefined) {
      const slot = this.slotOfGroup.get(group.id)!;
      if (group.isNamed && number === undefined) return keyOfEmployer(slot, 0);
      if (!group.isNamed && number !== undefined && /^\d{1,7}$/.test(number))
        return keyOfEmployer(slot, Number(number));
      throw new Unexplained(
        JSON.stringify(text),
        group.isNamed ? `${group.id}, one employer` : `one of ${group.label}: ${group.id}/NUMBER`,
        group.isNamed ? `write ${group.id}` : `write for example ${group.id}/0`,
      );
    }
    const sector = sectors.find(isMeant);
    const named = employers.filter(({ isNamed }) => isNamed).map(({ id }) => id);
    const ofSector = employers
      .filter((one) => one.sector === sector?.id)
      .map(({ id, isNamed }) => (isNamed ? id : `${id}/0`));
    const near = nearestWord(where, [
      ...employers.map(({ id }) => id),
      ...employers.map(({ label }) => label),
    ]);
    const nearGroup = employers.find(({ id, label }) => id === near || label === near);
    throw new Unexplained(
      JSON.stringify(text),
      sector === undefined
        ? `an employer: ${named.length > 0 ? `${named.slice(0, 8).join(', ')}${named.length > 8 ? ', …' : ''}, ` : ''}GROUP/NUMBER, or firm/… for one founded during the run`
        : `one employer; ${sector.id} is a sector`,
      nearGroup !== undefined
        ? `did you mean ${nearGroup.id}${nearGroup.isNamed ? '' : '/0'}?`
        : ofSector.length > 0
          ? `write for example ${ofSector[0]}`
          : 'see the ids: talentflow show SCENARIO',
    );
  }

  /** Units, sectors, groups and places outside employers that a move may be from or to; the plural `s` may be left out. */
  selector(text: string): (place: Place | null, outside: string) => boolean {
    const { employers, sectors } = this.scenario;
    const known = [
      ...sectors.map(({ id }) => id),
      ...employers.map(({ id }) => id),
      NO_JOB_WORD,
      OUTSIDE.entry,
      'left',
    ];
    const id = [text, `${text}s`].find((word) => known.includes(word)) ?? this.byLabel(text);
    if (id === undefined) {
      const near = nearestWord(text, known);
      throw new Unexplained(
        JSON.stringify(text),
        `a sector, employer or group, or ${NO_JOB_WORD}, ${OUTSIDE.entry} or left`,
        near === undefined ? `write for example ${known[0]}` : `did you mean ${near}?`,
      );
    }
    if (id === OUTSIDE.entry) return (place, outside) => place === null && outside === OUTSIDE.entry;
    if (id === 'left') return (place, outside) => place === null && outside === OUTSIDE.left;
    if (id === NO_JOB_WORD) return (place) => place?.key === NO_JOB_KEY;
    return (place) => {
      const group = place === null ? undefined : employers[place.group];
      return group !== undefined && (group.id === id || group.sector === id);
    };
  }

  private byLabel(text: string): string | undefined {
    const { employers, sectors } = this.scenario;
    return [...sectors, ...employers].find(({ label }) => label.toLowerCase() === text.toLowerCase())?.id;
  }

  skill(skill: number): string {
    return this.scenario.skills[skill]!.id;
  }

  region(region: number): string | null {
    return this.scenario.regions[region]?.id ?? null;
  }

  route(route: number): { id: string; label: string; region: string } {
    const found = routesOf(this.scenario)[route]!;
    return { id: found.route.id, label: found.route.label, region: found.region.id };
  }

  cause(cause: number): string {
    return this.scenario.causes[cause]!.id;
  }
}

function inverse(map: ReadonlyMap<string, number>): Map<number, string> {
  return new Map([...map].map(([id, slot]) => [slot, id]));
}
