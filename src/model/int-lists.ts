import { longer, longerInSteps } from './columns.ts';

const FIRST_WORDS = 4096;
const FIRST_LISTS = 1024;
/** Share of the stretch that is used; what is left does for a month of moves, where the stretch is long. */
const ALMOST_FULL = 7 / 8;

/**
 * Many short lists of whole numbers, by number of the list, in one stretch of memory: an array for each would lie somewhere of its own, and
 * be reached by three accesses, one after the other, to distant memory. A list that is full moves to the end, with twice the room.
 */
export class IntLists {
  /** Those of a list stand from `startOf` on, as many as `lengthOf` says, until the next `extend`. */
  words: Int32Array = new Int32Array(FIRST_WORDS);
  private used = 0;
  private starts = new Int32Array(FIRST_LISTS);
  private lengths = new Int32Array(FIRST_LISTS);
  private rooms = new Int32Array(FIRST_LISTS);

  startOf(list: number): number {
    return this.starts[list]!;
  }

  /** 0 for a list that nothing was put into. */
  lengthOf(list: number): number {
    return list < this.lengths.length ? this.lengths[list]! : 0;
  }

  /** Makes a list longer. @returns where the new numbers begin in `words`, for the caller to write. */
  extend(list: number, by: number): number {
    while (list >= this.starts.length) this.makeRoomForLists();
    const length = this.lengths[list]!;
    if (length + by > this.rooms[list]!) this.move(list, 2 * (length + by));
    this.lengths[list] = length + by;
    return this.starts[list]! + length;
  }

  /** Room ahead where little is left, giving way on its way: at full size a longer stretch of memory takes its time. */
  *makeRoomInSteps(): Generator<void, void> {
    if (this.used > ALMOST_FULL * this.words.length)
      this.words = yield* longerInSteps(this.words, 2 * this.words.length);
  }

  shorten(list: number, by: number): void {
    this.lengths[list]! -= by;
  }

  private move(list: number, room: number): void {
    while (this.used + room > this.words.length) this.words = longer(this.words, 2 * this.words.length);
    const start = this.starts[list]!;
    this.words.copyWithin(this.used, start, start + this.lengths[list]!);
    this.starts[list] = this.used;
    this.rooms[list] = room;
    this.used += room;
  }

  private makeRoomForLists(): void {
    this.starts = longer(this.starts, 2 * this.starts.length);
    this.lengths = longer(this.lengths, 2 * this.lengths.length);
    this.rooms = longer(this.rooms, 2 * this.rooms.length);
  }
}
