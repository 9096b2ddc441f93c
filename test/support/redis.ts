import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { PROJECT } from './talentflow.ts';

/** A real Redis of the machine (Debian: redis-server) with its append-only file on, in a folder of a test's own. */
export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  readonly #password: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, password: string) {
    this.port = port;
    this.#folder = folder;
    this.#password = password;
  }

  static async start(folder: string, password = 'secret'): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), folder, password);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://:${this.#password}@127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const words = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--dir',
      this.#folder,
      '--save',
      '',
      '--appendonly',
      'yes',
      '--requirepass',
      this.#password,
    ];
    this.#process = spawn('redis-server', words, { stdio: 'ignore' });
    const redis = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on('error', () => {});
    await redis.ping();
    redis.disconnect();
  }

  async kill(): Promise<void> {
    const gone = once(this.#process!, 'exit');
    this.#process!.kill('SIGKILL');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await setTimeout(50);
  return port;
}

/** A real worker process. */
export function startWorker(url: string, cwd: string): ChildProcess {
  return spawn(process.execPath, [`${PROJECT}/dist/talentflow.js`, 'worker', '--queue', url], {
    cwd,
    stdio: 'ignore',
  });
}
