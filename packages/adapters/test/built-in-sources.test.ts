import { describe, expect, test } from 'vitest';
import { builtInSources, type SourceModule, type SourceOptions } from '../src/index.js';

describe('builtInSources', () => {
  test('names variables and addresses without loading a source', () => {
    expect(builtInSources.tiingo).toMatchObject({
      keyVariable: 'TIINGO_API_KEY',
      baseUrlVariable: 'TIINGO_BASE_URL',
      defaultBaseUrl: 'https://api.tiingo.com',
    });
    expect(builtInSources.finnhub).toMatchObject({
      keyVariable: 'FINNHUB_API_KEY',
      baseUrlVariable: 'FINNHUB_BASE_URL',
      defaultBaseUrl: 'https://finnhub.io/api/v1',
    });
  });

  test.each(Object.entries(builtInSources))(
    '%s is loaded by its name and is what the facts say',
    async (name, entry) => {
      const { createSource }: SourceModule = await entry.load();
      // A feed is nowhere before it is said where.
      const feed = { url: 'https://news.example/feed.xml', tickers: ['QNDL'] };
      const source = createSource(entry.defaultBaseUrl === null ? (feed as SourceOptions) : {});
      const { keyVariable } = entry;
      expect(source.name).toBe(name);
      expect(source.name).toBe(entry.name);
      expect(source.credential).toEqual(keyVariable === null ? null : { variable: keyVariable, keyId: null });
      expect(source.replay.baseUrl).toBe(entry.defaultBaseUrl ?? feed.url);
    },
  );
});
