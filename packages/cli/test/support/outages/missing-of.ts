import { DAY_MS, type NewsItem, utcDate } from '@ingest/core';
import { identityOf } from './offers.js';
import type { Exchange } from './provider-world.js';
import type { Provider, Script } from './script.js';

export interface Looked {
  readonly script: Script;
  readonly stories: readonly NewsItem[];
  readonly run: readonly Exchange[];
}

/** What a provider offered, inside what had to be read of it by its last good answer for each ticker, and is not stored. */
export function missingOf(provider: Provider, { script, stories, run }: Looked): readonly string[] {
  const stored = new Set(
    stories.flatMap(({ attributions }) =>
      attributions.map(({ source, sourceId }) => identityOf(source, sourceId ?? null)),
    ),
  );
  return script.tickers.flatMap((ticker) => {
    const last = run.findLast((one) => one.provider === provider && one.tickers.includes(ticker) && one.whole !== null);
    if (last === undefined) return [`${provider} never answered for ${ticker}`];
    // Finnhub is read by whole days, yesterday's too; Tiingo as far back as the first run read, which is all there is.
    const firstDay = provider === 'finnhub' ? utcDate(last.at - DAY_MS) : '';
    return script.stories
      .filter(({ at, tickers }) => tickers.includes(ticker) && utcDate(at) >= firstDay)
      .flatMap((story) => story[provider].filter(({ shownAt }) => shownAt <= last.at))
      .map(({ id }) => identityOf(provider, id))
      .filter((identity) => !stored.has(identity))
      .map((identity) => `${identity} of ${ticker}`);
  });
}
