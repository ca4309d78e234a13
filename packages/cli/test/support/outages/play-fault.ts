import type { Clock } from '@ingest/core';
import type { Fault, Stretch } from './script.js';

/** What a fault has to do its work with. */
export interface Stage {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly stretch: Stretch;
  /** Whether the provider did not answer so in this stretch before. */
  readonly isFirst: boolean;
  /** Whether the request goes on where another one stopped. */
  readonly isLaterPage: boolean;
  /** Lets so much time pass, a bit more or less: no two things happen at one moment. */
  readonly passes: (ms: number) => Promise<void>;
  /** The good answer, as it would be now. */
  readonly goodBody: () => string;
  /** Told when the good answer was read to its end. */
  readonly onWhole: () => void;
}

/** Answers a request in the way of a fault, or does not. */
export async function playFault(fault: Fault, stage: Stage): Promise<Response> {
  if (fault === 'hang') return untilAborted(stage.signal);
  await stage.passes(stage.stretch.latencyMs);
  switch (fault) {
    case 'good':
    case 'smallPages':
    case 'slow':
      return good(stage);
    case 'laterPagesFail':
      if (stage.isLaterPage) throw broken('read ECONNRESET', 'ECONNRESET');
      return good(stage);
    case 'goodEmpty':
      // An empty later page is the end of a list: nobody could know that there is more.
      return stage.isLaterPage ? good(stage) : good(stage, '[]');
    case 'refused':
      throw broken('connect ECONNREFUSED 192.0.2.1:443', 'ECONNREFUSED');
    case 'resetBeforeHeaders':
      throw broken('read ECONNRESET', 'ECONNRESET');
    case 'resetWithinBody':
      return breaksOff(stage, () => Promise.reject(broken('other side closed', 'UND_ERR_SOCKET')));
    case 'stall':
      return breaksOff(stage, () => untilAborted(stage.signal));
    case 'unauthorised':
      return text('{"error":"Invalid API key."}', 'application/json', 401);
    case 'forbidden':
      return text('{"detail":"You do not have permission to access the News API"}', 'application/json', 403);
    case 'limitedUntil':
      return text('{"detail":"slower"}', 'application/json', 429, retryAfter(stage));
    case 'limited':
      return text('{"detail":"slower"}', 'application/json', 429);
    case 'serverError':
      return text('<h1>Bad gateway</h1>', 'text/html', 502);
    case 'brieflyUnavailable':
      return stage.isFirst ? text('<h1>Back soon</h1>', 'text/html', 503, retryAfter(stage)) : good(stage);
    case 'quotaText':
      return text('You have run over your hourly request allocation. Please upgrade your account.', 'text/plain');
    case 'htmlPage':
      return text('<!doctype html><title>Maintenance</title>', 'text/html');
    case 'noBody':
      return text('', 'application/json');
    case 'cutJson':
      return text(cut(stage.goodBody()), 'application/json');
    default:
      return fault satisfies never;
  }
}

function good({ goodBody, onWhole }: Stage, body = goodBody()): Response {
  const bytes = new TextEncoder().encode(body);
  let isSent = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!isSent) {
          isSent = true;
          controller.enqueue(bytes);
          return;
        }
        onWhole();
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { headers: { 'content-type': 'application/json' } });
}

/** Sends all but the end of the good answer: whoever takes that for a page has its stories. */
function breaksOff({ goodBody, passes }: Stage, ends: () => Promise<never>): Response {
  const parts = [new TextEncoder().encode(cut(goodBody()))];
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = parts.shift();
        if (part !== undefined) return controller.enqueue(part);
        await passes(50);
        return ends();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** Without its last bracket: every item in it is whole. */
function cut(json: string): string {
  return json.slice(0, -1);
}

function text(body: string, type: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { 'content-type': type, ...headers } });
}

function retryAfter({ stretch }: Stage): Readonly<Record<string, string>> {
  return { 'retry-after': String(stretch.retryAfterMs / 1000) };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** What `fetch` throws when there is no whole answer. */
function broken(message: string, code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}
