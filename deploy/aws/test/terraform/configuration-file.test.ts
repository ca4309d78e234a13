import { environmentOf, readConfigText, settingsOf } from '@ingest/cli/composition';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { least, most } from './support/given.js';
import { plan } from './support/plan.js';

/** The settings that a command has from the output `configuration`, written into its file. */
async function settingsFrom(given: Parameters<typeof plan>[1]) {
  const { outputs } = plan(await readConfiguration(), given);
  const text = String(outputs.configuration).replaceAll(/<[^"]*\.arn>/g, 'arn:aws:sns:eu-central-1:123456789012:topic');
  const file = await readConfigText('ingest.config.yaml', text);
  const environment = environmentOf([
    { origin: 'environment', read: (name) => (name === 'HOOK' ? 'https://hook.example/news' : undefined) },
  ]);
  return (await settingsOf({ flags: {}, environment, file, configPath: null, cwd: process.cwd() })).settings;
}

const names = (list: readonly { readonly use: string; readonly name?: unknown }[]) =>
  list.map(({ use, name = use }) => name);

describe('the output configuration', () => {
  it('is a file by which a command elsewhere knows what the functions do', async () => {
    const { tickers, store, mode, sentiment, schedule, sinks, alerts, heartbeat } = await settingsFrom(least);
    expect({ tickers, store, mode, sentiment }).toEqual({
      tickers: ['AAPL', 'BRK.B'],
      store: 'dynamodb://ingest?region=eu-central-1',
      mode: 'failover',
      sentiment: { scorer: 'lexicon' },
    });
    expect([schedule.calendar, names(sinks), names(alerts), heartbeat]).toEqual([
      'XNYS',
      ['news-topic'],
      ['alerts-topic'],
      undefined,
    ]);
  });

  it('holds what is configured beside', async () => {
    const { sources, sinks, schedule } = await settingsFrom(most);
    expect(names(sources)).toEqual(['tiingo', 'finnhub']);
    expect(names(sinks)).toEqual(['webhook', 'news-topic']);
    expect(schedule.closures).toEqual(['2027-03-15']);
  });
});
