import { describe, expect, test } from 'vitest';
import { builtInSources } from '../src/index.js';

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
      const { createSource } = await entry.load();
      const source = createSource();
      expect(source.name).toBe(name);
      expect(source.name).toBe(entry.name);
      expect(source.credential).toEqual({ variable: entry.keyVariable, keyId: null });
      expect(source.replay.baseUrl).toBe(entry.defaultBaseUrl);
    },
  );
});
