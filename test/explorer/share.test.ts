import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shared } from '../../src/explorer/link-form.ts';
import { LinkMistake, linkOf, readLink } from '../../src/explorer/share.ts';

const packed = (text: string | Uint8Array) => `#s=${deflateRawSync(text).toString('base64url')}`;

test('what a link carries comes back, whatever the text', async () => {
  const shared = fc.record(
    {
      scenario: fc.stringMatching(/^[a-z0-9-]{1,64}$/),
      text: fc.string({ unit: 'grapheme', maxLength: 300 }),
      month: fc.constantFrom('2023-08', '2030-12'),
      flows: fc.constantFrom('sectors', 'regions'),
    },
    { requiredKeys: ['scenario'] },
  );
  await fc.assert(
    fc.asyncProperty(shared, async (given) => {
      expect(await readLink(`#${await linkOf(given as Shared)}`)).toEqual(given);
    }),
    { numRuns: 50 },
  );
});

test('an address without a link is none', async () => {
  expect(await readLink('')).toBeNull();
  expect(await readLink('#curve')).toBeNull();
});

/** A text that hardly packs. */
const mixed = (length: number) =>
  Array.from({ length: length / 40 + 1 }, (_, at) => createHash('sha256').update(`${at}`).digest('base64'))
    .join('')
    .slice(0, length);

describe('how much a link carries', () => {
  test('as long a text as the page takes, and no longer', async () => {
    const [most, more] = [50_000, 50_001].map((length) => ({ scenario: 'baseline', text: mixed(length) }));
    const link = await linkOf(most!);
    expect(link.length).toBeGreaterThan(50_000);
    expect(await readLink(`#${link}`)).toEqual(most);
    await expect(linkOf(more!)).rejects.toThrow('too long for a link');
  });

  test.each([
    [
      'a text that does not pack into an address',
      Array.from({ length: 30_000 }, (_, at) =>
        String.fromCharCode(0x4e00 + ((at * at * 7919) % 20_011)),
      ).join(''),
      'too long for a link',
    ],
    ['a text nested without end', '['.repeat(49_000), 'nested too deeply'],
  ])('%s is given no link', async (_, text, why) => {
    await expect(linkOf({ scenario: 'baseline', text })).rejects.toThrow(why);
  });

  test.each([
    ['an endless address', `#s=${'A'.repeat(100_000)}`, 'too long to be one of ours'],
    [
      'brackets without end',
      packed(JSON.stringify({ scenario: 'baseline', text: '['.repeat(49_000) })),
      'nested too deeply',
    ],
  ])('%s is told for what it is', async (_, hash, why) => {
    await expect(readLink(hash)).rejects.toThrow(why);
  });
});

describe('a link from a stranger is refused', () => {
  test.each([
    ['no base64', '#s=<script>alert(1)</script>'],
    ['nothing', '#s='],
    ['damaged bytes', '#s=AAAAAAAA'],
    ['no JSON', packed('name: a')],
    ['another form', packed('[1]')],
    ['a scenario that is a path', packed('{"scenario":"../../etc/passwd"}')],
    ['keys that are not ours', packed('{"scenario":"baseline","onload":"alert(1)"}')],
    ['a key that would change all objects', packed('{"scenario":"baseline","__proto__":{"isAdmin":true}}')],
    ['a constructor', packed('{"scenario":"baseline","constructor":{"prototype":{"isAdmin":true}}}')],
    ['a text of a type', packed('{"scenario":"baseline","text":{"toString":1}}')],
    ['a month that is none', packed('{"scenario":"baseline","month":"2023-13"}')],
    ['a text too long', packed(JSON.stringify({ scenario: 'baseline', text: 'a'.repeat(50_001) }))],
    ['more than it seems: a megabyte of nothing', packed(`{"scenario":"baseline"${' '.repeat(1_000_000)}}`)],
    ['bytes that are no UTF-8', packed(Buffer.from('{"scenario":"baseline","text":"\xff"}', 'latin1'))],
    ['an endless address', `#s=${'A'.repeat(100_000)}`],
  ])('%s', async (_, hash) => {
    await expect(readLink(hash)).rejects.toThrow(LinkMistake);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });
});
