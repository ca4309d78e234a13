import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** How a request is answered. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
}

/** A provider on loopback that behaves as it is told. */
export interface ProviderServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** One behaviour for each request to come; the last one stays. */
  answer(...behaviours: readonly [Behaviour, ...Behaviour[]]): void;
  /** Resolves when that many requests have come. */
  seen(count: number): Promise<void>;
  /** Resolves when every connection that carried a request is closed. (Node may keep one in reserve after an abort.) */
  connectionsClosed(): Promise<void>;
  close(): Promise<void>;
}

export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

export async function startProviderServer(tls?: TlsFiles): Promise<ProviderServer> {
  let behaviours: readonly Behaviour[] = [json([])];
  const requests: SeenRequest[] = [];
  const used = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    requests.push({ method: request.method ?? '', url, headers: request.headers });
    used.add(request.socket);
    const [behaviour, ...rest] = behaviours;
    if (rest.length > 0) behaviours = rest;
    behaviour?.(request, response);
    server.emit('seen');
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  server.on('connection', (socket: Socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    answer(...next) {
      behaviours = next;
    },
    async seen(count) {
      while (requests.length < count) await once(server, 'seen');
    },
    async connectionsClosed() {
      await Promise.all([...used].map(closed));
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A base url at which nobody listens. */
export async function refusingUrl(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

export interface AnswerOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(value: unknown, options?: AnswerOptions): Behaviour {
  return body(JSON.stringify(value), options);
}

export function body(content: string | Buffer, { status = 200, headers = {} }: AnswerOptions = {}): Behaviour {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(content);
  };
}

export function redirect(status: number, location: string): Behaviour {
  return body('', { status, headers: { location } });
}

/** Takes the request and answers nothing at all. */
export function hang(): Behaviour {
  return () => undefined;
}

/** Sends headers and the beginning of a body, then nothing. */
export function hangWithinBody(beginning = '[{"id":1,'): Behaviour {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(beginning);
  };
}

/** Sends blanks without end, each as soon as the one before has left: slow or fast, it is never idle. */
export function drip(): Behaviour {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const next = () => {
      if (!response.destroyed) response.write(' ', () => setImmediate(next));
    };
    response.write('[', next);
  };
}

export function resetBeforeHeaders(): Behaviour {
  return (request) => request.socket.resetAndDestroy();
}

export function resetWithinBody(beginning = '[{"id":1,'): Behaviour {
  return (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(beginning, () => setImmediate(() => request.socket.resetAndDestroy()));
  };
}

/** Announces more bytes than it sends, and closes. */
export function truncate(content: string, missing = 100): Behaviour {
  return (request, response) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(content) + missing) });
    response.write(content, () => setImmediate(() => request.socket.end()));
  };
}

/** A body of blanks in chunks of 64 kB, until it is whole or nobody reads any more; `onSent` hears of each chunk. */
export function hugeBody(bytes: number, onSent: (bytes: number) => void, status = 200): Behaviour {
  const chunk = Buffer.alloc(65_536, 0x20);
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    let left = bytes;
    const next = () => {
      if (response.destroyed) return;
      if (left <= 0) return void response.end();
      left -= chunk.length;
      onSent(chunk.length);
      response.write(chunk, next);
    };
    next();
  };
}

/** A small body that decodes to a large one. */
export function gzipBomb(decodedBytes: number): Behaviour {
  return body(gzipSync(Buffer.alloc(decodedBytes, 0x20)), { headers: { 'content-encoding': 'gzip' } });
}

/** A reset is an error of the socket first, so that `once` would reject. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve();
    socket.once('close', () => resolve());
  });
}
