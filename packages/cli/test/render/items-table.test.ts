import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { itemsTable } from '../../src/render/items-table.js';
import { painter } from '../../src/render/paint.js';
import { itemOf } from '../support/report.js';

const screen = { isTty: false, columns: 100, paint: painter(false, true) };
const now = Date.UTC(2026, 5, 4, 13, 33);

describe('itemsTable', () => {
  it('shows when, tickers, headline and who carried it', () => {
    const item = itemOf({ publisher: 'news.example' });
    const both = itemOf({
      tickers: tickersOf('A', 'B', 'C', 'D'),
      attributions: [...item.attributions, { ...itemOf().attributions[0], source: 'finnhub' } as never],
    });
    const [, first, second] = itemsTable([item, both], now, screen);
    expect(first).toMatch(/^ 3 min ago {2}AAPL +Calder Motors opens a plant {2}news\.example {2}tiingo$/);
    expect(second).toMatch(/A B C … +Calder .+ tiingo \+1$/);
  });

  it('shows control characters instead of obeying them', () => {
    expect(itemsTable([itemOf({ headline: 'a\u001b[31mb' })], now, screen).join('')).not.toContain('\u001b');
  });
});
