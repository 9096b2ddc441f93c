import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect, Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readLink } from '../../src/explorer/share.ts';
import { type PageFiles, type PageServer, readPage, servePage } from '../../src/runtime/page-server.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
afterAll(folder.remove);

interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request whose path is sent as it stands: fetch would tidy `..` away. */
function ask(address: string, path: string, method = 'GET', headers = {}): Promise<Answered> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

describe('the page as it is served', () => {
  let page: PageFiles;
  let server: PageServer;
  beforeAll(async () => {
    page = readPage(join(PROJECT, 'dist/explorer'));
    server = await servePage(page, 0, '127.0.0.1');
  });
  afterAll(async () => {
    server.close();
    await server.closed;
  });

  test('lets nothing run but its own scripts, in its headers and in its text', async () => {
    const { status, headers, body } = await ask(server.address, '/');
    const policy = String(headers['content-security-policy']);
    expect(status).toBe(200);
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; .*frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe/);
    expect(body).toContain(policy.replace("; frame-ancestors 'none'", ''));
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\son[a-z]+=/);
  });

  test.each(['/explorer.js', '/worker.js', '/explorer.css', '/world.json', '/trees.json'])(
    'has %s',
    async (path) => {
      expect((await ask(server.address, path)).status).toBe(200);
    },
  );

  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..\\package.json',
    '//etc/passwd',
    '/parts/../../engine.js',
    '/index.html/',
    '/parts',
    '/%00',
    '/__proto__',
  ])('has nothing at %s', async (path) => {
    expect((await ask(server.address, path)).status).toBe(404);
  });

  test('is found whatever follows its path, and asked for again each time: another version may be installed', async () => {
    const { status, headers } = await ask(server.address, '/?from=a-mail#s=any');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('comes packed to who takes it so, with the length of what is sent', async () => {
    const [plain, packed] = await Promise.all([
      ask(server.address, '/explorer.css'),
      ask(server.address, '/explorer.css', 'GET', { 'accept-encoding': 'gzip' }),
    ]);
    const length = ({ headers }: typeof plain) => Number(headers['content-length']);
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([
      undefined,
      'gzip',
    ]);
    expect(Buffer.byteLength(plain.body)).toBe(length(plain));
    expect(length(packed)).toBeLessThan(length(plain) / 2);
  });

  test.each([
    ['gzip;q=0', false],
    ['gzip; Q=0.000, *', false],
    ['*;q=0', false],
    ['identity', false],
    ['not-gzip', false],
    ['br, gzip;q=0.1', true],
    ['GZIP', true],
    ['deflate;q=0, *;q=0.5', true],
  ])('to Accept-Encoding: %s comes packed: %s', async (header, packs) => {
    const { status, headers } = await ask(server.address, '/explorer.css', 'GET', {
      'accept-encoding': header,
    });
    expect([status, headers['content-encoding']]).toEqual([200, packs ? 'gzip' : undefined]);
  });

  test('on an address of version 6 is told as browsers take it', async () => {
    const own = await servePage(page, 0, '::1').catch(() => null);
    if (own === null) return; // a machine without such addresses
    own.close();
    expect(own.address).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
  });

  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/explorer.js', 'text/javascript; charset=utf-8'],
    ['/explorer.css', 'text/css; charset=utf-8'],
    ['/world.json', 'application/json; charset=utf-8'],
  ])('says what %s is: a browser that may not guess takes nothing else', async (path, type) => {
    expect((await ask(server.address, path)).headers['content-type']).toBe(type);
  });

  test.each([
    ['GET', '/', 200],
    ['GET', '/nothing', 404],
    ['POST', '/', 405],
  ])('keeps other pages away from whatever it answers: %s %s', async (method, path, status) => {
    expect(await ask(server.address, path, method)).toMatchObject({
      status,
      headers: {
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'Accept-Encoding',
      },
    });
  });

  test('ends though somebody has not finished asking', { timeout: 10_000 }, async () => {
    const own = await servePage(page, 0, '127.0.0.1');
    const { port } = new URL(own.address);
    const asking = connect(Number(port), '127.0.0.1').on('error', () => {});
    asking.write('GET / HTTP/1.1\r\nHost: here\r\n');
    await ask(own.address, '/nothing'); // what was written before has come
    own.close();
    await own.closed;
  });

  test.each([
    ['EADDRINUSE', 7007, '--port 7008, or'],
    ['EADDRINUSE', 65_535, '--port 7008, or'],
    ['EACCES', 80, 'write for example --port 7007'],
    ['EADDRNOTAVAIL', 7007, 'leave --host out'],
    ['ENOTFOUND', 7007, 'leave --host out'],
    ['EAI_AGAIN', 7007, 'leave --host out'], // a name, of a machine that has no network
    ['EAFNOSUPPORT', 7007, 'leave --host out'],
  ])('%s at port %i is a mistake of the reader, with a way out', async (code, port, remedy) => {
    const listen = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      queueMicrotask(() => this.emit('error', Object.assign(new Error(code), { code })));
      return this;
    });
    try {
      const served = servePage(page, port, 'here');
      await expect(served).rejects.toMatchObject({
        name: 'UsageMistake',
        remedy: expect.stringContaining(remedy),
      });
    } finally {
      listen.mockRestore();
    }
  });

  test('is only read', async () => {
    expect(await ask(server.address, '/', 'POST')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
    expect(await ask(server.address, '/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
});

describe('talentflow explore', () => {
  const explore = (...words: string[]) => talentflowHere(['explore', ...words], { cwd: folder.path });
  /** Starts the command, and stops it when it has said its address. */
  const exploreUntilServed = (...words: string[]) =>
    talentflow(['explore', '--port', '0', ...words], {
      cwd: folder.path,
      onErr: (err, child) => err.includes('Ctrl-C') && child.kill('SIGINT'),
    });

  test('says its address, on this machine alone, and ends with Ctrl-C', async () => {
    const { code, out } = await exploreUntilServed();
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    expect(code).toBe(0);
  });

  test('begins with a scenario of the reader, which the address carries', async () => {
    const text = 'name: mine\nextends: talentflow:baseline\nchoice: { elasticity: 5 }\n';
    writeFileSync(join(folder.path, 'mine.yaml'), text);
    const { out } = await exploreUntilServed('mine.yaml');
    expect(await readLink(new URL(out.trim()).hash)).toEqual({ scenario: 'baseline', text });
  });

  test.each([
    ['of a name of the package', 'baseline'],
    ['of another', 'base'],
  ])('a policy on a file of the reader, %s, is no policy that the page could read', async (_, name) => {
    mkdirSync(join(folder.path, 'scenarios'), { recursive: true });
    writeFileSync(
      join(folder.path, `scenarios/${name}.yaml`),
      `name: ${name}\nextends: talentflow:baseline\nseed: mine\n`,
    );
    writeFileSync(join(folder.path, 'scenarios/policy.yaml'), `name: policy\nextends: ./${name}.yaml\n`);
    const { code, err } = await explore('scenarios/policy.yaml');
    expect(err).toContain(`found     a scenario of 2 files: scenarios/policy.yaml, scenarios/${name}.yaml`);
    expect(code).toBe(2);
  });

  test('a text that packs into more than an address holds is a mistake of the reader, not a fault of ours', async () => {
    // Thirty thousand signs in no order: three bytes each, of which a packer saves one.
    const signs = Array.from({ length: 30_000 }, (_, at) =>
      String.fromCharCode(0x4e00 + ((Math.imul(at, 0x9e3779b1) >>> 16) % 20_000)),
    );
    const text = `name: signs\nextends: talentflow:baseline\n# ${signs.join('')}\n`;
    writeFileSync(join(folder.path, 'signs.yaml'), text);
    const { code, err } = await talentflowHere(['explore', 'signs.yaml'], { cwd: folder.path });
    expect(err).toContain('signs.yaml\n  found     a scenario that is too long for an address');
    expect(code).toBe(2);
  });

  test('begins with a shipped scenario by its name', async () => {
    const { out } = await exploreUntilServed('talentflow:funding-bust');
    expect(await readLink(new URL(out.trim()).hash)).toEqual({ scenario: 'funding-bust' });
  });

  test('a port that is taken is told with what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, err } = await explore('--port', String(port));
    other.close();
    expect(code).toBe(2);
    expect(err).toContain(`found     ${port}, which another program uses`);
    expect(err).toContain(`remedy    write for example --port ${port + 1}`);
  });

  test.each([
    [['--port', 'abc'], '--port'],
    [['--port', '70000'], 'a whole number from 0 to 65535'],
    [['--host', ''], 'name one, or leave --host out'],
    [['--host', 'no.such.host.invalid', '--port', '0'], 'an address of this machine'],
    [['missing.yaml'], 'no file "missing.yaml"'],
    [['talentflow:fundingbust'], 'did you mean talentflow:funding-bust?'],
  ])('%s is a mistake', async (words, told) => {
    const { code, err } = await explore(...words);
    expect(err).toContain(told);
    expect(code).toBe(2);
  });
});
