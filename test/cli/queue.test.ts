import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutPassword } from '../../src/runtime/queue.ts';
import {
  resultMessage,
  resultOfMessage,
  taskMessage,
  taskOfMessage,
} from '../../src/runtime/queue-messages.ts';
import { runPoint } from '../../src/runtime/run-here.ts';
import { isCi, isLong, longTest } from '../support/long-suite.ts';
import { SLOW_MARKET } from '../support/markets.ts';
import { RedisServer, startWorker } from '../support/redis.ts';
import { plainPlan, plainScenario } from '../support/stored-runs.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';

const scenario = plainScenario();
const task = { point: plainPlan(scenario, 1).points[0]!, scenario };

test('a task comes back from its message; another engine, or another point than is named, is refused', () => {
  const message = taskMessage(task, '0.1.0');
  expect(taskOfMessage(JSON.parse(JSON.stringify(message)))).toEqual(task);
  expect(() => taskOfMessage({ ...message, engine: 'e'.repeat(64) })).toThrow(
    'start workers of the same version',
  );
  expect(() => taskOfMessage({ ...message, seed: 'another' })).toThrow('do not give the point that is named');
  expect(() => taskOfMessage({ ...message, extra: 1 })).toThrow();
  expect(() => taskOfMessage('rm -rf /')).toThrow(/^no message of talentflow: .*expected object.*$/);
  expect(() => taskOfMessage({ ...message, id: 'x' })).toThrow(/^no message of talentflow: id: .*$/);
});

test('a result comes back from its message, and a changed byte is found', async () => {
  const packed = await runPoint(task, () => {});
  const message = resultMessage(task.point.id, packed);
  const { tables, moves } = packed; // the tables as they were made stay where they were made
  expect(resultOfMessage(task.point.id, message)).toEqual({ tables, moves });
  expect(() => resultOfMessage('f'.repeat(64), message)).toThrow('another point');
  const harmed = Buffer.from(message);
  const { bytes } = packed.tables[0]!;
  harmed[message.indexOf(Buffer.from(bytes)) + 30]! ^= 1;
  expect(() => resultOfMessage(task.point.id, harmed)).toThrow('other bytes than were sent');
});

test('a result of other tables, or whose cells are not what its worker made, is found, though its bytes came whole', async () => {
  const { tables, moves } = await runPoint(task, () => {});
  const { id } = task.point;
  const fewer = resultMessage(id, { tables: tables.slice(1), moves });
  expect(() => resultOfMessage(id, fewer)).toThrow('the result has other tables');
  const [first, ...others] = tables;
  const other = resultMessage(id, { tables: [{ ...first!, sha256: 'f'.repeat(64) }, ...others], moves });
  expect(() => resultOfMessage(id, other)).toThrow(`table ${first!.name} has other cells than it says`);
});

test.each([
  ['localhost', 'redis://… or, with TLS, rediss://…'],
  ['http://localhost', 'redis://… or, with TLS, rediss://…'],
  ['redis://localhost:99999', 'redis://… or, with TLS, rediss://…'],
  ['redis://:hidden@localhost:port', 'redis://:…@localhost:port'],
])('worker --queue %s is a mistake that is told', async (url, told) => {
  const { code, err } = await talentflow(['worker', '--queue', url], { cwd: '/' });
  expect([code, err]).toEqual([2, expect.stringContaining(told)]);
});

test.each([
  ['redis://localhost:6379', 'redis://localhost:6379'],
  ['redis://user@localhost:6379', 'redis://user@localhost:6379'],
  ['redis://:hidden@localhost', 'redis://:…@localhost'],
  ['redis://user:hid@den:and/more@localhost:6379/0', 'redis://user:…@localhost:6379/0'],
  ['user:hidden@localhost', 'user:…@localhost'],
  ['run a.yaml --queue=rediss://:hidden@host --set b=c:d', 'run a.yaml --queue=rediss://:…@host --set b=c:d'],
])('%s is shown without its password', (given, shown) => {
  expect(withoutPassword(given)).toBe(shown);
});

