/** What stands around an explanation that is told by hand. */
export const runTold = {
  scenario: 'market',
  title: 'A market',
  seed: 'x',
  replicate: 0,
  scale: 1,
  from: '2020-01',
  until: '2022-12',
};

export const placeNamed = (id: string) => ({ id, unit: id, sector: 'firm', region: 'here' });
