import { Stage } from './columns.ts';
import type { Market } from './market.ts';
import { type FlowKind, RETENTION_MONTHS, type RetentionRow, TOGETHER } from './records.ts';

interface Newcomer {
  readonly person: number;
  readonly employer: number;
  /** Index of the unit that they came to. */
  readonly unit: number;
  readonly kind: RetentionRow['kind'];
}

/** Those who came together with others, by the month in which they came, so that it can be counted later who has left again. */
export class Retention {
  private readonly cameIn = new Map<number, Newcomer[]>();

  /** @param month index of the month of the run. Kinds by which people come alone are not noted. */
  note(person: number, employer: number, unit: number, kind: FlowKind, month: number): void {
    const together = TOGETHER.find((one) => one === kind);
    if (together === undefined) return;
    const newcomers = this.cameIn.get(month) ?? [];
    newcomers.push({ person, employer, unit, kind: together });
    this.cameIn.set(month, newcomers);
  }

  /** Sorted by months since they came, unit and kind. */
  rows(market: Market, units: readonly string[], month: number): readonly RetentionRow[] {
    return Object.freeze(
      RETENTION_MONTHS.flatMap((after) => {
        const newcomers = this.cameIn.get(month - after) ?? [];
        return [...new Set(newcomers.map(({ unit }) => unit))]
          .sort((a, b) => a - b)
          .flatMap((unit) =>
            TOGETHER.flatMap((kind) => {
              const came = newcomers.filter((one) => one.unit === unit && one.kind === kind);
              if (came.length === 0) return [];
              const left = came.filter((one) => !isStillThere(market, one, month - after)).length;
              return [Object.freeze({ unit: units[unit]!, kind, after, came: came.length, left })];
            }),
          );
      }),
    );
  }
}

function isStillThere({ people }: Market, { person, employer }: Newcomer, cameAt: number): boolean {
  return (
    people.employer[person] === employer &&
    people.hiredAt[person] === cameAt &&
    people.stage[person] !== Stage.left
  );
}
