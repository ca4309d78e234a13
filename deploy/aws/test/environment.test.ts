import { describe, expect, it } from 'vitest';
import { type FunctionName, readEnvironment, variableNames } from '../src/environment.js';
import { variables } from './support/unit-app.js';

const problemOf = (changes: Record<string, string | undefined>, name: FunctionName = 'scheduler') => {
  try {
    readEnvironment(name, variables(changes));
    return null;
  } catch (error) {
    return error;
  }
};

describe('the environment of a function', () => {
  it('has defaults for all but the store', () => {
    const { variables: read, holder } = readEnvironment('scheduler', variables());
    expect(read).toMatchObject({
      INGEST_STORE: 'dynamodb://news',
      INGEST_PARAMETERS: [],
      INGEST_TICKERS_PER_SHARE: 50,
      INGEST_METRICS_NAMESPACE: 'Ingest',
    });
    expect(holder).toBe('ingest-scheduler (2026/06/04/[$LATEST]abc)');
  });

  it('names the parameters that hold variables', () => {
    const list = 'TIINGO_API_KEY=/ingest/tiingo, FINNHUB_API_KEY=/aws/reference/secretsmanager/ingest/finnhub';
    expect(readEnvironment('worker', variables({ INGEST_PARAMETERS: list })).variables.INGEST_PARAMETERS).toEqual([
      { variable: 'TIINGO_API_KEY', parameter: '/ingest/tiingo' },
      { variable: 'FINNHUB_API_KEY', parameter: '/aws/reference/secretsmanager/ingest/finnhub' },
    ]);
  });

  it('says of every variable that is wrong what is wrong, and shows none', () => {
    expect(problemOf({ INGEST_STORE: undefined })).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'INGEST_STORE: it is not set',
    });
    expect(problemOf({ INGEST_STORE: 'sqlite:hunter22.db', INGEST_TICKERS_PER_SHARE: '0' })).toMatchObject({
      message: expect.stringMatching(/^INGEST_STORE: expected dynamodb:\/\/table\nINGEST_TICKERS_PER_SHARE: [^\n]+$/),
    });
    expect(String(problemOf({ INGEST_NEWS_TOPIC: 'hunter22' }))).toContain(
      'INGEST_NEWS_TOPIC: expected the ARN of a topic',
    );
    expect(String(problemOf({ INGEST_PARAMETERS: 'hunter22' }))).toContain('INGEST_PARAMETERS: expected variables and');
    for (const changes of [
      { INGEST_STORE: 'hunter22' },
      { INGEST_PARAMETERS: 'hunter22' },
      { INGEST_QUEUE_URL: 'hunter22' },
    ])
      expect(String(problemOf(changes))).not.toContain('hunter22');
  });

  it.each(['scheduler', 'worker'] as const)('of the %s knows none that is set to nothing', (name) => {
    for (const variable of variableNames(name))
      for (const nothing of ['', '  '])
        expect(problemOf({ [variable]: nothing }, name), variable).toMatchObject({
          code: 'CONFIG_INVALID',
          message: expect.stringContaining(`${variable}: `),
        });
  });

  it('of the worker needs the queue that it takes from, and a place for what nobody can read', () => {
    expect(problemOf({ INGEST_DEAD_LETTER_URL: undefined }, 'worker')).toMatchObject({
      message: 'INGEST_DEAD_LETTER_URL: it is not set',
    });
    expect(problemOf({ INGEST_DEAD_LETTER_URL: undefined })).toBeNull();
    expect(problemOf({ INGEST_QUEUE_URL: undefined }, 'worker')).toMatchObject({
      message: 'INGEST_QUEUE_URL: it is not set',
    });
    expect(problemOf({ INGEST_QUEUE_URL: undefined })).toBeNull();
  });

  it('reads any variable for the configuration', () => {
    expect(readEnvironment('scheduler', variables({ HOOK: 'x' })).read('HOOK')).toBe('x');
  });
});
