import { utcDate } from '@ingest/core';
import type { Story } from './script.js';

/** An article that a provider lists. */
export interface Offer {
  readonly story: Story;
  /** `tiingo=70000010` */
  readonly identity: string;
  readonly listedAt: number;
  readonly shownAt: number;
  /** As the provider writes it. */
  readonly item: object;
}

/** All that Tiingo lists at an instant for tickers, newest first by when it was listed. */
export function tiingoOffers(stories: readonly Story[], tickers: readonly string[], now: number): readonly Offer[] {
  return stories
    .filter((story) => story.tickers.some((ticker) => tickers.includes(ticker)))
    .flatMap((story) =>
      story.tiingo.map(({ id, listedAt, shownAt }) => ({
        story,
        identity: identityOf('tiingo', id),
        listedAt,
        shownAt,
        item: tiingoItem(story, id, listedAt),
      })),
    )
    .filter(({ shownAt }) => shownAt <= now)
    .sort((left, right) => right.listedAt - left.listedAt || right.story.number - left.story.number);
}

/** All that Finnhub lists at an instant for a ticker and whole days, newest first. */
export function finnhubOffers(
  stories: readonly Story[],
  ticker: string,
  days: { readonly from: string; readonly to: string },
  now: number,
): readonly Offer[] {
  return stories
    .filter(({ at, tickers }) => tickers.includes(ticker) && utcDate(at) >= days.from && utcDate(at) <= days.to)
    .flatMap((story) =>
      story.finnhub.map(({ id, listedAt, shownAt }) => ({
        story,
        identity: identityOf('finnhub', id),
        listedAt,
        shownAt,
        item: finnhubItem(story, id, ticker),
      })),
    )
    .filter(({ shownAt }) => shownAt <= now)
    .sort((left, right) => right.story.at - left.story.at);
}

export function identityOf(provider: string, id: number | string | null): string {
  return `${provider}=${id}`;
}

function tiingoItem({ number, at, tickers, headline }: Story, id: number, listedAt: number): object {
  return {
    id,
    publishedDate: new Date(at).toISOString(),
    crawlDate: new Date(listedAt).toISOString(),
    title: headline,
    description: 'The plant makes electric vans.',
    url: `https://news.example/calder/${number}`,
    source: 'news.example',
    tickers: tickers.map((ticker) => ticker.toLowerCase().replace('.', '-')),
    tags: ['Stock'],
  };
}

function finnhubItem({ number, at, headline }: Story, id: number, ticker: string): object {
  return {
    category: 'company',
    datetime: at / 1000,
    headline,
    id,
    image: '',
    related: ticker,
    source: 'Wirepost',
    summary: 'The plant makes electric vans.',
    url: `https://finnhub.example/api/news?id=${number}`,
  };
}
