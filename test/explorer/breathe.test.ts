import { expect, test } from 'vitest';
import { breathe } from '../../src/explorer/breathe.ts';

test('each of two breaths at once comes back: one run waits while another is asked for', async () => {
  const back: string[] = [];
  await Promise.all([breathe().then(() => back.push('first')), breathe().then(() => back.push('second'))]);
  expect(back).toEqual(['first', 'second']);
});
