import { expect, it } from 'vitest';
import { addSentiment } from '../../src/program/sentiment.js';
import { parsedBy } from '../support/parsed-by.js';

const parsed = parsedBy(addSentiment);

it('takes a ticker alone for what is to be shown', async () => {
  expect(await parsed('sentiment', 'AAPL', '--days', '3')).toHaveBeenCalledOnce();
  expect(await parsed('sentiment', 'show', 'AAPL', '--as-of', '7d', '--ask', 'finnhub')).toHaveBeenCalledOnce();
  await expect(parsed('sentiment')).rejects.toThrow("missing required argument 'ticker'");
});

it('scores anew without a ticker', async () => {
  expect(await parsed('sentiment', 'rescore', '--missing-only', '--prefer', '--dry-run')).toHaveBeenCalledOnce();
  await expect(parsed('sentiment', 'rescore', '--days', '3')).rejects.toThrow("unknown option '--days'");
});
