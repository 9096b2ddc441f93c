import { register } from 'tsx/esm/api';

/** Vitest comes by before every file of tests, in a process that stays the same. */
const here = globalThis as { readsTypeScript?: boolean };
if (here.readsTypeScript !== true) register();
here.readsTypeScript = true;