/** The command with an engine that differs by a comment. */
function anotherEngine(folder: string): string {
  const dist = join(folder, 'another', 'dist');
  cpSync(join(PROJECT, 'dist'), dist, { recursive: true });
  for (const shared of ['node_modules', 'package.json'])
    symlinkSync(join(PROJECT, shared), join(folder, 'another', shared));
  appendFileSync(join(dist, 'engine.js'), '// another\n');
  return join(dist, 'talentflow.js');
}

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis && isCi) throw new Error('no redis-server: install it (Debian: apt-get install redis-server)');

describe('a cluster: a real Redis and real worker processes', () => {
  const folder = emptyFolder();
  const cwd = folder.path;
  const workers: ChildProcess[] = [];
  let redis: RedisServer;
  const start = () => workers[workers.push(startWorker(redis.url, cwd)) - 1]!;
  const tablesIn = (results: string) =>
    JSON.parse(readFileSync(join(cwd, results, 'manifest.json'), 'utf8')).files.filter(
      ({ path }: { path: string }) => path.endsWith('.csv'),
    );

  beforeAll(async () => {
    if (!isLong || !hasRedis) return;
    writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2024-12'));
    redis = await RedisServer.start(cwd);
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    if (redis) await redis.kill();
    folder.remove();
  });

  longTest('a worker that is asked to end does, though Redis goes on', async () => {
    const worker = start();
    await setTimeout(4000); // it has connected
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await Promise.race([ended, setTimeout(10_000, 'it goes on')])).toEqual([0, null]);
  });

  longTest(
    'three workers, one killed, and Redis killed and started again: every point once, and the same bytes as locally',
    async () => {
      const ensemble = ['run', 'market.yaml', '--replicates', '24'];
      await talentflow(
        [...ensemble, '--out', 'locally', '--points', 'local-points', '--workers', '2', '--quiet'],
        { cwd },
      );
      const [first] = [start(), start(), start()];
      const overQueue = talentflow(
        [...ensemble, '--out', 'cluster', '--points', 'cluster-points', '--queue', redis.url],
        { cwd },
      );
      const hasSome = (count: number) => async () => {
        while (pointsIn('cluster-points').length < count) await setTimeout(50);
      };
      await hasSome(3)();
      first!.kill('SIGKILL');
      await hasSome(8)();
      await redis.kill();
      await setTimeout(1_000);
      await redis.up();
      const { code, err } = await overQueue;
      expect(err).toContain('The queue cannot be reached');
      expect(err).not.toContain('secret');
      expect(code).toBe(0);
      expect(pointsIn('cluster-points')).toEqual(pointsIn('local-points'));
      expect(tablesIn('cluster')).toEqual(tablesIn('locally'));
    },
    240_000,
  );

  const pointsIn = (store: string): string[] => {
    try {
      return readdirSync(join(cwd, store))
        .filter((name) => !name.startsWith('.'))
        .sort();
    } catch {
      return [];
    }
  };

  longTest('compare goes over the queue too', async () => {
    start();
    writeFileSync(join(cwd, 'other.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2020-06'));
    const { code, out } = await talentflow(
      ['compare', 'other.yaml', 'other.yaml', '--replicates', '2', '--queue', redis.url, '--json', '--quiet'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).outcomes[0]).toMatchObject({ difference: 0, movesChanged: 0 });
  });

  longTest(
    'a worker of another engine leaves the points to those of this one, and both sides tell who is missing',
    async () => {
      for (const worker of workers.splice(0)) worker.kill('SIGKILL');
      const stranger = spawn(process.execPath, [anotherEngine(cwd), 'worker', '--queue', redis.url], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      workers.push(stranger);
      let told = '';
      stranger.stderr!.setEncoding('utf8').on('data', (text) => {
        told += text;
      });
      const run = talentflow(
        ['run', 'other.yaml', '--replicates', '4', '--queue', redis.url, '--points', 'left'],
        { cwd },
      );
      while (!told.includes('leaves them: start workers of the same version')) await setTimeout(100);
      start();
      const { code, err } = await run;
      expect([code, err]).toEqual([0, expect.stringContaining('no worker of this engine')]);
      expect(told).not.toContain('refused');
    },
    120_000,
  );

  longTest('a market that cannot go on is told as poison, and the rest is run', async () => {
    start();
    const small = SLOW_MARKET.replace('count: 3000', 'count: 30').replaceAll('staff: 1500', 'staff: 15');
    const sound = small.replace('end: 2119-12', 'end: 2095-12');
    writeFileSync(join(cwd, 'sound.yaml'), sound);
    // Well written, and yet keys have no room for so many months.
    const endless = sound.replace('end: 2095', 'spin-up: 1200, end: 2095');
    writeFileSync(join(cwd, 'poison.yaml'), endless.replace('slow-market', 'poison'));
    const { code, err } = await talentflow(
      [
        'compare',
        'sound.yaml',
        'poison.yaml',
        '--replicates',
        '3',
        '--queue',
        redis.url,
        '--points',
        'poisoned',
      ],
      { cwd },
    );
    expect([code, err]).toEqual([3, expect.stringContaining('poison')]);
    expect(err).toContain('shorten spin-up');
    expect(pointsIn('poisoned')).toHaveLength(3);
  });

  longTest(
    'a point that kills each worker that takes it is given up after three, and told',
    async () => {
      for (const worker of workers.splice(0)) worker.kill('SIGKILL');
      writeFileSync(join(cwd, 'deadly.yaml'), SLOW_MARKET.replace('count: 3000', 'count: 60000'));
      let isOver = false;
      const run = talentflow(['run', 'deadly.yaml', '--out', 'deadly', '--queue', redis.url, '--quiet'], {
        cwd,
      }).finally(() => {
        isOver = true;
      });
      let deaths = 0;
      while (!isOver) {
        const worker = start();
        // long enough for the claim of the one before to run out, and for this one to take the point
        for (let waited = 0; waited < 17_000 && !isOver; waited += 100) await setTimeout(100);
        worker.kill('SIGKILL');
        deaths++;
      }
      const { code, err } = await run;
      expect([code, err]).toEqual([
        3,
        expect.stringContaining('the worker that ran it died or could not be heard, 3 times'),
      ]);
      expect(deaths).toBeGreaterThanOrEqual(3);
    },
    240_000,
  );

  longTest('with TLS it works when the certificate is trusted, and is told when it is not', async () => {
    const { path, remove } = emptyFolder();
    const guarded = await RedisServer.startWithTls(path);
    const trust = { NODE_EXTRA_CA_CERTS: guarded.certificate! };
    writeFileSync(join(path, 'market.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2020-06'));
    const run = ['run', 'market.yaml', '--queue', guarded.url, '--quiet'];
    const worker = startWorker(guarded.url, path, trust);
    const trusted = await talentflow(run, { cwd: path, env: trust });
    expect([trusted.code, trusted.err]).toEqual([0, '']);
    const untrusted = await talentflow([...run, '--fresh'], { cwd: path });
    expect([untrusted.code, untrusted.err]).toEqual([3, expect.stringContaining('certificate')]);
    worker.kill('SIGKILL');
    await guarded.kill();
    remove();
  });

  longTest('a Redis that refuses, as one does that is full, is told as such', async () => {
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory', '1');
    const { code, err } = await talentflow(
      ['run', 'other.yaml', '--fresh', '--queue', redis.url, '--points', 'refused'],
      { cwd },
    );
    await client.config('SET', 'maxmemory', '0');
    client.disconnect();
    expect([code, err]).toEqual([3, expect.stringContaining('see its memory')]);
  });

  longTest('a wrong password is told, without it', async () => {
    const { code, err } = await talentflow(['worker', '--queue', redis.url.replace('secret', 'guess')], {
      cwd,
    });
    expect(code).toBe(3);
    expect(err).not.toContain('guess');
  });
});
