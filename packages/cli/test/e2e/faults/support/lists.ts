import { type Answer, answer, type Exchange } from './script.js';

/** Items that a provider knows, as far as they decide what a request gets. */
interface TiingoLike {
  readonly id: number;
  readonly crawlDate: string;
  readonly tickers: readonly string[];
}

interface FinnhubLike {
  readonly datetime: number;
  readonly related: string;
}

/** Answers as Tiingo does: what carries an asked ticker, newest first by crawl time, by limit and offset. */
export function tiingoList(items: readonly TiingoLike[]): Answer {
  return tiingoListOf(() => items);
}

/** The same over a list that changes: it is read at each request. */
export function tiingoListOf(items: (exchange: Exchange) => readonly TiingoLike[]): Answer {
  return answer('a newest-first list', (exchange) => {
    const { searchParams } = exchange.url;
    const wanted = new Set((searchParams.get('tickers') ?? '').toLowerCase().split(','));
    const matching = items(exchange).filter(({ tickers }) => tickers.some((ticker) => wanted.has(ticker)));
    const offset = Number(searchParams.get('offset') ?? 0);
    const limit = Number(searchParams.get('limit') ?? 100);
    send(exchange, matching.toSorted(byCrawlTime).slice(offset, offset + limit));
  });
}

/** Shows its first page whatever is asked for. */
export function firstPageOnly(items: readonly unknown[]): Answer {
  return answer('the first page again and again', (exchange) => send(exchange, items.slice(0, 100)));
}

/** Every page is full of items nobody saw before; `make` makes the n-th one. */
export function endlessList(make: (index: number) => unknown): Answer {
  return answer('a list without end', (exchange) => {
    const offset = Number(exchange.url.searchParams.get('offset') ?? 0);
    const limit = Number(exchange.url.searchParams.get('limit') ?? 100);
    send(
      exchange,
      Array.from({ length: limit }, (_, index) => make(offset + index)),
    );
  });
}

/** Answers as Finnhub does: what is about the symbol, of the days asked for, newest first. */
export function finnhubList(items: readonly FinnhubLike[]): Answer {
  return answer('the news of a symbol by days', (exchange) => {
    const { searchParams } = exchange.url;
    const [from, to] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''));
    const end = (to ?? Number.NaN) + 86_400_000;
    const isAsked = ({ datetime, related }: FinnhubLike) =>
      related === searchParams.get('symbol') && datetime * 1000 >= (from ?? Number.NaN) && datetime * 1000 < end;
    send(
      exchange,
      items.filter(isAsked).toSorted((left, right) => right.datetime - left.datetime),
    );
  });
}

function byCrawlTime(left: TiingoLike, right: TiingoLike): number {
  return Date.parse(right.crawlDate) - Date.parse(left.crawlDate) || right.id - left.id;
}

function send({ response }: Exchange, items: readonly unknown[]): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(items));
}
