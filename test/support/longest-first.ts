import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than a minute in the long suite, the longest first. */
const LONGEST = [
  'cli/help-examples',
  'explorer/page',
  'experiments/calibrate/calibrate',
  'readme',
  'experiments/locality',
  'report-page',
  'model/directions',
  'model/naive-twin',
  'model/invariance',
  'model/laws',
  'cli/queue',
  'model/teams',
  'tutorial',
  'explorer/keyboard',
  'package',
  'cli/kills',
];

/** In a fresh clone Vitest starts with the files that have the most text: a short one that takes minutes came last, with the other worker idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}
