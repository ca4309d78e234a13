import { describe, expect, it } from 'vitest';
import { namedSource, settings, settingsJsonSchema } from '../../src/config/schema.js';
import { wrongParts } from '../support/schema.js';

const tiingo = {
  use: 'tiingo',
  enabled: true,
  timeoutMs: 10_000,
  options: {},
};
const withSource = (fields: object) => ({ sources: [{ use: 'tiingo', ...fields }] });

describe('settings', () => {
  it('fill in everything that a file leaves out', () => {
    expect(settings.parse({})).toEqual({
      tickers: [],
      sources: [tiingo, { ...tiingo, use: 'finnhub' }],
      mode: 'failover',
      sentiment: { scorer: 'lexicon' },
      schedule: { calendar: 'XNYS', open: '5m', closed: '1h', closures: [], earlyCloses: [] },
      sinks: [],
      alerts: [],
      store: 'sqlite:ingest.db',
    });
  });

  it('keep what a file says', () => {
    const file = {
      tickers: ['AAPL', 'brk-b'],
      sources: [
        {
          use: 'finnhub',
          name: 'backup',
          enabled: false,
          timeoutMs: 5000,
          baseUrl: 'http://127.0.0.1:8080/api',
          plan: 'none',
          options: { pages: 3 },
        },
      ],
      mode: 'parallel',
      sentiment: { scorer: { use: './scorer.mjs', options: { path: 'x' } } },
      schedule: {
        calendar: 'XNAS',
        open: '10m',
        closed: '2h',
        closures: ['2026-12-07'],
        earlyCloses: [{ date: '2026-12-08', close: '13:00' }],
      },
      sinks: [{ use: 'webhook', name: 'hook', enabled: false, url: 'https://hook.example' }],
      alerts: [{ use: 'file', enabled: true, path: 'alerts.ndjson' }],
      heartbeat: 'https://beat.example/1',
      store: 'memory:',
    };
    expect(settings.parse(file)).toEqual(file);
  });

  it('take a store from outside with its options', () => {
    const { store } = settings.parse({ store: { use: './store.mjs', options: { path: 'x' } } });
    expect(store).toEqual({ use: './store.mjs', options: { path: 'x' } });
    expect(settings.parse({ store: { use: '@acme/store' } }).store).toEqual({ use: '@acme/store', options: {} });
    expect(wrongParts(settings, { store: 5 })).toEqual(['store']);
  });

  it('take a name alone for a source, and blanks around it for nothing', () => {
    expect(settings.parse({ sources: [' tiingo ', { use: 'finnhub' }] }).sources).toEqual([
      tiingo,
      { ...tiingo, use: 'finnhub' },
    ]);
  });

  it.each([
    ['an unknown setting', { ticker: ['AAPL'] }, ''],
    ['an unknown setting of a source', withSource({ apiKey: 'x' }), 'sources.0'],
    ['no source at all', { sources: [] }, 'sources'],
    ['a source without a name', { sources: [''] }, 'sources.0.use'],
    ['a source that is a number', { sources: ['tiingo', 7] }, 'sources.1'],
    ['a blank ticker', { tickers: ['AAPL', ' '] }, 'tickers.1'],
    ['tickers in one text', { tickers: 'AAPL,MSFT' }, 'tickers'],
    ['an unknown mode', { mode: 'hedged' }, 'mode'],
    ['an empty store', { store: '' }, 'store'],
    ['a scorer that is a number', { sentiment: { scorer: 7 } }, 'sentiment.scorer'],
    ['an unknown setting of sentiment', { sentiment: { scorrer: 'none' } }, 'sentiment'],
    ['a time below 100 ms', withSource({ timeoutMs: 99 }), 'sources.0.timeoutMs'],
    ['a time above 10 s', withSource({ timeoutMs: 10_001 }), 'sources.0.timeoutMs'],
    ['a part of a millisecond', withSource({ timeoutMs: 100.5 }), 'sources.0.timeoutMs'],
    ['a time in words', withSource({ timeoutMs: '5s' }), 'sources.0.timeoutMs'],
    ['an address without http', withSource({ baseUrl: 'ftp://news.example' }), 'sources.0.baseUrl'],
    ['an address that is none', withSource({ baseUrl: 'news.example' }), 'sources.0.baseUrl'],
    ['an interval that is too short', { schedule: { open: '0m' } }, 'schedule.open'],
    ['an interval in seconds', { schedule: { closed: '90s' } }, 'schedule.closed'],
    ['an exchange that it does not know', { schedule: { calendar: 'XLON' } }, 'schedule.calendar'],
    ['a closure that is no day', { schedule: { closures: ['Monday'] } }, 'schedule.closures.0'],
    ['a heartbeat that is no url', { heartbeat: 'beat.example' }, 'heartbeat'],
    ['options that are a list', withSource({ options: [] }), 'sources.0.options'],
    ['something else than settings', null, ''],
  ])('refuse %s, and say where', (_, file, path) => {
    expect(wrongParts(settings, file)).toEqual([path]);
  });

  it('accept the ends of a source’s time', () => {
    for (const timeoutMs of [100, 10_000]) expect(wrongParts(settings, withSource({ timeoutMs }))).toEqual([]);
  });
});

describe('namedSource', () => {
  it('is the source as a file would name it', () => {
    expect(namedSource('tiingo')).toEqual(tiingo);
    expect(() => namedSource(' ')).toThrow();
  });
});

describe('settingsJsonSchema', () => {
  const schema = settingsJsonSchema() as {
    required?: string[];
    additionalProperties: boolean;
    properties: Record<string, { description: string; items?: { anyOf: Record<string, unknown>[] } }>;
  };

  it('knows every setting, says what it means and allows no other', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(settings.shape).sort());
    for (const { description } of Object.values(schema.properties)) expect(description).toMatch(/\w/);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('asks for nothing: a file may be empty', () => {
    expect(schema.required ?? []).toEqual([]);
  });

  it('lets a store be a text or an entry', () => {
    expect(schema.properties.store).toMatchObject({
      anyOf: [{ type: 'string' }, { type: 'object', required: ['use'], additionalProperties: false }],
      default: 'sqlite:ingest.db',
    });
  });

  it('lets a source be a name or an entry', () => {
    const [name, entry] = schema.properties.sources?.items?.anyOf ?? [];
    expect(name).toEqual({ type: 'string', minLength: 1 });
    expect(entry).toMatchObject({
      type: 'object',
      required: ['use'],
      additionalProperties: false,
      properties: { timeoutMs: { minimum: 100, maximum: 10_000, default: 10_000 } },
    });
    expect(entry).not.toHaveProperty('$schema');
  });
});
