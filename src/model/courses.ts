import type { Degree, Scenario } from '../scenario/scenario.ts';
import { retrainingSlot, slotsOfProgrammes } from './keys.ts';

/** A way into the field: an inflow of so many a year, a programme of some years of study, or retraining. */
export interface Course {
  readonly kind: 'inflow' | 'study' | 'retraining';
  /** Index among the scenario's programmes, or among its kinds of retraining. */
  readonly at: number;
  readonly id: string;
  readonly degree: Degree | 'retraining';
  /** Part of its people's keys, and who rounding is drawn for. */
  readonly slot: number;
  readonly skill: number;
  /** −1: each graduate's is drawn by the regions' shares. */
  readonly region: number;
  readonly origins: readonly number[] | null;
  /** Months of the year in which people complete it and others start, 1–12. */
  readonly months: readonly number[];
  /** From start to completion; 0 for an inflow, which nobody starts. */
  readonly lengthMonths: number;
  readonly completion: number;
  /** Course that a share of its students come on from; −1 for none. */
  readonly continuesFrom: number;
  readonly shareContinuing: number;
}

const ALL_YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Programmes in the order of the file, then kinds of retraining. */
export function coursesOf(scenario: Scenario): Course[] {
  const { programmes, retraining, skills, regions } = scenario;
  const slots = slotsOfProgrammes(scenario);
  const indexOf = (items: readonly { id: string }[], id: string | null) =>
    items.findIndex((item) => item.id === id);
  const ofProgrammes = programmes.map((programme, at): Course => {
    const { id, degree, study, months, origins } = programme;
    return {
      kind: study === null ? 'inflow' : 'study',
      at,
      id,
      degree,
      slot: slots.get(id)!,
      skill: indexOf(skills, programme.skill),
      region: indexOf(regions, programme.region),
      origins,
      months,
      lengthMonths: (study?.years ?? 0) * 12,
      completion: study?.completion ?? 1,
      continuesFrom: indexOf(programmes, study?.continuesFrom?.programme ?? null),
      shareContinuing: study?.continuesFrom?.share ?? 0,
    };
  });
  const ofRetraining = retraining.map(
    ({ id, skill, region, origins, delayMonths }, at): Course => ({
      kind: 'retraining',
      at,
      id,
      degree: 'retraining',
      slot: slots.get(retrainingSlot(id))!,
      skill: indexOf(skills, skill),
      region: indexOf(regions, region),
      origins,
      months: ALL_YEAR,
      lengthMonths: delayMonths,
      completion: 1,
      continuesFrom: -1,
      shareContinuing: 0,
    }),
  );
  return [...ofProgrammes, ...ofRetraining];
}
