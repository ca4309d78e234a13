import { answer } from './script.js';

const minute = 60_000;

export interface StoryFields {
  readonly id: number;
  /** When it was published, and found half a minute later; in milliseconds. */
  readonly at: number;
  readonly tickers?: readonly string[];
  readonly title?: string;
}

/** An item as Tiingo sends it, about an invented company. */
export function tiingoItem({ id, at, tickers = ['aapl'], title = headlineOf(id) }: StoryFields) {
  return {
    id,
    publishedDate: new Date(at).toISOString(),
    crawlDate: new Date(at + minute / 2).toISOString(),
    title,
    description: 'The plant makes electric vans.',
    url: `https://news.example/calder/${id}`,
    source: 'news.example',
    tickers,
    tags: ['Stock'],
  };
}

/** So many items, each a minute older than the one before; the newest was published two minutes ago. */
export function tiingoItems(count: number, { tickers = ['aapl'], firstId = 90_000_000, now = Date.now() } = {}) {
  return Array.from({ length: count }, (_, index) =>
    tiingoItem({ id: firstId + count - index, at: now - (index + 2) * minute, tickers }),
  );
}

function headlineOf(id: number): string {
  return `Calder Motors opens plant number ${id} near the northern port`;
}

/** An item as Finnhub sends it. */
export function finnhubItem({
  id,
  at,
  tickers: [symbol] = ['AAPL'],
  title = `Regulator clears the merger that ${symbol} had proposed in spring`,
}: StoryFields) {
  return {
    category: 'company',
    datetime: Math.floor(at / 1000),
    headline: title,
    id,
    image: '',
    related: symbol ?? '',
    source: 'Wirepost',
    summary: 'No conditions were attached.',
    url: `https://finnhub.example/api/news?id=${id}`,
  };
}

/** One story of five minutes ago for whatever symbol is asked for. */
export const finnhubStory = answer('one story for the symbol', ({ url, response }) => {
  const symbol = url.searchParams.get('symbol') ?? '';
  const id = 120_000_000 + [...symbol].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 0);
  const items = [finnhubItem({ id, at: Date.now() - 5 * minute, tickers: [symbol] })];
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(items));
});

export const noNews = answer('a valid list without news', ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
});
