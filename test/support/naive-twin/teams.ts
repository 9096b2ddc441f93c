import { Decision } from '../../../src/model/decisions.ts';
import { quantile } from '../../../src/random/distributions.ts';
import { isWaitingForVisa, takeJob, visaFor } from './borders.ts';
import type { Diary } from './diary.ts';
import {
  costOfLeaving,
  OWN_FIRM,
  type Parts,
  type Place,
  partsOfJob,
  partsOfStaying,
  sumOf,
} from './job-value.ts';
import { matchStably, type Searcher } from './month.ts';
import {
  type Employer,
  groupIndex,
  groupOf,
  type MonthOfTwin,
  type Person,
  staffOf,
  UNLIMITED,
  uniform,
  type World,
} from './world.ts';

/** MODEL.md, "Teams": number of teams of an employer. */
export function teamsOf(world: World, employer: Employer): number {
  const u = uniform(world, Decision.teamSize, 0, employer.key);
  const size = Math.max(1, quantile(world.scenario.teams!.size, u));
  return Math.max(1, Math.ceil(employer.wantedStaff / size));
}

export function teamDrawn(world: World, personKey: number, employer: Employer): number {
  if (world.scenario.teams === null) return 0;
  const u = uniform(world, Decision.team, 0, personKey, employer.key);
  return Math.floor(u * teamsOf(world, employer));
}

/** Somebody is about to begin a job. @param how.team which team they join; when not said, the one drawn. */
export function changeTeam(
  world: World,
  person: Person,
  employer: Employer,
  how: { kind: string; team?: number },
): void {
  if (person.employer !== null)
    world.leavers.push({
      person,
      kind: how.kind,
      employer: person.employer,
      team: person.team,
      to: employer,
    });
  person.cameTogether = ['lift-out', 'acqui-hire', 'acquisition'].includes(how.kind);
  person.team = how.team ?? teamDrawn(world, person.key, employer);
  person.teammatesGone = [];
}

/** Whether somebody may begin at another employer at once, where they are. */
export function mayStartHere(world: World, month: MonthOfTwin, person: Person, employer: Employer): boolean {
  return (
    person.region === employer.region &&
    !isWaitingForVisa(person) &&
    visaFor(world, month, person, employer) === 'none'
  );
}

function colleagues(world: World, employer: Employer, team: number, month: MonthOfTwin): Person[] {
  return staffOf(world, employer).filter((one) => one.team === team && one.hiredAt < month.index);
}

/** At the end of step 10. */
export function rememberDepartures(world: World, month: MonthOfTwin): void {
  if (world.scenario.teams !== null)
    for (const { employer, team, to } of world.leavers)
      for (const mate of colleagues(world, employer, team, month))
        mate.teammatesGone.push({ to, month: month.index });
  world.leavers.length = 0;
}

/** MODEL.md, "Who looks": whether a team-mate left not long ago. */
export function isUnsettled(world: World, month: MonthOfTwin, person: Person): boolean {
  const { teams } = world.scenario;
  return (
    teams !== null &&
    person.teammatesGone.some((gone) => month.index - gone.month <= teams.looksAfterLeaving.months)
  );
}

/** Step 6: those met through former team-mates, beside those met already. */
export function metThroughTies(
  world: World,
  month: MonthOfTwin,
  person: Person,
  met: Employer[],
): Employer[] {
  const { teams } = world.scenario;
  if (teams === null) return [];
  const known = person.teammatesGone
    .filter((gone) => month.index - gone.month <= teams.tiesMonths)
    .map(({ to }) => to)
    .filter(
      (employer) =>
        !employer.isClosed &&
        employer !== person.employer &&
        employer.openings[person.skill]! > 0 &&
        visaFor(world, month, person, employer) !== 'not to be had' &&
        !met.includes(employer) &&
        uniform(world, Decision.tie, month.date, person.key, employer.key) <
          month.numbers.market['teams.ties'],
    );
  return [...new Set(known)];
}

/** MODEL.md, "Non-competes". */
export function isBarred(world: World, month: MonthOfTwin, person: Person, place: Place): boolean {
  const { nonCompetes, founding, employers } = world.scenario;
  const from = person.employer;
  if (nonCompetes === null || from === null) return false;
  const to =
    place === OWN_FIRM ? employers[groupIndex(world, founding!.stealthGroup)]! : groupOf(world, place);
  const competes = (sector: string) => nonCompetes.sectors.includes(sector);
  if (!competes(groupOf(world, from).sector) || !competes(to.sector)) return false;
  const share = month.numbers.market['nonCompetes.share'] * month.numbers.enforced[from.region]!;
  return uniform(world, Decision.nonCompete, 0, person.key, from.key) < share;
}

