import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../src/configuration.js';
import { readEnvironment } from '../src/environment.js';
import { variables } from './support/unit-app.js';

const arn = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}`;

const read = (changes: Record<string, string | undefined>, parameters: Record<string, string> = {}) =>
  readConfiguration(readEnvironment('scheduler', variables(changes)), new Map(Object.entries(parameters)));

describe('the settings of a function', () => {
  it('come from its variables, from parameters and from the text of a configuration', async () => {
    const INGEST_CONFIG = 'mode: parallel\ntickers: [TSLA]\nsinks: [{ use: webhook, url: "${HOOK}" }]\n';
    const { settings, environment, whereIs } = await read(
      { INGEST_CONFIG },
      { HOOK: 'https://x/secret-hook', TIINGO_API_KEY: 'key-1' },
    );
    expect(settings).toMatchObject({ tickers: ['AAPL'], mode: 'parallel', store: 'dynamodb://news' });
    expect(settings.sinks).toMatchObject([{ use: 'webhook', url: 'https://x/secret-hook' }]);
    expect(environment.get('TIINGO_API_KEY')).toEqual({ value: 'key-1', origin: 'INGEST_PARAMETERS' });
    expect(whereIs(['mode'])).toBe('INGEST_CONFIG:1:7  ');
  });

  it('have the variables of the function before its parameters', async () => {
    const { environment } = await read({ TIINGO_API_KEY: 'own' }, { TIINGO_API_KEY: 'kept' });
    expect(environment.get('TIINGO_API_KEY')?.value).toBe('own');
  });

  it('have a sink for each topic, beside those of the configuration', async () => {
    const { settings } = await read({
      INGEST_NEWS_TOPIC: arn('news'),
      INGEST_ALERTS_TOPIC: arn('alerts'),
      INGEST_CONFIG: 'alerts: [{ use: slack, url: https://hooks.slack.example/x }]',
    });
    expect(settings.sinks).toEqual([{ use: 'sns', name: 'news-topic', enabled: true, topic: arn('news') }]);
    expect(settings.alerts.map(({ use, name }) => [use, name])).toEqual([
      ['slack', undefined],
      ['sns', 'alerts-topic'],
    ]);
  });

  it('are wrong where they are wrong: in the text, or at the variable', async () => {
    await expect(read({ INGEST_CONFIG: 'mode: both' })).rejects.toThrow('INGEST_CONFIG:1:7  mode: expected one of');
    await expect(read({ INGEST_CONFIG: 'sinks: none', INGEST_NEWS_TOPIC: arn('news') })).rejects.toThrow(
      'INGEST_CONFIG:1:8',
    );
    const { whereIs } = await read({ INGEST_NEWS_TOPIC: arn('news') });
    expect(whereIs(['sinks', 0, 'topic'])).toBe('INGEST_NEWS_TOPIC  ');
  });

  it('keep what parameters hold secret, and not the tickers', async () => {
    const { secrets, settings } = await read(
      { INGEST_TICKERS: undefined },
      { INGEST_TICKERS: 'AAPL,MSFT', SOME_PASSWORD: 'hunter22' },
    );
    expect([secrets, settings.tickers]).toEqual([['hunter22'], ['AAPL', 'MSFT']]);
  });
});
