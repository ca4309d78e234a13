import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a source does when it is asked in a recorded run. */
export type Reply =
  /** Answers with these stories; each number is one, the same number is the same story, published so much later. */
  | { readonly stories: readonly number[]; readonly ms?: number; readonly lateMs?: number }
  | { readonly status: number; readonly body: unknown }
  | { readonly error: 'TIMEOUT' | 'NETWORK' };

/** One run of a recorded day. A source that is not named was not asked. */
export interface RecordedRun {
  readonly at: string;
  readonly tickers?: readonly string[];
  readonly tiingo?: Reply;
  /** For each ticker, one after the other. */
  readonly finnhub?: Reply;
}

/** Writes runs as `ingest watch --record` would: a file a run, in the order of their times. */
export function writeRecordedRuns(directory: string, runs: readonly RecordedRun[]): string {
  mkdirSync(directory, { recursive: true });
  for (const run of runs) {
    const { at, tickers = ['AAPL'], tiingo, finnhub } = run;
    const entries: object[] = [];
    let end = Date.parse(at);
    if (tiingo !== undefined) {
      const names = tickers.map((ticker) => ticker.toLowerCase()).join('%2C');
      end = add(
        entries,
        'tiingo',
        `https://api.tiingo.com/tiingo/news?tickers=${names}&limit=100&offset=0`,
        tiingo,
        end,
        tickers,
      );
    }
    if (finnhub !== undefined)
      for (const ticker of tickers)
        end = add(entries, 'finnhub', `https://finnhub.io/api/v1/company-news?symbol=${ticker}`, finnhub, end, [
          ticker,
        ]);
    const meta = {
      version: 1,
      mode: 'failover',
      sources: ['tiingo', 'finnhub'],
      tickers,
      startedAt: iso(Date.parse(at)),
    };
    const log = { version: '1.2', creator: { name: 'test', version: '1' }, _ingest: meta, entries };
    writeFileSync(join(directory, `${at.replaceAll(':', '-')}.har`), JSON.stringify({ log }));
  }
  return directory;
}

const iso = (at: number) => new Date(at).toISOString();

/** Answers with the time at which the exchange ended. */
function add(
  entries: object[],
  source: 'tiingo' | 'finnhub',
  url: string,
  reply: Reply,
  startedAt: number,
  tickers: readonly string[],
): number {
  const time =
    'error' in reply ? (reply.error === 'TIMEOUT' ? 10_000 : 5) : 'stories' in reply ? (reply.ms ?? 100) : 50;
  const response =
    'error' in reply
      ? { status: 0, headers: [], content: {}, _error: reply.error, _errorMessage: '' }
      : {
          status: 'status' in reply ? reply.status : 200,
          headers: [{ name: 'content-type', value: 'application/json' }],
          content: { text: JSON.stringify('status' in reply ? reply.body : bodyOf(source, reply, tickers)) },
        };
  entries.push({ _source: source, startedDateTime: iso(startedAt), time, request: { method: 'GET', url }, response });
  return startedAt + time;
}

const makers = [
  'Calder',
  'Arven',
  'Dunmore',
  'Fenwick',
  'Galtrix',
  'Harrow',
  'Iverna',
  'Jorvik',
  'Kestrel',
  'Lindqvist',
];
const deeds = [
  'opens a plant',
  'buys a rival',
  'names a chief',
  'wins an order',
  'recalls a van',
  'cuts a forecast',
  'sells a mine',
];

/** Stories that nobody takes for one another, a minute apart. */
function bodyOf(
  source: 'tiingo' | 'finnhub',
  { stories, lateMs = 0 }: Extract<Reply, { stories: unknown }>,
  tickers: readonly string[],
): object[] {
  return stories.map((number) => {
    const at = Date.parse('2026-06-04T13:00:00Z') + number * 60_000 + lateMs;
    const title = `${makers[number % 10]} ${deeds[number % 7]} in harbour ${number}`;
    const url = `https://news.example/${number}`;
    return source === 'tiingo'
      ? {
          id: 700_000 + number,
          title,
          url,
          description: '',
          publishedDate: iso(at),
          crawlDate: iso(at + 30_000),
          source: 'news.example',
          tickers: tickers.map((ticker) => ticker.toLowerCase()),
          tags: [],
        }
      : {
          id: 900_000 + number,
          headline: title,
          url,
          summary: '',
          datetime: at / 1000,
          source: 'news.example',
          related: tickers.join(','),
          category: 'company',
          image: '',
        };
  });
}