/** Step 10: who follows a team-mate who was hired this month or founded a firm. */
export function moveTeams(world: World, month: MonthOfTwin, diary: Diary): void {
  const { teams } = world.scenario;
  if (teams === null) return;
  const { market } = month.numbers;
  const leads = world.leavers
    .filter(({ kind }) => kind === 'job-to-job' || kind === 'founding')
    .map((lead) => ({
      ...lead,
      isLiftOut:
        lead.kind === 'job-to-job' &&
        uniform(world, Decision.liftOut, month.date, lead.person.key) < market['teams.liftOuts'],
    }));
  const openedBy = (employer: Employer) =>
    leads
      .filter(({ to }) => to === employer)
      .map(({ kind, isLiftOut }) =>
        kind === 'founding' ? teams.founderPlaces : isLiftOut ? teams.liftOutPlaces : 0,
      )
      .reduce((sum, one) => sum + one, 0);
  const places = (employer: Employer, skill: number) => {
    const left = employer.openings[skill]!;
    if (left === UNLIMITED) return UNLIMITED;
    const mix = month.numbers.groups[employer.group]!.skillMix[skill]!;
    const opened = teams.followPlaces * left + openedBy(employer) * mix;
    const u = uniform(world, Decision.followPlaces, month.date, employer.key, skill);
    return opened === 0 ? 0 : Math.floor(opened + u);
  };
  const asked = new Map<Person, Set<Employer>>();
  for (const lead of leads) {
    for (const mate of colleagues(world, lead.employer, lead.team, month)) {
      const u = uniform(world, Decision.follow, month.date, mate.key, lead.person.key);
      if (!lead.isLiftOut && u >= market['teams.follow']) continue;
      if (mate.stage === 'founder' || !mayStartHere(world, month, mate, lead.to)) continue;
      if (places(lead.to, mate.skill) === 0 || isBarred(world, month, mate, lead.to)) continue;
      asked.set(mate, (asked.get(mate) ?? new Set()).add(lead.to));
    }
  }
  const searchers: Searcher[] = [...asked].map(([person, employers]) => {
    const staying = sumOf(partsOfStaying(world, month, person));
    const cost = costOfLeaving(world, month, person);
    const wishes = [...employers]
      .map((employer) => ({ employer, value: sumOf(partsOfJob(world, month, person, employer, cost)) }))
      .filter(({ value }) => value > staying)
      .sort((a, b) => b.value - a.value)
      .map(({ employer }) => employer);
    return { person, wishes, asked: 0 };
  });
  const follows = [...matchStably(world, month, searchers, places)].map(([{ person }, place]) => ({
    person,
    employer: place as Employer,
  }));
  for (const { person, employer } of follows)
    diary.chose(person.employer!, employer, gainOfMoving(world, month, person, employer, 0));
  for (const { person, employer } of follows) {
    diary.movedTogether(
      'lift-out',
      person.employer!,
      employer,
      `${person.employer!.key} ${person.team} ${employer.key}`,
    );
    const first = leads
      .filter(
        (lead) => lead.to === employer && lead.employer === person.employer && lead.team === person.team,
      )
      .sort((a, b) => a.person.key - b.person.key)[0]!;
    if (employer.openings[person.skill]! > 0) {
      if (employer.openings[person.skill]! < UNLIMITED) {
        employer.openings[person.skill]! -= 1;
        world.filled[person.skill]! += 1;
      }
      diary.filled(employer);
    } else employer.placesOpened++;
    takeJob(world, month, person, employer, { kind: 'lift-out', visa: null, team: first.person.team }, diary);
  }
  wantPlacesOpened(world);
}

/** Places opened for those who came are wanted from now on. */
export function wantPlacesOpened(world: World): void {
  for (const employer of world.employers) {
    employer.wantedStaff += employer.placesOpened;
    employer.placesOpened = 0;
  }
}

/** Each part of the new job's value less that of staying; the premium counts as pay. */
export function gainOfMoving(
  world: World,
  month: MonthOfTwin,
  person: Person,
  employer: Employer,
  premium: number,
): Parts {
  const before = partsOfStaying(world, month, person);
  const after = partsOfJob(world, month, person, employer, costOfLeaving(world, month, person));
  after[0]! += premium;
  return after.map((part, at) => -before[at]! + part);
}
