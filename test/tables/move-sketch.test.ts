import { expect, test } from 'vitest';
import { simulate } from '../../src/model/simulation.ts';
import { MoveSketch, movesThatDiffer } from '../../src/tables/move-sketch.ts';
import { plainScenario } from '../support/stored-runs.ts';

/** The sketch of a run, and its moves one by one. */
function movesOf(set: readonly string[]) {
  const sketch = new MoveSketch();
  const moves = new Set<string>();
  let month = 0;
  const onMove = (person: number, to: number) => {
    sketch.add(person, to);
    moves.add(`${month} ${person} ${to}`);
  };
  for (const _ of simulate(plainScenario(set), { onMove })) {
    sketch.endMonth();
    month++;
  }
  return { sketch, moves };
}

test('the same moves differ by exactly nothing', () => {
  expect(movesThatDiffer(movesOf([]).sketch.counters, movesOf([]).sketch.counters)).toBe(0);
});

test('the number of moves that two runs do not share is told within its error', () => {
  const base = movesOf([]);
  const policy = movesOf(['employers.rich.pay=240000']);
  const truly =
    [...base.moves].filter((move) => !policy.moves.has(move)).length +
    [...policy.moves].filter((move) => !base.moves.has(move)).length;
  expect(truly).toBeGreaterThan(100);
  // 5 standard errors of 4.4%
  expect(Math.abs(movesThatDiffer(base.sketch.counters, policy.sketch.counters) / truly - 1)).toBeLessThan(
    0.22,
  );
});

test('many moves of one run alone are told by their number, not by its square', () => {
  const sketch = new MoveSketch();
  for (let person = 0; person < 20_000; person++) sketch.add(person, 7);
  // 5 standard errors of 4.4%
  expect(Math.abs(movesThatDiffer(sketch.counters, new MoveSketch().counters) / 20_000 - 1)).toBeLessThan(
    0.22,
  );
});
