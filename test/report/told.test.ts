import { h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { ToldByCommand } from '../../src/report/html/told.tsx';
import { toldIn } from '../../src/report/told-tables.ts';

const headOf = (...rows: readonly string[]) => {
  const told = toldIn(['| factor | μ* |  |', '| --- | --- | --- |', ...rows].join('\n'));
  const page = renderToStaticMarkup(h(ToldByCommand, { told, folder: 'output/sensitivity' }));
  return [...page.matchAll(/<button[^>]*>([^<]*)</g)].map(([, name]) => name);
};

test('a column of remarks is there where a row has one', () => {
  expect(headOf('| pay | 3 |  |', '| luck | 1 | no more than chance |')).toEqual(['factor', 'μ*', 'Remark']);
  expect(headOf('| pay | 3 |  |', '| luck | 1 |  |')).toEqual(['factor', 'μ*']);
});
