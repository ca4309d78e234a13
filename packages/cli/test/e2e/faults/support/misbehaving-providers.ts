import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { type Exchange, Script } from './script.js';

export type Provider = 'tiingo' | 'finnhub';

/** A request as a provider saw it. */
export interface Asked {
  readonly provider: Provider;
  /** By the clock of the processes under test, in milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Upper case. */
  readonly symbols: readonly string[];
}

/** What an answer forbade: no request to the provider before that instant. */
export interface Forbidden {
  readonly provider: Provider;
  readonly from: number;
  readonly until: number;
}

/**
 * One loopback server in the place of both providers. Each plays its script request by request; Finnhub may have one for a
 * symbol beside that for all others.
 */
export function misbehavingProviders() {
  const asked: Asked[] = [];
  const forbidden: Forbidden[] = [];
  /** How far the clock of the processes under test is ahead of the machine's. */
  const clock = { aheadMs: 0 };
  const state = { port: 0, scripts: blankScripts(), bySymbol: new Map<string, Script>() };
  const server = createServer((request, response) => respond(request, response));
  server.on('connection', (socket: Socket) => socket.on('error', () => undefined));
  // A request that hangs is ours to end.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;

  beforeEach(async () => {
    asked.length = 0;
    forbidden.length = 0;
    Object.assign(state, { scripts: blankScripts(), bySymbol: new Map() });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    state.port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const at = now();
    const url = new URL(request.url ?? '/', 'http://loopback');
    const provider = url.pathname === '/tiingo/news' ? 'tiingo' : 'finnhub';
    const symbols = symbolsOf(url);
    const { method = '', headers } = request;
    asked.push({ provider, at, method, path: url.pathname, url, headers, symbols });
    response.on('error', () => undefined);
    const planned = scriptFor(provider, symbols).next();
    if (planned === null) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end('nobody planned this request');
      return;
    }
    const onHead: Exchange['onHead'] = (status, reply) => keepForbidden(provider, status, reply['retry-after']);
    planned.answer.play({ request, response, url, nth: planned.nth, onHead });
  }

  function keepForbidden(provider: Provider, status: number, header: string | undefined): void {
    if (header === undefined || ![429, 503].includes(status)) return;
    const from = now();
    const until = retryAt(header, from);
    if (until !== null) forbidden.push({ provider, from, until });
  }

  function now(): number {
    return Date.now() + clock.aheadMs;
  }

  function scriptFor(provider: Provider, symbols: readonly string[]): Script {
    const own = provider === 'finnhub' ? state.bySymbol.get(symbols[0] ?? '') : undefined;
    return own ?? state.scripts[provider];
  }

  return {
    /** Every request so far. */
    asked,
    forbidden,
    clock,
    get tiingo() {
      return state.scripts.tiingo;
    },
    get finnhub() {
      return state.scripts.finnhub;
    },
    /** Finnhub for one symbol. */
    finnhubFor(symbol: string): Script {
      const script = state.bySymbol.get(symbol) ?? new Script(`finnhub for ${symbol}`);
      state.bySymbol.set(symbol, script);
      return script;
    },
    /** Throws when something was scripted and never played, or asked and never planned. */
    assertPlayed() {
      for (const script of [...Object.values(state.scripts), ...state.bySymbol.values()]) script.assertPlayed();
    },
    askedOf: (provider: Provider) => asked.filter((request) => request.provider === provider),
    /** Resolves when so many requests have come. */
    async seen(count: number): Promise<void> {
      while (asked.length < count) await once(server, 'request');
    },
    baseUrls: () => ({
      TIINGO_BASE_URL: `http://127.0.0.1:${state.port}`,
      FINNHUB_BASE_URL: `http://127.0.0.1:${state.port}/api/v1`,
    }),
  };
}

function blankScripts(): Record<Provider, Script> {
  return { tiingo: new Script('tiingo'), finnhub: new Script('finnhub') };
}

function symbolsOf(url: URL): readonly string[] {
  const list = url.searchParams.get('symbol') ?? url.searchParams.get('tickers') ?? '';
  return list.toUpperCase().split(',');
}

const longestWaitMs = 86_400_000;

/** Until when a `Retry-After` forbids requests; null when it says nothing that can be kept. */
function retryAt(header: string, now: number): number | null {
  const seconds = /^\d+(?:e\d+)?$/.test(header) ? Number(header) : null;
  const at = seconds === null ? Date.parse(header) : now + seconds * 1000;
  return Number.isNaN(at) || at <= now ? null : Math.min(at, now + longestWaitMs);
}

/** A base url at which nobody listens. */
export async function refusingUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
