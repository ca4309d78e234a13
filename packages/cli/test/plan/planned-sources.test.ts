import { settings } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { plannedSources } from '../../src/plan/planned-sources.js';

it('puts the published limits of a plan beside each source, under the name that it has', () => {
  const sources = [{ use: 'tiingo', enabled: false }, { use: 'tiingo', name: 'spare', plan: 'power' }, 'finnhub'];
  const composed = ['spare', 'finnhub'].map((name) =>
    scriptedSource({ name, capabilities: { maxTickersPerRequest: 7 }, answer: () => ({ hang: true }) }),
  );
  const [spare, finnhub] = plannedSources(settings.parse({ sources }), composed);
  expect(spare).toMatchObject({ name: 'spare', plan: 'power', maxTickersPerRequest: 7, tickersAMonth: { free: 500 } });
  expect(spare?.plans.power).toContainEqual({ window: 'hour', limit: 10_000 });
  expect(finnhub).toMatchObject({ name: 'finnhub', plan: 'free', tickersAMonth: {} });
  expect(finnhub?.plans.free).toContainEqual({ window: 'minute', limit: 60 });
});
