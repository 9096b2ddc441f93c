// Writes the values of the posterior's best set, evidence/posterior.csv set 0, into scenarios/baseline.yaml: `npm run adopt-posterior`.
// A value keeps what backs it; its `why` says that it was calibrated and under which prior, and its range is widened where it must be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse, parseDocument } from 'yaml';

const BASELINE = 'scenarios/baseline.yaml';
const MARK = /^calibrated \([^)]*\)(: )?/;

const lines = readFileSync('evidence/posterior.csv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const [, , ...paths] = lines[0].split(',');
const [set, , ...values] = lines[1].split(',').map(Number);
if (set !== 0) throw new Error(`evidence/posterior.csv begins with set ${set}, not with set 0`);

const priorOf = new Map();
for (const file of readdirSync('evidence/priors')) {
  if (file.endsWith('.held-out.yaml')) continue;
  const prior = parse(readFileSync(`evidence/priors/${file}`, 'utf8'));
  for (const part of [prior, ...(prior.parts ?? [])])
    for (const { path } of part.targets ?? []) priorOf.set(path, prior.id);
}

const text = readFileSync(BASELINE, 'utf8');
const document = parseDocument(text);
const edits = paths.flatMap((path, at) => editsOf(path, values[at]));
const edited = edits
  .sort((one, other) => other.from - one.from)
  .reduce((so, { from, to, by }) => so.slice(0, from) + by + so.slice(to), text);
writeFileSync(BASELINE, edited);
console.log(`${paths.length} values of set 0 are in ${BASELINE}: ${edits.length} edits.`);

function editsOf(path, value) {
  const node = find(path);
  const number = node.get('value', true);
  if (number === undefined) throw new Error(`${path} has no \`value\` in ${BASELINE}`);
  const edits = number.value === value ? [] : [replacing(number, String(value))];
  const range = node.get('range', true);
  if (range) {
    const [low, high] = range.toJSON();
    if (value < low || value > high)
      edits.push(
        replacing(range, `[${Math.min(low, outward(value, -1))}, ${Math.max(high, outward(value, 1))}]`),
      );
  }
  const why = node.get('why', true);
  const said = `calibrated (${priorOf.get(path)})`;
  if (why) {
    const before = String(why.value).replace(MARK, '');
    const after = before === '' ? said : `${said}: ${before}`;
    if (after !== why.value) edits.push(replacing(why, JSON.stringify(after)));
  } else {
    const end = node.range[1] - 1;
    const space = text[end - 1] === ' ' ? end - 1 : end;
    edits.push({ from: space, to: space, by: `, why: ${JSON.stringify(said)}` });
  }
  return edits;
}

function replacing(node, by) {
  return { from: node.range[0], to: node.range[1], by };
}

/** Two digits, away from the value. */
function outward(value, sign) {
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 1);
  return Number(((sign < 0 ? Math.floor(value / unit) : Math.ceil(value / unit)) * unit).toPrecision(2));
}

/** The node at a path as `--set` takes it: keys, ids of items, positions in brackets. */
function find(path) {
  let node = document.contents;
  for (const key of path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')) {
    if (node.items && node.constructor.name === 'YAMLSeq')
      node = /^\d+$/.test(key) ? node.items[Number(key)] : node.items.find((item) => item.get('id') === key);
    else node = node.get(key, true);
    if (node === undefined) throw new Error(`${path} is not in ${BASELINE}`);
  }
  return node;
}
