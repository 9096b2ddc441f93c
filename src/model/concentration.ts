import type { Market } from './market.ts';
import type { ConcentrationRow } from './records.ts';

/** The concentration ratio is that of the five largest (CR5), as is usual: `topFive` of the record. */
const TOP = 5;

/** Step 12, its part: how concentrated AI staff are. @param isObserved by group: whether its sector is the one observed. */
export function concentrationOf(market: Market, isObserved: readonly boolean[]): ConcentrationRow {
  const { employers } = market;
  const top = new Int32Array(TOP); // largest first
  let [staff, squares, observed] = [0, 0, 0];
  for (let employer = 1; employer < market.employerCount; employer++) {
    const group = employers.group[employer]!;
    const people = group < 0 ? 0 : employers.headcount[employer]!;
    if (people === 0) continue;
    staff += people;
    squares += people * people;
    if (isObserved[group]) observed += people;
    keepLargest(top, people);
  }
  return Object.freeze({ staff, squares, topFive: top.reduce((sum, people) => sum + people, 0), observed });
}

function keepLargest(top: Int32Array, people: number): void {
  if (people <= top[TOP - 1]!) return;
  let at = TOP - 1;
  while (at > 0 && top[at - 1]! < people) {
    top[at] = top[at - 1]!;
    at--;
  }
  top[at] = people;
}
