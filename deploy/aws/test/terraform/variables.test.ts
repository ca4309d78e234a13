import { builtInSources } from '@ingest/adapters';
import { exchangeNames, modes, parseDuration, settings, toTicker } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './support/configuration.js';
import { least, most } from './support/given.js';
import { plan } from './support/plan.js';

/** For each condition of a variable a value that does not meet it, in the order of the conditions. */
const refused: Readonly<Record<string, readonly unknown[]>> = {
  region: ['Frankfurt'],
  name: ['My news'],
  tickers: [[], ['aapl'], [...Array(600).keys()].map((number) => `T${number}`)],
  sources: [[], ['bloomberg']],
  mode: ['both'],
  scorer: ['./my-scorer.mjs'],
  parameters: [
    { 'tiingo key': '/ingest/tiingo' },
    { TIINGO_API_KEY: 'ingest/tiingo' },
    { TIINGO_API_KEY: '/ingest/tiingo' },
  ],
  parameter_key_arns: [['alias/mine']],
  heartbeat: ['https://user@hc.example/1'],
  configuration: ['schedule: {}', { tickers: ['AAPL'] }, { sources: ['tiingo'] }],
  calendar: ['XETR'],
  open_interval: [0],
  closed_interval: [1441],
  closures: [['15.3.2027']],
  early_closes: [{ '2027-03-16': '1 pm' }],
  scheduler_zip: ['dist/scheduler'],
  worker_zip: ['dist/worker'],
  memory_mb: [128],
  timeout_seconds: [481],
  scheduler_concurrency: [0],
  tickers_per_share: [0],
  worker_concurrency: [1],
  log_retention_days: [2],
  alert_email: ['nobody'],
  metrics_namespace: ['AWS/Lambda'],
  alarm_thresholds: [{ heartbeat: -1 }],
};

describe('a variable', () => {
  it('meets its own conditions by default', async () => {
    const configuration = await readConfiguration();
    expect(() => plan(configuration, least)).not.toThrow();
    expect(() => plan(configuration, most)).not.toThrow();
  });

  it('that has conditions stands in the list of this test, a value for each', async () => {
    const root = (await readConfiguration()).get('');
    const conditions = [...(root?.variables ?? [])].map(
      ([name, { validation }]) => [name, ((validation ?? []) as readonly unknown[]).length] as const,
    );
    expect(Object.fromEntries(conditions.filter(([, count]) => count > 0))).toEqual(
      Object.fromEntries(Object.entries(refused).map(([name, values]) => [name, values.length])),
    );
  });

  it.each(
    Object.entries(refused).flatMap(([name, values]) => values.map((value, index) => [name, index, value] as const)),
  )('%s is held to its condition %i', async (name, index, value) => {
    const configuration = await readConfiguration();
    const validation = configuration.get('')?.variables.get(name)?.validation as readonly { error_message: string }[];
    expect(() => plan(configuration, { ...most, [name]: value })).toThrow(validation[index]?.error_message);
  });

  it('says what it is for, and of which type it is', async () => {
    for (const { variables } of (await readConfiguration()).values())
      for (const [name, { description, type }] of variables)
        expect([name, description, type]).toEqual([
          name,
          expect.stringMatching(/\w{3,}/),
          expect.stringMatching(/\w{3,}/),
        ]);
  });

  it('has to be given only where nobody can guess it', async () => {
    const root = (await readConfiguration()).get('');
    const needed = [...(root?.variables ?? [])].filter(([, body]) => !('default' in body)).map(([name]) => name);
    expect(needed.sort()).toEqual(Object.keys(least).sort());
  });
});

describe('what the variables take is what the program takes', () => {
  it('sources with a key, and the name of each key', async () => {
    const configuration = await readConfiguration();
    const keys = Object.values(builtInSources).flatMap(({ name, keyVariable }) =>
      keyVariable === null ? [] : [[name, keyVariable] as const],
    );
    for (const [name, keyVariable] of keys)
      expect(() =>
        plan(configuration, { ...most, sources: [name], parameters: { [keyVariable]: '/ingest/key' } }),
      ).not.toThrow();
    for (const [name] of keys)
      expect(() => plan(configuration, { ...most, sources: [name], parameters: {} })).toThrow('needs its key');
  });

  it('modes and calendars', async () => {
    const configuration = await readConfiguration();
    for (const mode of modes) expect(() => plan(configuration, { ...least, mode })).not.toThrow();
    for (const calendar of exchangeNames) expect(() => plan(configuration, { ...least, calendar })).not.toThrow();
  });

  it.each(['AAPL', 'BRK.B', 'aapl', 'BRK/B', 'A'.repeat(11), '7203.T', ''])(
    'tickers as they are written: %s',
    async (ticker) => {
      const configuration = await readConfiguration();
      const isTaken = () => {
        try {
          plan(configuration, { ...least, tickers: [ticker] });
          return true;
        } catch {
          return false;
        }
      };
      expect(isTaken()).toBe(toTicker(ticker) === ticker);
    },
  );

  it('a schedule, and whatever else the configuration says', async () => {
    const { one } = plan(await readConfiguration(), { ...most, open_interval: 1, closed_interval: 1440 });
    const [{ variables }] = one('module.functions.aws_lambda_function.scheduler').environment as readonly [
      { readonly variables: Readonly<Record<string, string>> },
    ];
    const read = settings.parse(JSON.parse(String(variables.INGEST_CONFIG)));
    expect(read.schedule).toEqual({
      calendar: 'XNYS',
      open: '1m',
      closed: '1440m',
      closures: ['2027-03-15'],
      earlyCloses: [{ date: '2027-03-16', close: '13:00' }],
    });
    expect(parseDuration(read.schedule.closed)).toBe(24 * 60 * 60_000);
    expect(read.sinks).toEqual([{ use: 'webhook', url: '${HOOK}', enabled: true }]);
  });
});
