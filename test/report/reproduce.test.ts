import { expect, test } from 'vitest';
import { wordsToMake } from '../../src/cli/words-to-make.ts';
import type { Manifest } from '../../src/report/manifest.ts';
import { commandsFor } from '../../src/report/reproduce.ts';

const commandsOf = (words: readonly string[] | null | undefined) =>
  commandsFor({ folder: 'output/it', manifest: { experiment: { words } } as Manifest });

test('results are made again by the words that made them, as a shell reads them, into the same folder', () => {
  expect(commandsOf(['sweep', 'my market.yaml', '--over', 'a.b=1:3:3', '--set', "title=it's"])).toEqual([
    String.raw`talentflow sweep 'my market.yaml' --over a.b=1:3:3 --set 'title=it'\''s' --out output/it`,
    'talentflow verify output/it',
  ]);
});

test.each([null, undefined])(
  'results that no command line made, or one of an older version, are only proved',
  (words) => {
    expect(commandsOf(words)).toEqual(['talentflow verify output/it']);
  },
);

test('where results go, how runs are made and what is printed is not among the words', () => {
  const typed =
    'compare a.yaml b.yaml --out x --workers 2 --queue redis://:secret@host --points=p --json --quiet --fresh --force --seed=2 --scale 0.1';
  expect(wordsToMake(typed.split(' '))).toEqual([
    'compare',
    'a.yaml',
    'b.yaml',
    '--seed=2',
    '--scale',
    '0.1',
  ]);
  expect(wordsToMake(['run', '--queue=redis://:secret@host', '--out=x\ny', '--json=true'])).toEqual(['run']);
});
