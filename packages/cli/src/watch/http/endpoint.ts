import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, IngestError } from '@ingest/core';
import type { Access } from './access.js';
import { type Address, addressText } from './address.js';
import { type Answer, type Asked, errorAnswer } from './answer.js';
import { inTime } from './in-time.js';
import type { Handle } from './routes.js';

/** Bounds of what one connection can take from us. */
const usualBounds = {
  headerBytes: 8 * 1024,
  connections: 64,
  /** For the head of a request, for the whole of it, and for a connection on which nothing moves. */
  timeoutMs: 10_000,
  /** For our answer, so that who asks hears of it before the connection ends. */
  answerMs: 9_000,
  keepAliveMs: 5_000,
  /** For what is under way when it closes. */
  closingMs: 1_000,
};
export type Bounds = typeof usualBounds;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

export interface Endpoint {
  /** From now on requests are answered; until then they are told that it is not ready. */
  serve(handle: Handle): void;
  /** Stops listening at once, lets what is under way end for a second, and resolves when no connection is left. Idempotent. */
  close(): Promise<void>;
}

/** Listens. Rejects with CONFIG_INVALID that names the address when that cannot be. */
export async function openEndpoint(
  address: Address,
  access: Access,
  clock: Pick<Clock, 'after'>,
  changes: Partial<Bounds> = {},
): Promise<Endpoint> {
  const bounds = { ...usualBounds, ...changes };
  let handle: Handle = async () => errorAnswer(503, { code: 'STARTING', message: 'not ready yet' });
  let closing: Promise<void> | null = null;
  const server = createServer(
    {
      maxHeaderSize: bounds.headerBytes,
      headersTimeout: bounds.timeoutMs,
      requestTimeout: bounds.timeoutMs,
      keepAliveTimeout: bounds.keepAliveMs,
      connectionsCheckingInterval: 1000,
    },
    // Whatever one request comes to ends that request alone.
    (request, response) => void respond(request, response).catch(() => response.destroy()),
  );
  server.maxConnections = bounds.connections;
  server.setTimeout(bounds.timeoutMs);
  server.listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(address, error);
  }
  // A connection that cannot be taken is lost; the loop is not.
  server.on('error', () => {});
  return {
    serve(next) {
      handle = next;
    },
    close() {
      closing ??= new Promise((resolve) => {
        const cancel = clock.after(bounds.closingMs, () => server.closeAllConnections());
        server.close(() => {
          cancel();
          resolve();
        });
        server.closeIdleConnections();
      });
      return closing;
    },
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = askedOf(request);
    const {
      status,
      type,
      body,
      headers: own = {},
    } = access(asked) ?? (await inTime(handle(asked), bounds.answerMs, clock, tooLate));
    response.writeHead(status, {
      ...headers,
      ...own,
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      // What comes with a request is never read.
      ...(closing !== null || hasBody(request) ? { connection: 'close' } : {}),
    });
    response.end(body);
  }
}

function tooLate(): Answer {
  return errorAnswer(503, { code: 'TIMEOUT', message: 'the answer took too long' });
}

function askedOf({ method = '', url = '', headers: { host, authorization } }: IncomingMessage): Asked {
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  return { method, path, query: new URLSearchParams(query), host, authorization };
}

function hasBody({ headers: sent }: IncomingMessage): boolean {
  return sent['transfer-encoding'] !== undefined || (sent['content-length'] ?? '0') !== '0';
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not listen there',
  ENOTFOUND: 'no such host is known',
};

function cannotListen(address: Address, error: unknown): IngestError {
  const { code = '' } = error as NodeJS.ErrnoException;
  return new IngestError(
    'CONFIG_INVALID',
    `--http: cannot listen on ${addressText(address)}: ${reasons[code] ?? code}`,
    {
      hint: 'name another address or port, or end the program that listens there',
      cause: error,
    },
  );
}
