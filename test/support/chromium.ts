import { type Browser, chromium } from 'playwright-core';

/** Switches of a Chromium without a desktop, a network or a profile; playwright gives it a new user folder. */
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: SWITCHES });
