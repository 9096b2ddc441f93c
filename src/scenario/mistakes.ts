import { type Mistake, type Place, placeText, ScenarioError } from './scenario-error.ts';

/** Collects mistakes while a scenario is read; the same one is kept once. */
export class Mistakes {
  readonly list: Mistake[] = [];
  readonly #seen = new Set<string>();

  add(place: Place, path: string, found: string, expected: string, remedy: string): void {
    const last = path.slice(path.lastIndexOf('.') + 1); // a sector's number is reported once, not for each employer
    const key = `${placeText(place)} ${last} ${found} ${expected}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ place, path: path === '' ? '(whole file)' : path, found, expected, remedy });
  }

  /** Takes out what was said of one value, of which more is known now. */
  removeAt(place: Place): void {
    const others = this.list.filter((mistake) => mistake.place !== place);
    this.list.splice(0, this.list.length, ...others);
  }

  /** Takes out what an item of a list lacks. @returns the keys that were missing, or what was missing otherwise. */
  removeMissing(path: string): string[] {
    const isOf = (mistake: Mistake) =>
      /^(nothing|none of )/.test(mistake.found) && `${mistake.path}.`.startsWith(`${path}.`);
    const missing = this.list
      .filter(isOf)
      .map((mistake) => (mistake.path === path ? mistake.expected : mistake.path.slice(path.length + 1)));
    this.list.splice(0, this.list.length, ...this.list.filter((mistake) => !isOf(mistake)));
    return missing;
  }

  /** Throws all of them, in the order of the files, then by line and column; last those of `--set`, in their order. */
  throwIfAny(files: readonly string[], settings: readonly string[]): void {
    if (this.list.length === 0) return;
    const rank = (place: Place): [number, number, number] => {
      if ('set' in place) return [files.length + 1, settings.indexOf(place.set), 0];
      const at = files.indexOf(place.file);
      return [at < 0 ? files.length : at, place.line, place.column];
    };
    const ranked = this.list.map((mistake) => ({ mistake, rank: rank(mistake.place) }));
    ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2]);
    throw new ScenarioError(ranked.map(({ mistake }) => mistake));
  }
}
