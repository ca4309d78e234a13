import { constants, deflateRawSync } from 'node:zlib';
import { type Answer, answer, type Exchange } from './script.js';

export interface Reply {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body as it is, with a status and headers. */
export function body(content: string | Buffer, reply: Reply = {}): Answer {
  const size = Buffer.byteLength(content);
  return answer(`${reply.status ?? 200} with ${size} bytes`, (exchange) => {
    head(exchange, { ...reply, headers: { 'content-length': String(size), ...reply.headers } });
    exchange.response.end(content);
  });
}

export function json(value: unknown, reply: Reply = {}): Answer {
  return body(JSON.stringify(value), reply);
}

export function html(text: string, reply: Reply = {}): Answer {
  return body(text, { ...reply, headers: { 'content-type': 'text/html; charset=utf-8', ...reply.headers } });
}

export function plainText(text: string, reply: Reply = {}): Answer {
  return body(text, { ...reply, headers: { 'content-type': 'text/plain', ...reply.headers } });
}

export function redirect(status: number, location: string): Answer {
  return body('', { status, headers: { location } });
}

export const hang = answer('takes the request and sends nothing', () => undefined);

export const resetBeforeHeaders = answer('resets before the headers', ({ request }) =>
  request.socket.resetAndDestroy(),
);

/** Sends a part of a body, then resets. */
export function resetWithin(part: string): Answer {
  return answer('resets inside the body', (exchange) => {
    head(exchange, {});
    exchange.response.write(part, () => setImmediate(() => exchange.request.socket.resetAndDestroy()));
  });
}

/** Announces more bytes than come, and closes. */
export function tooShort(content: string, missing = 500): Answer {
  return answer('announces more bytes than it sends', (exchange) => {
    head(exchange, { headers: { 'content-length': String(Buffer.byteLength(content) + missing) } });
    exchange.response.write(content, () => setImmediate(() => exchange.request.socket.end()));
  });
}

/** Sends the headers and a part of a body, then nothing. */
export function stall(part: string): Answer {
  return answer('sends half a body, then nothing', (exchange) => {
    head(exchange, {});
    exchange.response.write(part);
  });
}

/** A byte each 200 ms: slow, and never idle. */
export function drip(content: string): Answer {
  return answer('drips a byte each 200 ms', (exchange) => {
    head(exchange, {});
    dripInto(exchange, content);
  });
}

/** Drips the head of an answer, which never ends. */
export const dripHeaders = answer('drips its headers', ({ request: { socket } }) => {
  let sent = 0;
  const line = `HTTP/1.1 200 OK\r\nx-slow: ${'a'.repeat(5000)}`;
  const timer = setInterval(() => {
    socket.write(line.charAt(sent));
    sent += 1;
  }, dripMs);
  socket.once('close', () => clearInterval(timer));
});

const dripMs = 200;

function dripInto({ response }: Exchange, content: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(content.charAt(sent));
    sent += 1;
    if (sent < content.length) return;
    clearInterval(timer);
    response.end();
  }, dripMs);
  response.once('close', () => clearInterval(timer));
}

/** Answers in some way after a while. */
export function delayed(ms: number, then: Answer): Answer {
  return answer(`${then.what}, after ${ms} ms`, (exchange) => {
    const timer = setTimeout(() => then.play(exchange), ms);
    exchange.response.once('close', () => clearTimeout(timer));
  });
}

/** Answers as soon as it is let go. */
export function held(then: Answer) {
  const waiting: (() => void)[] = [];
  const isHeld = { now: true };
  return {
    answer: answer(`${then.what}, when it is let go`, (exchange) => {
      if (isHeld.now) waiting.push(() => then.play(exchange));
      else then.play(exchange);
    }),
    letGo() {
      isHeld.now = false;
      for (const play of waiting.splice(0)) play();
    },
  };
}

/** A body of blanks in chunks, until it is whole or nobody reads any more; `sent` counts the bytes that went out. */
export function hugeBody(bytes: number, headers: Readonly<Record<string, string>> = {}) {
  const sent = { bytes: 0 };
  const chunk = Buffer.alloc(65_536, 0x20);
  const huge = answer(`sends ${bytes} bytes`, (exchange) => {
    head(exchange, { headers });
    const { response } = exchange;
    const next = () => {
      if (response.destroyed) return;
      if (sent.bytes >= bytes) return void response.end(']');
      sent.bytes += chunk.length;
      response.write(chunk, next);
    };
    response.write('[', next);
  });
  return { answer: huge, sent };
}

/** A small gzip that unpacks to `bytes` blanks: one block, as often as needed. */
export function gzipBomb(bytes: number): Answer {
  const block = Buffer.alloc(10_000_000, 0x20);
  const packed = deflateRawSync(block, { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const end = Buffer.concat([Buffer.from([3, 0]), Buffer.alloc(8)]);
  const blocks = Array.from({ length: bytes / block.length }, () => packed);
  return body(Buffer.concat([header, ...blocks, end]), { headers: { 'content-encoding': 'gzip' } });
}

function head({ response, onHead }: Exchange, { status = 200, statusText, headers = {} }: Reply): void {
  const all = { 'content-type': 'application/json', ...headers };
  onHead(status, all);
  if (statusText === undefined) response.writeHead(status, all);
  else response.writeHead(status, statusText, all);
}
