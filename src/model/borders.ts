import type { KeyedDraws, Stream } from '../random/keyed-draws.ts';
import type { Route, Scenario } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import { keyOfRoute } from './keys.ts';
import { routesOf } from './numbers.ts';

/** What a run keeps about borders. Who waits or may have to leave is kept in lists by month, so that nobody else costs anything. */
export interface Borders {
  /** Every route, in the order of `routesOf`. */
  readonly routes: readonly RouteOfRun[];
  /** Routes for offers into a region, and for its graduates. */
  readonly forOffers: readonly (readonly number[])[];
  readonly forGraduates: readonly (readonly number[])[];
  /** Whether everybody may work in a region. */
  readonly isOpen: readonly boolean[];
  readonly reach: Stream;
  readonly permanentResidence: Stream;
  readonly permanentAtStart: Stream;
  /** People whose application to a route is not decided; some may have gone. */
  readonly applicants: number[][];
  /** By month of the run: who may begin work with a visa, and whose right may end or become permanent. */
  readonly starting: number[][];
  readonly toReview: number[][];
  /** Who lost a job this month on a visa that is tied to it. */
  lostJob: number[];
  /** People for whom a place is kept. */
  readonly withPlaceKept: Set<number>;
  /** Visas granted in the calendar year, by route. */
  readonly usedThisYear: Int32Array;
  /** The draw at which a cap is rounded in the calendar year, by route. */
  readonly roundingThisYear: Float64Array;
}

export interface RouteOfRun {
  readonly route: Route;
  readonly region: number;
  readonly key: number;
  /** Whether it is for the jobs of a group of employers. */
  readonly isForGroup: readonly boolean[];
}

/** @returns null where no region asks for anything: then nothing below is read, and nothing drawn. */
export function createBorders(scenario: Scenario, draws: KeyedDraws, months: number): Borders | null {
  const { regions } = scenario;
  const routes = routesOf(scenario).map(({ region, route }) => ({
    route,
    region: regions.indexOf(region),
    key: keyOfRoute(region.id, route.id),
    isForGroup: scenario.employers.map(({ sector }) => route.sectors.includes(sector)),
  }));
  if (routes.length === 0 && !regions.some(({ homes }) => homes !== null)) return null;
  const { start, spinUpMonths } = scenario.calendar;
  const indicesOf = (isFor: Route['isFor']) =>
    regions.map((_, region) =>
      routes.flatMap((one, at) => (one.region === region && one.route.isFor === isFor ? [at] : [])),
    );
  return {
    routes,
    forOffers: indicesOf('offers'),
    forGraduates: indicesOf('graduates'),
    isOpen: regions.map((region) => region.routes.length === 0),
    reach: draws.open(Decision.reachOfRoute, 0),
    permanentResidence: draws.open(Decision.permanentResidence, 0),
    permanentAtStart: draws.open(Decision.permanentAtStart, 0),
    applicants: routes.map(() => []),
    starting: Array.from({ length: months }, () => []),
    toReview: Array.from({ length: months }, () => []),
    lostJob: [],
    withPlaceKept: new Set(),
    usedThisYear: new Int32Array(routes.length),
    roundingThisYear: capRoundings(routes, draws, yearOf(start - spinUpMonths)),
  };
}

/** Before anybody answers in January: a used-up route is open again. */
export function beginYear(borders: Borders, draws: KeyedDraws, date: number): void {
  borders.usedThisYear.fill(0);
  borders.roundingThisYear.set(capRoundings(borders.routes, draws, yearOf(date)));
}

const yearOf = (date: number): number => Math.floor(date / 12);

function capRoundings(routes: readonly RouteOfRun[], draws: KeyedDraws, year: number): Float64Array {
  const stream = draws.open(Decision.capRounding, 0);
  return Float64Array.from(routes, ({ key }) => stream.uniform(key, year));
}
