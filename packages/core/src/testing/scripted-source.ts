import type {
  Candidate,
  PageRequest,
  QuotaLimit,
  Source,
  SourceCapabilities,
  SourceItem,
  SourcePage,
} from '../contracts/source.js';
import { toTicker } from '../model/ticker.js';
import { untilAborted } from '../time/deadline.js';

/** What a scripted source does with one request. */
export type ScriptedAnswer =
  | { readonly page: Partial<SourcePage> & Pick<SourcePage, 'items'> }
  | { readonly error: Error }
  /** Never answers; rejects with the signal's reason when that aborts, as a fetch does. */
  | { readonly hang: true };

export interface ScriptedSourceOptions {
  readonly name?: string;
  readonly capabilities?: Partial<SourceCapabilities>;
  readonly timeoutMs?: number;
  readonly quota?: readonly QuotaLimit[];
  /** Null: its key is not set. Default: a source without keys. */
  readonly keyId?: string | null;
  /** What the n-th request (counted from 0) gets. */
  readonly answer: (request: PageRequest, call: number) => ScriptedAnswer | Promise<ScriptedAnswer>;
}

export interface ScriptedSource extends Source {
  /** Every request in the order in which it came. */
  readonly requests: readonly PageRequest[];
}

/** A source that answers from a script, for tests. */
export function scriptedSource({
  name = 'scripted',
  capabilities,
  timeoutMs = 10_000,
  quota = [],
  keyId,
  answer,
}: ScriptedSourceOptions): ScriptedSource {
  const requests: PageRequest[] = [];
  return {
    name,
    requests,
    timeoutMs,
    quota,
    capabilities: { maxTickersPerRequest: 50, paging: 'list', ...capabilities },
    credential: keyId === undefined ? null : { variable: `${name.toUpperCase()}_API_KEY`, keyId },
    replay: { baseUrl: `https://${name}.example`, tickersOf: () => null, emptyBody: '[]' },
    async fetchPage(request, { signal }) {
      requests.push(request);
      const answered = await answer(request, requests.length - 1);
      if ('error' in answered) throw answered.error;
      if ('hang' in answered) return untilAborted(signal, new Promise(() => {}));
      return { next: null, asked: null, ...answered.page };
    },
  };
}

/** An item as an adapter would give it; every field can be overridden. */
export function candidateItem(fields: Partial<Candidate> = {}): SourceItem {
  const candidate: Candidate = {
    sourceId: '1',
    headline: 'Calder Motors raises its revenue forecast for the year',
    description: 'The maker of electric vans now sees growth of eleven percent.',
    url: 'https://news.example/calder-motors',
    publisher: 'news.example',
    publishedAt: '2026-06-04T13:30:00Z',
    tickers: ['AAPL'],
    tags: [],
    ...fields,
  };
  return { kind: 'candidate', raw: candidate, candidate };
}

/** Tickers by name; throws a TypeError on one that cannot be. */
export function tickersOf(...names: readonly string[]) {
  return names.map((name) => {
    const ticker = toTicker(name);
    if (ticker === null) throw new TypeError(`not a ticker: ${name}`);
    return ticker;
  });
}
