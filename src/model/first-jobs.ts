import type { Scenario } from '../scenario/scenario.ts';
import { type JobValues, PARTS } from './job-value.ts';
import type { Market } from './market.ts';
import { MICRO, microPartsOf } from './micro.ts';
import { type FirstJobRow, MOTIVES, OUTSIDE } from './records.ts';

interface Tally {
  people: number;
  turnedDown: number;
  compared: number;
  readonly micro: Float64Array;
}

/**
 * First jobs of new people this month, by skill, sector and region where they were until then, and why they were chosen: each part of the job's value less
 * that of the best job met that a survey would count as another destination. Those who leave the field before they
 * have had a job count as well.
 */
export class FirstJobs {
  private readonly sectors: readonly string[];
  private readonly skills: readonly string[];
  private readonly regions: readonly string[];
  /** By sector (then the field left), skill and region. */
  private tallies = new Map<number, Tally>();

  constructor(scenario: Scenario) {
    this.sectors = [...scenario.sectors.map(({ id }) => id), OUTSIDE.left];
    this.skills = scenario.skills.map(({ id }) => id);
    this.regions = scenario.regions.map(({ id }) => id);
  }

  beginMonth(): void {
    this.tallies = new Map();
  }

  countJob(sector: number, skill: number, region: number): void {
    this.tallyOf(sector, skill, region).people++;
  }

  countLeft(skill: number, region: number): void {
    this.tallyOf(this.sectors.length - 1, skill, region).people++;
  }

  /** A better-liked job of another destination went to others. */
  countTurnedDown(sector: number, skill: number, region: number): void {
    this.tallyOf(sector, skill, region).turnedDown++;
  }

  /** @param differences parts of the job taken less those of the best one given up, log points. */
  countComparison(sector: number, skill: number, region: number, differences: Float64Array): void {
    const tally = this.tallyOf(sector, skill, region);
    tally.compared++;
    for (let part = 0; part < PARTS; part++) tally.micro[part]! += Math.round(differences[part]! * MICRO);
  }

  private tallyOf(sector: number, skill: number, region: number): Tally {
    const cell = (sector * this.skills.length + skill) * this.regions.length + region;
    const tally = this.tallies.get(cell) ?? {
      people: 0,
      turnedDown: 0,
      compared: 0,
      micro: new Float64Array(PARTS),
    };
    this.tallies.set(cell, tally);
    return tally;
  }

  rows(): readonly FirstJobRow[] {
    const cells = [...this.tallies.keys()].sort((a, b) => a - b);
    return Object.freeze(
      cells.map((cell) => {
        const { micro, ...counts } = this.tallies.get(cell)!;
        const pair = Math.floor(cell / this.regions.length);
        return Object.freeze({
          skill: this.skills[pair % this.skills.length]!,
          sector: this.sectors[Math.floor(pair / this.skills.length)]!,
          region: this.regions[cell % this.regions.length]!,
          ...counts,
          microParts: microPartsOf(MOTIVES, micro),
        });
      }),
    );
  }
}

/**
 * Compares the first job somebody takes with the options they ranked: whether one of another destination that they liked
 * better went to others, and the best one of another destination that they gave up.
 * @param options employers, best first, those of this person only. @param taken the employer they go to.
 */
export function recordFirstChoice(
  market: Market,
  values: JobValues,
  person: number,
  options: Int32Array,
  taken: number,
): void {
  const { recorder, people } = market;
  const skill = people.skill[person]!;
  const region = people.region[person]!;
  const sector = recorder.sectorOf(market, taken);
  const rank = options.indexOf(taken);
  const isElsewhere = (employer: number) => destinationOf(market, employer) !== destinationOf(market, taken);
  if (options.subarray(0, rank).some(isElsewhere)) recorder.firstJobs.countTurnedDown(sector, skill, region);
  const givenUp = options.subarray(rank + 1).find(isElsewhere);
  if (givenUp === undefined) return;
  const cost = values.costOfLeaving(person);
  const differences = new Float64Array(PARTS);
  values.ofOffer(person, givenUp, cost);
  for (let part = 0; part < PARTS; part++) differences[part] = -values.parts[part]!;
  values.ofOffer(person, taken, cost);
  for (let part = 0; part < PARTS; part++) differences[part]! += values.parts[part]!;
  recorder.firstJobs.countComparison(sector, skill, region, differences);
}

function destinationOf(market: Market, employer: number): string {
  return market.scenario.sectors[market.recorder.sectorOf(market, employer)]!.destination;
}
