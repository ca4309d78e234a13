// The two providers of examples/outages: how they answer, and how they do not.
import { finnhubItems, tiingoItems } from './outage-news.mjs';

/** A `fetch` with a provider behind it that lives on a clock of ours; `plays` names what it does. */
export function provider({ source, plays, news, clock }) {
  const behaviours = source === 'tiingo' ? { good: tiingoPage, ...faults } : { good: finnhubPage, ...faults };
  return async (url, { signal }) => {
    if (plays === 'unasked') throw new RangeError(`${source} is asked in a run in which it should be left alone`);
    return behaviours[plays]({ url: new URL(url), news, clock, signal });
  };
}

async function tiingoPage({ url, news, clock, signal }) {
  const { searchParams: asked } = url;
  const offset = Number(asked.get('offset'));
  await clock.wait(offset === 0 ? 412 : 187, signal);
  const items = tiingoItems(news, asked.get('tickers').split(','), clock.now());
  return json(items.slice(offset, offset + Number(asked.get('limit'))));
}

async function finnhubPage({ url, news, clock, signal }) {
  const { symbol, from, to } = Object.fromEntries(url.searchParams);
  // No two answers come at the same moment: the order of the recording is theirs.
  await clock.wait(138 + 9 * (symbol.charCodeAt(0) - 65), signal);
  return json(finnhubItems(news, symbol, { from, to }, clock.now()));
}

const faults = {
  async hang({ clock, signal }) {
    await clock.wait(60_000, signal);
    throw new RangeError('nobody ends the wait');
  },
  async quotaText({ clock, signal }) {
    await clock.wait(96, signal);
    const words = 'You have run over your hourly request allocation. Please upgrade at https://api.tiingo.com/pricing';
    return new Response(`${words} to have your limits increased.`, { headers: { 'content-type': 'text/plain' } });
  },
  async serverError({ clock, signal }) {
    await clock.wait(64, signal);
    const headers = { 'content-type': 'text/html' };
    return new Response('<html><h1>500 Internal Server Error</h1></html>', { status: 500, headers });
  },
  async refused({ clock, signal }) {
    await clock.wait(3, signal);
    throw broken('connect ECONNREFUSED 192.0.2.10:443', 'ECONNREFUSED');
  },
  async reset({ clock, signal }) {
    await clock.wait(41, signal);
    throw broken('read ECONNRESET', 'ECONNRESET');
  },
  async brokenOff({ url, news, clock, signal }) {
    await clock.wait(233, signal);
    const text = JSON.stringify(tiingoItems(news, url.searchParams.get('tickers').split(','), clock.now()));
    const parts = [new TextEncoder().encode(text.slice(0, text.length / 2))];
    const body = new ReadableStream({
      async pull(controller) {
        const part = parts.shift();
        if (part !== undefined) return controller.enqueue(part);
        await clock.wait(58, signal);
        throw broken('other side closed', 'UND_ERR_SOCKET');
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  },
};

function json(items) {
  return new Response(JSON.stringify(items), { headers: { 'content-type': 'application/json' } });
}

/** What `fetch` throws when there is no whole answer. */
function broken(message, code) {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}
