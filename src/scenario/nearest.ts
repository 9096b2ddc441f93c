import leven from 'leven';
import { shortened } from './scenario-error.ts';

/** The candidate a misspelt word most likely meant, or undefined when none is near. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plainWord(shortened(word));
  let best: string | undefined;
  let bestDistance = Math.max(wanted.length <= 3 ? 1 : 2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const plain = plainWord(candidate);
    const distance = plain.length > 80 ? Number.POSITIVE_INFINITY : slips(wanted, plain);
    if (distance < bestDistance && distance < Math.max(wanted.length, plain.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters that stand in another order are one slip: leven counts two where two were swapped. */
function slips(one: string, other: string): number {
  const letters = (word: string) => [...word].sort().join('');
  return Math.min(leven(one, other), letters(one) === letters(other) ? 1 : Number.POSITIVE_INFINITY);
}

/** `looksPerMonth`, `looks_per_month` and `Looks per month` all mean `looks-per-month`. */
export function plainWord(word: string): string {
  return word
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[\s_]/g, '-')
    .toLowerCase();
}

/** Whether two names are so alike that one is most likely the other misspelt; names that differ in numbers alone are two. */
export function isAlike(one: string, other: string): boolean {
  const withoutDigits = (text: string) => text.replace(/\d+/g, '');
  if (withoutDigits(one) === withoutDigits(other)) return false;
  return leven(one, other) <= Math.min(2, Math.max(one.length, other.length) / 4);
}

/** "did you mean x?", or what to do when nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>, otherwise: string): string {
  return asMeant(nearestWord(word, candidates)) ?? otherwise;
}

/** The same of what is known to be meant, if anything is. */
export const asMeant = (meant: string | undefined): string | undefined =>
  meant === undefined ? undefined : `did you mean ${meant}?`;

/** "a, b or c", cut when there are many. */
export function oneOf(said: readonly string[], atMost = 30): string {
  const words = [...new Set(said)]; // an id written twice is a mistake of its own
  if (words.length === 0) return 'nothing (there is none)';
  if (words.length === 1) return words[0]!;
  if (words.length > atMost) return `${words.slice(0, atMost).join(', ')}, … (${words.length} in all)`;
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
