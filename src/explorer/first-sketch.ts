import { type PackedSketch, packedSketch } from './packed-sketch.ts';
import type { Answer } from './protocol.ts';
import { Runner } from './runner.ts';
import { type EngineWorld, startingText } from './world.ts';

/** What the page would show first, run by the build: the sketch of the baseline. @throws when it cannot be run. */
export async function firstSketch(world: EngineWorld): Promise<PackedSketch> {
  const answers: Answer[] = [];
  const runner = new Runner(world, {
    answer: (one) => answers.push(one),
    now: () => 0, // how long it took elsewhere tells a reader nothing
    breathe: async () => {},
  });
  const text = startingText(world, 'baseline');
  await runner.run({ kind: 'run', id: 0, text, stage: 'sketch', replicate: 0, keeps: false });
  const isOf = <Kind extends Answer['kind']>(kind: Kind) =>
    answers.find((one): one is Extract<Answer, { kind: Kind }> => one.kind === kind);
  const [read, result] = [isOf('read'), isOf('result')];
  if (read === undefined || result === undefined) throw new Error(JSON.stringify(answers.at(-1)));
  return packedSketch({ read, result });
}
