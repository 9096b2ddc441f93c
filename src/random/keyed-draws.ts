import seedrandom from 'seedrandom';
import { quickGumbel, quickNormal } from '../maths/quick-quantiles.ts';
import { threefry, threefryFirstWords } from './threefry.ts';

/** 2^−32; a word plus a half times this lies in (0, 1), both ends excluded, so that its logarithm is finite. */
const WORD_SIZE = 2.3283064365386963e-10;

/** The draws of one decision in one month. `draw` fills two words for (who, other); every reader then takes them. */
export class Stream {
  readonly words = new Int32Array(2);
  private readonly key0: number;
  private readonly key1: number;

  constructor(key0: number, key1: number) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** @param who a person's or employer's key. @param other an employer's key or a counter. Both 32 bits. */
  draw(who: number, other: number): void {
    threefry(this.key0, this.key1, who, other, this.words);
  }

  /** The first word of `draw` for each of so many others at once. */
  drawMany(who: number, others: Int32Array, count: number, words: Int32Array): void {
    threefryFirstWords(this.key0, this.key1, who, others, count, words);
  }

  /** Uniform on (0, 1). */
  uniform(who: number, other: number): number {
    threefry(this.key0, this.key1, who, other, this.words);
    return asUniform(this.words[0]!);
  }

  /** Standard Gumbel. */
  gumbel(who: number, other: number): number {
    threefry(this.key0, this.key1, who, other, this.words);
    return quickGumbel(this.words[0]!);
  }

  /** Standard normal. */
  normal(who: number, other: number): number {
    threefry(this.key0, this.key1, who, other, this.words);
    return quickNormal(this.words[0]!);
  }
}

/** A word of 32 bits as a number strictly between 0 and 1. */
export function asUniform(word: number): number {
  return ((word >>> 0) + 0.5) * WORD_SIZE;
}

/**
 * All the randomness of one run: a draw is a function of (seed, decision, month, who, other), never of what was drawn
 * before. Key schedule: K = threefry(seed, (decision, month)); words = threefry(K, (who, other)).
 */
export class KeyedDraws {
  private readonly seed: Int32Array;
  private readonly key = new Int32Array(2);
  /** By decision, the month last opened and its stream: most decisions are opened many times in one month. */
  private readonly monthOpened: number[] = [];
  private readonly opened: Stream[] = [];

  /** @param seed any text; seedrandom expands it to 64 bits. */
  constructor(seed: string) {
    const expand = seedrandom(seed);
    this.seed = Int32Array.of(expand.int32(), expand.int32());
  }

  /** @param month a number that names the month, or 0 for decisions made once. */
  open(decision: number, month: number): Stream {
    if (this.monthOpened[decision] !== month) {
      threefry(this.seed[0]!, this.seed[1]!, decision, month, this.key);
      this.opened[decision] = new Stream(this.key[0]!, this.key[1]!);
      this.monthOpened[decision] = month;
    }
    return this.opened[decision]!;
  }
}
