import type { CollectionEvent } from '../model/collection-event.js';
import type { Ticker } from '../model/ticker.js';

/** Collections whose items were all about something else, by source. */
export class OffRequest {
  private readonly bySource = new Map<string, { items: number; readonly tickers: Ticker[] }>();

  keep({ source, itemCount, tickers }: CollectionEvent): void {
    const kept = this.bySource.get(source) ?? { items: 0, tickers: [] };
    kept.items += itemCount;
    kept.tickers.push(...tickers);
    this.bySource.set(source, kept);
  }

  /** What people should know: a filter that a source does not heed, or another server in its place, must not look like no news. */
  get warnings(): readonly string[] {
    return [...this.bySource].map(
      ([source, { items, tickers }]) =>
        `${source} sent ${items} articles, none of them about ${tickers.join(', ')} in the time asked for`,
    );
  }
}
