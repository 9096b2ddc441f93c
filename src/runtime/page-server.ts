import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { RunFailure, UsageMistake } from './failures.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

interface ServedFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly packed: Buffer;
}

/** By path, from `/` on. */
export type PageFiles = ReadonlyMap<string, ServedFile>;

/** A page that is being served. */
export interface PageServer {
  /** Of the page, `http://…/`. */
  readonly address: string;
  /** Ends when the server is closed. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

/**
 * Serves a page's files. They are read once, before, and a request can name only one of them, so that no path leads anywhere else.
 * @param files with an `index.html`, whose content security policy is sent as a header, too.
 * @param port 0: any that is free.   @throws UsageMistake when the port or the host cannot be had.
 */
export async function servePage(files: PageFiles, port: number, host: string): Promise<PageServer> {
  const headers = headersOf(files);
  const server = createServer((request, response) => answer(request, response, files, headers));
  await listening(server, port, host);
  const { port: given, family } = server.address() as AddressInfo;
  const shown = host.includes(':') && family === 'IPv6' ? `[${host}]` : host;
  return {
    address: `http://${shown}:${given}/`,
    closed: new Promise((resolve) => server.once('close', resolve)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A folder's files, as they are served. @throws RunFailure without the folder. */
export function readPage(folder: string): PageFiles {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    throw new RunFailure(folder, {
      found: 'no page',
      expected: 'the page that the build makes',
      remedy: 'run npm run build, or install talentflow again',
    });
  }
  const served = names.map((name) => name.replaceAll('\\', '/')).filter((name) => extname(name) in TYPES);
  return new Map(
    served.map((name) => {
      const bytes = readFileSync(join(folder, name));
      return [`/${name}`, { type: TYPES[extname(name)]!, bytes, packed: gzipSync(bytes) }];
    }),
  );
}

/** Headers of every answer. The policy is the page's own, with what only a header may say. */
function headersOf(files: PageFiles): Record<string, string> {
  const page = files.get('/index.html')!.bytes.toString();
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
  return {
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: PageFiles,
  headers: Record<string, string>,
): void {
  const path = (request.url ?? '/').split(/[?#]/)[0]!;
  const file = files.get(path === '/' ? '/index.html' : path);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response
      .writeHead(405, { ...headers, Allow: 'GET, HEAD', 'Content-Type': 'text/plain' })
      .end('GET only\n');
    return;
  }
  if (file === undefined) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('not here\n');
    return;
  }
  const packs = takesGzip(String(request.headers['accept-encoding'] ?? ''));
  const body = packs ? file.packed : file.bytes;
  response.writeHead(200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': body.length,
    ...(packs ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Whether an Accept-Encoding header lets an answer be packed (RFC 9110, 12.5.3): `q=0` refuses, `*` stands for what is not named. */
function takesGzip(header: string): boolean {
  const weights = new Map(
    header.split(',').map((part): [string, number] => {
      const [coding, ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
      const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
      return [coding!, weight === undefined ? 1 : Number(weight.slice(weight.indexOf('=') + 1))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(told(error, port, host)));
    server.listen(port, host, resolve);
  });
}

/** Of another machine, of a name that nobody knows or that cannot be asked for now, of a version that this machine does not speak. */
const NO_ADDRESS_HERE: ReadonlySet<string | undefined> = new Set([
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAFNOSUPPORT',
]);

function told(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new UsageMistake('--port', {
      found: `${port}, which another program uses`,
      expected: 'a port that is free',
      remedy: `write for example --port ${port === 65_535 ? 7008 : port + 1}, or --port 0 for any that is free`,
    });
  }
  if (error.code === 'EACCES') {
    return new UsageMistake('--port', {
      found: `${port}, which this user may not open`,
      expected: 'a port from 1024 on',
      remedy: 'write for example --port 7007',
    });
  }
  if (NO_ADDRESS_HERE.has(error.code)) {
    return new UsageMistake('--host', {
      found: JSON.stringify(host),
      expected: 'an address of this machine',
      remedy: 'leave --host out to serve this machine alone, or write --host 0.0.0.0 for all',
    });
  }
  return error;
}
