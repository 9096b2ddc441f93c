import { type EmbeddedChart, mountCharts } from './charts.ts';
import { sortableTables } from './tables.ts';

/** What the page does in a browser, beyond what its HTML says already: tables sort, charts answer. */
sortableTables(document);
const data = document.getElementById('charts');
if (data !== null) mountCharts(JSON.parse(data.textContent ?? '[]') as EmbeddedChart[]);
