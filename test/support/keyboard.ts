import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What of a browser's document the functions below use; the types of a whole browser would be in every test. */
interface Element {
  readonly id: string;
  readonly tagName: string;
  readonly textContent: string | null;
  readonly shadowRoot: { readonly activeElement: Element | null } | null;
  readonly parentElement: Element | null;
  getAttribute(name: string): string | null;
  contains(other: Element | null): boolean;
  getBoundingClientRect(): { left: number; right: number; top: number; bottom: number };
}
declare const document: {
  readonly activeElement: Element | null;
  readonly body: Element;
  elementFromPoint(x: number, y: number): Element | null;
};
declare const innerWidth: number;
declare const innerHeight: number;
declare function getComputedStyle(element: Element): { outlineStyle: string; outlineWidth: string };

/** Where the keyboard is, and what a reader sees of it. */
export interface Focus {
  /** Id, name and text of the element: enough to know it by. */
  readonly what: string;
  /** Whether it, or what holds it closely, has an outline. */
  readonly isMarked: boolean;
  /** Whether some of it is in the window, and on top. */
  readonly isSeen: boolean;
  readonly isNowhere: boolean;
}

export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const host = document.activeElement ?? document.body;
    const element = host.shadowRoot?.activeElement ?? host;
    const outlined = (one: Element | null, up: number): boolean => {
      if (one === null || up === 0) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return (
        (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 1) ||
        outlined(one.parentElement, up - 1)
      );
    };
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x0, x1] = [Math.max(0, left), Math.min(innerWidth, right)];
    const [y0, y1] = [Math.max(0, top), Math.min(innerHeight, bottom)];
    const isOnTop = [0.1, 0.5, 0.9].some((down) =>
      [0.1, 0.5, 0.9].some((over) => {
        const found = document.elementFromPoint(x0 + (x1 - x0) * over, y0 + (y1 - y0) * down);
        return found !== null && (element.contains(found) || found.contains(element) || found === host);
      }),
    );
    const name = element.getAttribute('aria-label') ?? '';
    return {
      what: `${element.tagName.toLowerCase()} #${element.id} ${name} ${(element.textContent ?? '').trim().slice(0, 80)}`,
      isMarked: outlined(element, 4),
      isSeen: x1 > x0 && y1 > y0 && isOnTop,
      isNowhere: element === document.body,
    };
  });

/** Presses Tab until the keyboard is there. Everything on the way has to show that it is. @throws when it cannot be reached. */
export async function tabTo(page: Page, wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    await page.keyboard.press(key);
    let focus = await focusOf(page);
    if (!focus.isMarked || !focus.isSeen) {
      await page.waitForTimeout(SOON); // the editor is told by a timer, and what scrolls sideways does so when it is drawn
      focus = await focusOf(page);
    }
    if (!focus.isNowhere) expect(focus, focus.what).toMatchObject({ isMarked: true, isSeen: true });
    if (wanted.test(focus.what)) return;
    passed.push(focus.what);
  }
  throw new Error(`${wanted} cannot be reached; passed ${passed.slice(-20).join(' | ')}`);
}
/** Milliseconds. */
const SOON = 100;
const MOST_PRESSES = 400;
