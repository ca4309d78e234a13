import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvLine } from '../../src/render/csv.js';
import { itemOf, sentimentOf } from '../support/report.js';

describe('csvLine', () => {
  it('shows control characters instead of passing them on', () => {
    expect(csvLine(itemOf({ headline: 'a\u001b[2Jb' }))).toContain('a\\x1b[2Jb');
  });

  it('has a field for every column, quoted where needed', () => {
    const line = csvLine(
      itemOf({
        headline: 'He said "no", twice',
        tickers: tickersOf('A', 'B'),
        tags: ['x', 'y'],
        publishers: ['p', 'q'],
      }),
    );
    expect(line).toContain('"He said ""no"", twice"');
    expect(line).toContain(',A B,x; y,p; q,,,,,\r\n');
    expect(csvHeader.split(',')).toHaveLength(17);
  });

  it('writes a bad score as the number that it is, and leaves empty what nobody stated', () => {
    const line = csvLine(itemOf({ sentiment: sentimentOf({ score: -0.48, confidence: null, label: 'negative' }) }));
    expect(line).toMatch(/,-0\.48,negative,,derived,lexicon@1\r\n$/);
  });

  it.each(['=1+1', '+1', '-1', '@x'])('makes %j harmless for a spreadsheet', (headline) => {
    expect(csvLine(itemOf({ headline }))).toContain(`'${headline}`);
  });
});
