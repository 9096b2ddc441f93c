import { drawnIndex, quantile, roundedBy } from '../random/distributions.ts';
import type { KeyedDraws, Stream } from '../random/keyed-draws.ts';
import type { Distribution, Scenario } from '../scenario/scenario.ts';
import { Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { drawnRegion } from './employers.ts';
import { keyOfFirstStaff, NO_JOB_GROUP_ID } from './keys.ts';
import { addPerson, type Market, NEVER, NO_JOB } from './market.ts';
import { ModelError } from './model-error.ts';
import { giveFirstRight, homeOf } from './right-to-work.ts';
import { joinRoster } from './roster.ts';
import { isStar } from './stars.ts';
import { beginWithoutTeam, joinTeam } from './teams.ts';
import { tellBeginning } from './trace-notes.ts';

/** Those who start in a job have had it for up to four years, evenly spread: else all their equity would vest in step. */
const TENURES_AT_START = 48;

/** People who settle between two chances for a caller to look up. */
const AT_A_TIME = 256;

/** Everybody present in the first month: each employer's staff, then those without a job. */
export function* createPopulation(market: Market): Generator<void, void> {
  const { scenario, skills, employers } = market;
  const numbersInGroup = scenario.employers.map(() => 0);
  const tenures = market.draws.open(Decision.tenureAtStart, 0);
  for (let employer = 1; employer < market.employerCount; employer++) {
    const group = employers.group[employer]!;
    const { id } = scenario.employers[group]!;
    const slot = market.slots.groups.get(id)!;
    for (let skill = 0; skill < skills; skill++) {
      const wanted = employers.wantedStaff[employer]! * market.numbers.skillMix[group * skills + skill]!;
      const staff = roundedBy(wanted, market.staffRounding[employer * skills + skill]!);
      for (let count = 0; count < staff; count++) {
        const key = keyOfFirstStaff(slot, numbersInGroup[group]!++);
        const hiredAt = -1 - Math.floor(TENURES_AT_START * tenures.uniform(key, 0));
        settle(market, {
          key,
          employer,
          skill,
          region: employers.region[employer]!,
          stage: Stage.settled,
          hiredAt,
        });
        if (market.peopleCount % AT_A_TIME === 0) yield;
      }
    }
  }
  yield* addPeopleWithoutJob(market);
}

/** No fewer than `createPopulation` makes: each staff is rounded up. */
export function mostPeopleAtStart({ scenario, employers, employerCount, skills }: Market): number {
  let employed = employerCount * skills;
  for (let employer = 1; employer < employerCount; employer++) employed += employers.wantedStaff[employer]!;
  return allPeople(scenario, Math.ceil(employed));
}

/** People present at first, with and without a job. */
function allPeople({ people, scale }: Scenario, employed: number): number {
  const { count, joblessShare } = people;
  return count === null ? Math.round(employed / (1 - joblessShare)) : Math.round(count * scale);
}

function* addPeopleWithoutJob(market: Market): Generator<void, void> {
  const { scenario, draws } = market;
  const { skillMix } = scenario.people;
  const employed = market.peopleCount;
  const all = allPeople(scenario, employed);
  if (all < employed) {
    throw new ModelError(
      `people.count gives ${all} people at this scale, but employers start with a staff of ${employed}; raise people.count or leave it out`,
    );
  }
  const mix = skillMix ?? meanMix(market);
  const slot = market.slots.groups.get(NO_JOB_GROUP_ID)!;
  const skillDraws = draws.open(Decision.skillOfPerson, 0);
  const regionDraws = draws.open(Decision.regionOfPerson, 0);
  for (let number = 0; number < all - employed; number++) {
    const key = keyOfFirstStaff(slot, number);
    const skill = drawnIndex(mix, skillDraws.uniform(key, 0));
    const region = drawnRegion(market, regionDraws.uniform(key, 0));
    settle(market, { key, employer: NO_JOB, skill, region, stage: Stage.settled });
    if (market.peopleCount % AT_A_TIME === 0) yield;
  }
}

/** Shares of skills among those who start in a job; of the employers' own mixes when nobody does. */
function meanMix(market: Market): number[] {
  const { skills, scenario } = market;
  const people = scenario.skills.map(() => 0);
  for (let at = skills; at < market.employerCount * skills; at++) people[at % skills]! += market.staff[at]!;
  const all = people.reduce((sum, count) => sum + count, 0);
  return all > 0 ? people.map((count) => count / all) : scenario.skills.map(() => 1 / skills);
}

/** A person who takes up a place: traits drawn by key, clocks set, on the roster and in the stocks. */
export function settle(
  market: Market,
  who: {
    key: number;
    employer: number;
    skill: number;
    region: number;
    stage: number;
    /** Home region when it is not drawn by those of the region: who comes with an origin of their own. */
    home?: number;
    month?: number;
    hiredAt?: number;
  },
): number {
  const person = addPerson(market);
  const { people } = market;
  // Who enters during a month can quit or leave from the next on: this month's buckets have been emptied.
  const month = who.month ?? -1;
  people.key[person] = who.key;
  people.employer[person] = who.employer;
  people.hiredAt[person] = who.hiredAt ?? NEVER;
  people.vestsFrom[person] = people.hiredAt[person]!;
  people.stage[person] = who.stage;
  people.skill[person] = who.skill;
  people.region[person] = who.region;
  people.home[person] = who.home ?? homeOf(market, who.region, who.key);
  drawTraits(market, person);
  beginWithoutTeam(market, person);
  if (isStar(market, person)) market.stars.push(person);
  joinRoster(market, person, who.employer);
  if (who.employer !== NO_JOB) joinTeam(market, person, who.employer, people.hiredAt[person]!, -1);
  market.staff[who.employer * market.skills + who.skill]!++;
  market.recorder.countPresent(market, person, 1);
  giveFirstRight(market, person, who.month ?? null);
  if (market.trace !== null) tellBeginning(market, person, who.month !== undefined);
  market.clocks.look.schedule(person, who.key, month);
  market.clocks.quit.schedule(person, who.key, month);
  market.clocks.exit.schedule(person, who.key, month);
  market.clocks.goHome.schedule(person, who.key, month);
  return person;
}

/** The draws that make a person who they are, opened once. */
export type TraitDraws = ReturnType<typeof openTraitDraws>;

export function openTraitDraws(draws: KeyedDraws) {
  return {
    talent: draws.open(Decision.talent, 0),
    tasteForAutonomy: draws.open(Decision.tasteForAutonomy, 0),
    tasteForMission: draws.open(Decision.tasteForMission, 0),
    attachmentToHome: draws.open(Decision.attachmentToHome, 0),
    riskAversion: draws.open(Decision.riskAversion, 0),
    equityBelief: draws.open(Decision.equityBelief, 0),
    cause: draws.open(Decision.cause, 0),
    practice: draws.open(Decision.practice, 0),
  };
}

function drawTraits(market: Market, person: number): void {
  const { people, scenario, traitDraws } = market;
  const key = people.key[person]!;
  const traits = scenario.people;
  const drawn = (distribution: Distribution, draws: Stream) =>
    distribution.kind === 'constant' ? distribution.value : quantile(distribution, draws.uniform(key, 0));
  people.talent[person] = drawn(traits.talent, traitDraws.talent);
  people.tasteForAutonomy[person] = drawn(traits.tasteForAutonomy, traitDraws.tasteForAutonomy);
  people.tasteForMission[person] = drawn(traits.tasteForMission, traitDraws.tasteForMission);
  people.attachmentToHome[person] = drawn(traits.attachmentToHome, traitDraws.attachmentToHome);
  people.riskAversion[person] = drawn(traits.riskAversion, traitDraws.riskAversion);
  people.equityBelief[person] = drawn(traits.equityBelief, traitDraws.equityBelief);
  people.practice[person] =
    scenario.skills[people.skill[person]!]!.practice +
    (traits.practice === null ? 0 : drawn(traits.practice, traitDraws.practice));
  people.cause[person] =
    scenario.causes.length === 1
      ? 0
      : drawnIndex(market.numbers.causeShares, traitDraws.cause.uniform(key, 0));
}
