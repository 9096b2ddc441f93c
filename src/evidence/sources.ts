import type { Observe } from '../scenario/scenario.ts';
import type { Rows } from './observation.ts';
import { Unanswered } from './unanswered.ts';

/**
 * What a published source sees of the simulated world: people in it for each simulated one, by sector or by kind of employer.
 * The numbers are the scenario's `observe`.
 */

/** The vendor's database: its coverage, times that of a sector relative to it. */
export function vendorCoverage({ coverage, coverageOfSectors }: Observe, sector: string): number {
  return coverage * (coverageOfSectors[sector] ?? 1);
}

/** The survey of doctors knows of this share of the first jobs with a kind of employer, of those from a region. */
export function surveyCoverage(observe: Observe, destination: string, region: string): number {
  return (observe.surveyOfDoctors[destination] ?? 1) * regionSurveyed(observe, region);
}

function regionSurveyed({ surveyedRegions }: Observe, region: string): number {
  return Object.keys(surveyedRegions).length === 0 ? 1 : (surveyedRegions[region] ?? 0);
}

/** Weight of rows by a text column: which column, and how much a text of it counts. */
export interface Weighing {
  readonly column: 'sector' | 'destination' | 'region';
  weightOf: (text: string) => number;
}

/** How a source and a kind of place weigh rows. @throws Unanswered when the scenario does not say which companies are large. */
export function weighingsOf(rows: Pick<Rows, 'seen-by' | 'at'>, observe: Observe): Weighing[] {
  const weighings: Weighing[] = [];
  if (rows['seen-by'] === 'vendor')
    weighings.push({ column: 'sector', weightOf: (sector) => vendorCoverage(observe, sector) });
  if (rows['seen-by'] === 'job site')
    weighings.push({ column: 'sector', weightOf: (sector) => observe.jobSite[sector] ?? 1 });
  if (rows['seen-by'] === 'survey')
    weighings.push(
      { column: 'destination', weightOf: (kind) => observe.surveyOfDoctors[kind] ?? 1 },
      { column: 'region', weightOf: (region) => regionSurveyed(observe, region) },
    );
  if (rows.at === 'large companies') {
    if (Object.keys(observe.largeCompanies).length === 0)
      throw new Unanswered('the scenario does not say which companies are large (observe.large-companies)');
    weighings.push({ column: 'sector', weightOf: (sector) => observe.largeCompanies[sector] ?? 0 });
  }
  return weighings;
}
