import type { Scenario } from '../scenario/scenario.ts';
import type { PersonColumns } from './columns.ts';
import type { MigrationRow, OriginRow, RegionRow } from './records.ts';

/** Who is in which region, and who came and went this month. */
export class RegionCount {
  private readonly scenario: Scenario;
  private readonly people: Int32Array;
  /** People by region, home and skill. */
  private readonly present: Int32Array;
  private readonly arrivals: Int32Array;
  private readonly departures: Int32Array;
  private readonly entries: Int32Array;
  private readonly cameToStudy: Int32Array;
  private readonly wentToStudy: Int32Array;
  private readonly exits: Int32Array;
  /** By region before and region now. */
  private readonly migrants: Int32Array;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    const regions = scenario.regions.length;
    this.people = new Int32Array(regions);
    this.present = new Int32Array(regions * regions * scenario.skills.length);
    this.arrivals = new Int32Array(regions);
    this.departures = new Int32Array(regions);
    this.entries = new Int32Array(regions);
    this.cameToStudy = new Int32Array(regions);
    this.wentToStudy = new Int32Array(regions);
    this.exits = new Int32Array(regions);
    this.migrants = new Int32Array(regions * regions);
  }

  /** Forgets the month's counts; stocks stay. */
  beginMonth(): void {
    const { arrivals, departures, entries, cameToStudy, wentToStudy, exits, migrants } = this;
    for (const counts of [arrivals, departures, entries, cameToStudy, wentToStudy, exits, migrants])
      counts.fill(0);
  }

  /** Somebody begins (+1) or ceases (−1) to be counted where they are now. */
  countPresent({ region, home, skill }: PersonColumns, person: number, people: 1 | -1): void {
    const { regions, skills } = this.scenario;
    const here = region[person]!;
    this.people[here]! += people;
    const origin = here * regions.length + home[person]!;
    this.present[origin * skills.length + skill[person]!]! += people;
  }

  /** Somebody goes from one region to another. */
  countMigration(from: number, to: number): void {
    this.departures[from]!++;
    this.arrivals[to]!++;
    this.migrants[from * this.scenario.regions.length + to]!++;
  }

  /** Somebody enters the market. @param isGraduate of a programme. */
  countEntry(region: number, home: number, isGraduate: boolean): void {
    this.entries[region]!++;
    if (home === region || !isGraduate) return;
    this.cameToStudy[region]!++;
    this.wentToStudy[home]!++;
  }

  /** Somebody leaves the field. */
  countExit(region: number): void {
    this.exits[region]!++;
  }

  /** Everybody present, with a job or without. */
  everybody(): number {
    return this.people.reduce((sum, people) => sum + people, 0);
  }

  /** One row a region. */
  rows(): readonly RegionRow[] {
    return Object.freeze(
      this.scenario.regions.map((region, at) =>
        Object.freeze({
          region: region.id,
          people: this.people[at]!,
          arrivals: this.arrivals[at]!,
          departures: this.departures[at]!,
          entries: this.entries[at]!,
          cameToStudy: this.cameToStudy[at]!,
          wentToStudy: this.wentToStudy[at]!,
          exits: this.exits[at]!,
        }),
      ),
    );
  }

  /** None where there is one region. */
  originRows(): readonly OriginRow[] {
    if (this.scenario.regions.length === 1) return Object.freeze([]);
    const { regions, skills } = this.scenario;
    const rows: OriginRow[] = [];
    this.present.forEach((people, cell) => {
      if (people === 0) return;
      const pair = Math.floor(cell / skills.length);
      const region = regions[Math.floor(pair / regions.length)]!.id;
      const home = regions[pair % regions.length]!.id;
      rows.push(Object.freeze({ region, home, skill: skills[cell % skills.length]!.id, people }));
    });
    return Object.freeze(rows);
  }

  migrationRows(): readonly MigrationRow[] {
    const { regions } = this.scenario;
    const rows: MigrationRow[] = [];
    this.migrants.forEach((people, cell) => {
      if (people === 0) return;
      const from = regions[Math.floor(cell / regions.length)]!.id;
      rows.push(Object.freeze({ from, to: regions[cell % regions.length]!.id, people }));
    });
    return Object.freeze(rows);
  }
}
