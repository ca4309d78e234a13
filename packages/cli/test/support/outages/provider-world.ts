import { type Clock, toTicker } from '@ingest/core';
import { finnhubOffers, type Offer, tiingoOffers } from './offers.js';
import { playFault } from './play-fault.js';
import type { Fault, Provider, Script, Stretch } from './script.js';

/** A request, and what became of it. */
export interface Exchange {
  readonly provider: Provider;
  /** When it was sent. */
  readonly at: number;
  readonly tickers: readonly string[];
  readonly fault: Fault;
  readonly retryAfterMs: number;
  /** When the answer began, or when it was clear that none would come; null while it is under way. */
  endedAt: number | null;
  /** Whether the answer came before the request was given up. */
  isAnswered: boolean;
  /** What the good answer held, once it was read to its end. */
  whole: readonly Offer[] | null;
}

/** Two providers on a virtual clock, that do what a script says. */
export interface ProviderWorld {
  readonly exchanges: readonly Exchange[];
  fetchFor(provider: Provider): typeof fetch;
  /** From now on a provider does that and nothing else; null: it goes on by the script, and is good after it. */
  force(provider: Provider, fault: Fault): void;
}

export function providerWorld(script: Script, clock: Clock): ProviderWorld {
  const { pageSize } = script;
  const afterwards: Stretch = { from: 0, fault: 'good', isSpotty: false, pageSize, retryAfterMs: 0, latencyMs: 120 };
  const exchanges: Exchange[] = [];
  const forced = new Map<Provider, Stretch>();
  const taken = new Set<number>();
  const asked = new Map<Stretch, number>();
  const spanMs = script.pausesMs.reduce((sum, pause) => sum + pause, 0);

  function stretchOf(provider: Provider): Stretch {
    const now = clock.now();
    const scripted = script.stretches[provider].findLast(({ from }) => from <= now);
    const isOver = now > script.firstRunAt + spanMs;
    return forced.get(provider) ?? (scripted === undefined || isOver ? afterwards : scripted);
  }

  async function passes(ms: number, signal: AbortSignal): Promise<void> {
    let at = clock.now() + ms;
    while (taken.has(at)) at += 1;
    taken.add(at);
    await clock.wait(at - clock.now(), signal);
  }

  async function answer(provider: Provider, url: URL, signal: AbortSignal): Promise<Response> {
    const stretch = stretchOf(provider);
    const earlier = asked.get(stretch) ?? 0;
    asked.set(stretch, earlier + 1);
    const fault = stretch.isSpotty && earlier % 2 === 1 ? 'good' : stretch.fault;
    const { retryAfterMs } = stretch;
    const exchange: Exchange = {
      provider,
      at: clock.now(),
      tickers: tickersOf(url),
      fault,
      retryAfterMs,
      endedAt: null,
      isAnswered: false,
      whole: null,
    };
    exchanges.push(exchange);
    let offers: readonly Offer[] = [];
    try {
      const response = await playFault(fault, {
        clock,
        signal,
        stretch,
        isFirst: earlier === 0,
        isLaterPage: Number(url.searchParams.get('offset')) > 0,
        passes: (ms) => passes(ms, signal),
        goodBody() {
          offers = pageOf(provider, url, stretch.pageSize);
          return JSON.stringify(offers.map(({ item }) => item));
        },
        onWhole() {
          exchange.whole = offers;
        },
      });
      exchange.isAnswered = true;
      return response;
    } finally {
      exchange.endedAt = clock.now();
    }
  }

  function pageOf(provider: Provider, url: URL, pageSize: number): readonly Offer[] {
    const parameters = Object.fromEntries(url.searchParams);
    if (provider === 'finnhub') {
      const { symbol = '', from = '', to = '' } = parameters;
      return finnhubOffers(script.stories, symbol, { from, to }, clock.now());
    }
    const offset = Number(parameters.offset);
    const length = Math.min(Number(parameters.limit), pageSize);
    return tiingoOffers(script.stories, tickersOf(url), clock.now()).slice(offset, offset + length);
  }

  return {
    exchanges,
    force: (provider, fault) => void forced.set(provider, { ...afterwards, fault }),
    fetchFor: (provider) => async (input, init) => {
      const { signal } = init ?? {};
      if (signal === undefined || signal === null) throw new TypeError('a request without a limit');
      return answer(provider, new URL(String(input)), signal);
    },
  };
}

/** The tickers of a url, in our form. */
function tickersOf(url: URL): readonly string[] {
  const list = url.searchParams.get('symbol') ?? url.searchParams.get('tickers') ?? '';
  return list.split(',').map((name) => toTicker(name) ?? name);
}
