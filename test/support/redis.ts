import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { PROJECT } from './talentflow.ts';

/** A real Redis of the machine (Debian: redis-server) with its append-only file on, in a folder of a test's own. */
export class RedisServer {
  readonly port: number;
  /** The certificate that clients must trust, when the server speaks TLS alone. */
  readonly certificate: string | null;
  readonly #folder: string;
  readonly #password = 'secret';
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, certificate: string | null) {
    this.port = port;
    this.#folder = folder;
    this.certificate = certificate;
  }

  static async start(folder: string): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), folder, null);
    await server.up();
    return server;
  }

  /** One that speaks TLS alone, with a certificate of its own making (Debian: openssl). */
  static async startWithTls(folder: string): Promise<RedisServer> {
    const certificate = join(folder, 'certificate.pem');
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
    const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
    const files = ['-keyout', join(folder, 'key.pem'), '-out', certificate];
    const made = spawnSync('openssl', [...request, ...names, ...files], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
    const server = new RedisServer(await freePort(), folder, certificate);
    await server.up();
    return server;
  }

  get url(): string {
    const scheme = this.certificate === null ? 'redis' : 'rediss';
    return `${scheme}://:${this.#password}@127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const { certificate } = this;
    const key = join(this.#folder, 'key.pem');
    const tls = ['--tls-auth-clients', 'no', '--tls-cert-file', certificate ?? '', '--tls-key-file', key];
    const words = [
      '--port',
      certificate === null ? String(this.port) : '0',
      ...(certificate === null ? [] : ['--tls-port', String(this.port), ...tls]),
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
    const trust = certificate === null ? {} : { tls: { ca: readFileSync(certificate) } };
    const redis = new Redis(this.url, { ...trust, maxRetriesPerRequest: null, retryStrategy: () => 50 });
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
export function startWorker(url: string, cwd: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [`${PROJECT}/dist/talentflow.js`, 'worker', '--queue', url], {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
}
