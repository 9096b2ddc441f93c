import type { Destination, Observe } from '../scenario/scenario.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { surveyCoverage } from './sources.ts';

/** First jobs of one skill in a year by destination, people as the survey of doctors sees them; years and destinations without any are absent. */
export type FirstJobsByYear = ReadonlyMap<string, ReadonlyMap<Destination, number>>;

/** @param skill whose first jobs, as an id. @param observe what the survey knows of, by destination and region. */
export function firstJobsByYear(tables: Tables, skill: string, observe: Observe): FirstJobsByYear {
  const month = textsOf(tables.doctors, 'month');
  const skills = textsOf(tables.doctors, 'skill');
  const destination = textsOf(tables.doctors, 'destination');
  const region = textsOf(tables.doctors, 'region');
  const people = numbersOf(tables.doctors, 'people');
  const wanted = skills.texts.indexOf(skill);
  const years = new Map<string, Map<Destination, number>>();
  for (let row = 0; row < people.length; row++) {
    if (skills.codes[row] !== wanted) continue;
    const where = destination.texts[destination.codes[row]!]! as Destination;
    const seen = people[row]! * surveyCoverage(observe, where, region.texts[region.codes[row]!]!);
    if (seen === 0) continue;
    const year = month.texts[month.codes[row]!]!.slice(0, 4);
    if (!years.has(year)) years.set(year, new Map());
    const ofYear = years.get(year)!;
    ofYear.set(where, (ofYear.get(where) ?? 0) + seen);
  }
  return years;
}

/** Share of a year's first jobs that a destination took, per cent; null in a year without first jobs. */
export function shareOfFirstJobs(
  jobs: FirstJobsByYear,
  year: string,
  destination: Destination,
): number | null {
  const ofYear = jobs.get(year);
  const all = [...(ofYear?.values() ?? [])].reduce((sum, people) => sum + people, 0);
  return all === 0 ? null : (100 * (ofYear!.get(destination) ?? 0)) / all;
}
