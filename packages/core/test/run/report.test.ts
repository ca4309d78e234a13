import { scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { IngestError } from '../../src/errors/ingest-error.js';
import { SourceError } from '../../src/errors/source-error.js';
import { runReport } from '../../src/model/run-report.js';
import { buildReport, errorReport, type RunFacts } from '../../src/run/report.js';
import { tickerOf } from '../support/articles.js';
import { heldLeaseOf } from '../support/leases.js';
import { collectionEventOf, failedEventOf, gapOf } from '../support/model-values.js';

const startedAt = Date.UTC(2026, 5, 4, 14);
const tickers = ['ARVN', 'BRK.B'].map(tickerOf);
const same = (text: string) => text;
const hides = (text: string) => text.replaceAll('hunter22', '***');
const good = (fields: Parameters<typeof collectionEventOf>[0] = {}) =>
  collectionEventOf({ source: 'first', ...fields });
const bad = (fields: Parameters<typeof failedEventOf>[0] = {}) => failedEventOf({ source: 'first', ...fields });
const keyless = ['first', 'second'].map((name) =>
  scriptedSource({ name, ...(name === 'first' && { keyId: null }), answer: () => ({ hang: true }) }),
);
const noKey = new SourceError('NOT_CONFIGURED', 'first has no key: FIRST_API_KEY is not set', { source: 'first' });

function factsOf(fields: Partial<RunFacts> = {}): RunFacts {
  return {
    runId: 'r',
    mode: 'failover',
    reading: { kind: 'new' },
    startedAt,
    durationMs: 12,
    tickers,
    sources: ['first', 'second'].map((name) => scriptedSource({ name, answer: () => ({ hang: true }) })),
    answered: new Set(tickers),
    collections: [good()],
    failovers: [],
    gaps: [],
    breakerOf: () => 'closed',
    ended: new Map(),
    warnings: [],
    heldBy: null,
    error: null,
    ...fields,
  };
}
const reportOf = (fields: Partial<RunFacts> = {}) => buildReport(factsOf(fields), same);
const firstOf = (fields: Partial<RunFacts>) => reportOf(fields).sources[0];

describe('the outcome of a run', () => {
  it.each<[string, string, Partial<RunFacts>]>([
    ['ok', 'every ticker is answered', {}],
    ['ok', 'a source failed and another one answered', { collections: [bad(), good({ source: 'second' })] }],
    ['partial', 'a ticker is not answered', { answered: new Set(tickers.slice(1)) }],
    ['partial', 'a gap was opened', { gaps: [gapOf()] }],
    ['failed', 'no source gave a good answer', { collections: [bad()], answered: new Set() }],
    ['failed', 'nothing was collected', { collections: [], answered: new Set() }],
    ['failed', 'something ended it early', { error: new IngestError('STORE_FULL', 'news.db cannot grow') }],
    ['skipped', 'another process holds the lease', { collections: [], heldBy: heldLeaseOf(startedAt) }],
  ])('is %s when %s', (outcome, _, facts) => {
    expect(reportOf(facts).outcome).toBe(outcome);
  });

  it.each([
    ['ok', good({ source: 'second', outcome: 'suspicious' })],
    ['partial', bad({ source: 'second', outcome: 'rate-limited', errorCode: 'RATE_LIMITED' })],
    ['ok', good({ source: 'second', outcome: 'partial' })],
  ] as const)('is %s in parallel with what the second source gave', (outcome, event) => {
    expect(reportOf({ mode: 'parallel', collections: [good(), event] }).outcome).toBe(outcome);
  });

  it('is partial in parallel while a source is left alone, and where one did not answer for a ticker', () => {
    const ended = new Map([['second', new SourceError('CIRCUIT_OPEN', 'second is left alone', { source: 'second' })]]);
    expect(reportOf({ mode: 'parallel', ended }).outcome).toBe('partial');
    expect(reportOf({ mode: 'failover', ended }).outcome).toBe('ok');
    expect(reportOf({ mode: 'parallel' }).outcome).toBe('ok');
    const one = good({ source: 'second', tickers: tickers.slice(0, 1) });
    const other = bad({ source: 'second', tickers: tickers.slice(1), errorCode: 'SERVER_ERROR' });
    expect(reportOf({ mode: 'parallel', collections: [good(), one, other] }).outcome).toBe('partial');
  });

  it('warns in parallel of a source that came to a limit, which is no failure', () => {
    const ended = new Map([['second', new SourceError('QUOTA_EXHAUSTED', 'used up', { source: 'second' })]]);
    const warning = 'second came to a limit of its plan (QUOTA_EXHAUSTED) and was not read for 2 of 2 tickers';
    expect(reportOf({ mode: 'parallel', ended })).toMatchObject({ outcome: 'ok', warnings: [warning] });
    expect(reportOf({ mode: 'failover', ended }).warnings).toEqual([]);
  });

  it('does not suffer in parallel from a source without a key', () => {
    const facts = { collections: [good({ source: 'second' })], ended: new Map([['first', noKey]]) };
    expect(reportOf({ mode: 'parallel', ...facts }).outcome).toBe('ok');
  });
});

it('says who reads what a failed run did not', () => {
  const failed = { collections: [bad()], answered: new Set<never>() };
  expect(reportOf(failed).error?.hint).toContain('the next run reads the same stretch again');
  expect(reportOf({ ...failed, reading: { kind: 'range' } }).error?.hint).toContain('the same command goes on');
});

describe('the outcome of a source', () => {
  it.each([
    ['ok', [good({ outcome: 'empty' }), good(), good({ outcome: 'suspicious' })]],
    ['suspicious', [good({ outcome: 'empty' }), good({ outcome: 'suspicious' })]],
    ['empty', [good({ outcome: 'empty' })]],
    ['partial', [good(), good({ outcome: 'partial' })]],
    ['partial', [good(), bad()]],
    ['rate-limited', [bad({ errorCode: 'RATE_LIMITED' }), bad({ errorCode: 'RATE_LIMITED' })]],
    ['auth-failed', [bad({ errorCode: 'FORBIDDEN' })]],
    ['skipped', []],
  ] as const)('is %s by what its collections were', (outcome, collections) => {
    expect(firstOf({ collections })?.outcome).toBe(outcome);
  });

  it('comes with its requests, its items and its first error', () => {
    const collections = [
      good({ requests: 2, itemCount: 7 }),
      bad({ requests: 3, errorCode: 'NETWORK', errorMessage: 'no connection' }),
      bad({ requests: 1, errorCode: 'TIMEOUT' }),
      good({ source: 'second', requests: 50, itemCount: 50 }),
    ];
    expect(firstOf({ collections })).toEqual({
      source: 'first',
      outcome: 'partial',
      requests: 6,
      items: 7,
      breaker: 'closed',
      errorCode: 'NETWORK',
      errorMessage: 'no connection',
    });
  });

  it('comes with its breaker', () => {
    const breakerOf = (source: string) => (source === 'first' ? 'open' : 'half-open');
    expect(reportOf({ breakerOf }).sources.map(({ breaker }) => breaker)).toEqual(['open', 'half-open']);
  });

  it('is why it was not asked, where it was not', () => {
    expect(firstOf({ collections: [], ended: new Map([['first', noKey]]) })).toMatchObject({
      outcome: 'not-configured',
      errorCode: 'NOT_CONFIGURED',
      errorMessage: noKey.message,
    });
  });
});

describe('buildReport', () => {
  it('adds up what the collections counted', () => {
    const { requests, items } = reportOf({ collections: [good(), good({ source: 'second' }), bad({ requests: 4 })] });
    expect(requests).toBe(8);
    expect(items).toEqual({ received: 20, new: 8, duplicate: 6, revised: 2, collisions: 2, rejected: 2 });
  });

  it('names the tickers without an answer in the order in which they were asked for', () => {
    expect(reportOf({ answered: new Set() }).unanswered).toEqual(['ARVN', 'BRK.B']);
    expect(reportOf({ answered: new Set(tickers.slice(0, 1)) }).unanswered).toEqual(['BRK.B']);
  });

  it('says of each source why the run failed, and what to do', () => {
    const { error } = reportOf({ collections: [bad({ errorCode: 'TIMEOUT' })], answered: new Set() });
    expect(error).toEqual({
      code: 'SOURCES_EXHAUSTED',
      message: 'no source could be collected: first TIMEOUT, second skipped',
      hint: expect.stringMatching(/next run/),
    });
  });

  it('says what ended the run early instead, without secrets', () => {
    const error = new IngestError('STORE_FULL', 'hunter22.db cannot grow', { hint: 'remove hunter22' });
    expect(buildReport(factsOf({ error }), hides).error).toEqual({
      code: 'STORE_FULL',
      message: '***.db cannot grow',
      hint: 'remove ***',
    });
  });

  it('has no error when the run did not fail', () => {
    expect(reportOf()).not.toHaveProperty('error');
    expect(reportOf({ answered: new Set() })).not.toHaveProperty('error');
    expect(reportOf({ collections: [], heldBy: heldLeaseOf(startedAt) })).not.toHaveProperty('error');
  });

  it('names the holder of the lease and since when', () => {
    expect(reportOf({ heldBy: heldLeaseOf(startedAt - 5000) }).heldBy).toEqual({
      holder: 'another run',
      since: '2026-06-04T13:59:55.000Z',
    });
  });

  it('warns of a source without a key and of silence that should not be', () => {
    const silent = good({ source: 'second', outcome: 'suspicious', tickers });
    expect(reportOf({ collections: [silent], sources: keyless }).warnings).toEqual([
      'first has no key: FIRST_API_KEY is not set: left out',
      'second answers without news for ARVN, BRK.B, although the store holds some of this time',
    ]);
    expect(reportOf({ ended: new Map([['first', new IngestError('TIMEOUT', 'late')]]) }).warnings).toEqual([]);
  });

  it('ends its warnings with what people should know beside', () => {
    const warnings = ['the lease was not given back'];
    expect(reportOf({ warnings, sources: keyless }).warnings).toEqual([
      'first has no key: FIRST_API_KEY is not set: left out',
      'the lease was not given back',
    ]);
  });

  it('is of the published shape, and a copy of what the run goes on with', () => {
    const gaps = [gapOf()];
    const report = reportOf({ gaps, failovers: [{ from: 'first', to: 'second', code: 'TIMEOUT', tickers }] });
    expect(runReport.parse(report)).toEqual(report);
    gaps.pop();
    expect(report.gaps).toHaveLength(1);
  });
});

describe('errorReport', () => {
  it('has a hint only where there is one', () => {
    expect(errorReport(new IngestError('ABORTED', 'stopped'), same)).toEqual({ code: 'ABORTED', message: 'stopped' });
  });
});
