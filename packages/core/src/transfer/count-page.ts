import { type TransferCounts, type TransferPage, transferCounts } from '../contracts/transfer.js';

/** Of everything none. */
export const nothingCounted = Object.fromEntries(transferCounts.map((name) => [name, 0])) as TransferCounts;

/** What a store holds once a page was added to what it held. */
export function withPage(counts: TransferCounts, page: TransferPage): TransferCounts {
  const more = countsOf(page);
  return Object.fromEntries(transferCounts.map((name) => [name, counts[name] + (more[name] ?? 0)])) as TransferCounts;
}

function countsOf(page: TransferPage): Partial<TransferCounts> {
  switch (page.part) {
    case 'stories': {
      const articles = page.rows.flatMap((story) => story.articles);
      const stories = page.rows.filter(({ shown }) => shown !== null).length;
      return {
        stories,
        prunedStories: page.rows.length - stories,
        articles: articles.length,
        keys: sumOf(page.rows.map(({ keys }) => keys.length)),
        earlierTexts: sumOf(articles.map(({ earlier }) => earlier.length)),
        addedTickers: sumOf(articles.map(({ addedTickers }) => addedTickers.length)),
        scores: sumOf(page.rows.map(({ scores }) => scores.length)),
      };
    }
    case 'pruned':
      return { prunedEvents: sumOf(page.rows.map(({ events }) => events)) };
    case 'quarantine':
      return { rejectedItems: page.rows.length };
    case 'registers':
      return {};
    case 'events':
    case 'deliveries':
    case 'incidents':
    case 'sources':
    case 'watermarks':
    case 'gaps':
      return { [page.part]: page.rows.length };
    default:
      return page satisfies never;
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
