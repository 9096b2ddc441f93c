/** A market small enough to run in a blink: two employers, everybody looks every month. */
export const TWO_EMPLOYERS = `name: two-employers
calendar: { start: 2020-01, end: 2020-12 }
people: { count: 300, looks-per-month: 1, contacts: all, taste: { autonomy: 0.1 } }
choice: { elasticity: 4.1, cost-of-moving: 0 }
employers:
  - { id: calm, sector: firm, staff: 150, vacancies: unlimited, pay: 200000 USD/year, autonomy: 1 }
  - { id: rich, sector: firm, staff: 150, vacancies: unlimited, pay: 220000 USD/year, autonomy: 0 }
`;

/** The same, long enough to be interrupted: a hundred years. */
export const SLOW_MARKET = TWO_EMPLOYERS.replace('two-employers', 'slow-market')
  .replace('end: 2020-12', 'end: 2119-12')
  .replace('count: 300', 'count: 3000')
  .replaceAll('staff: 150', 'staff: 1500');
