import { localRegisters, noSecrets, type Source, SourceError, type TickerAggregate, toTicker } from '@ingest/core';
import { manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { askAggregate } from '../../src/sentiment/ask-aggregate.js';

const now = Date.UTC(2026, 5, 4, 14);
const ticker = toTicker('AAPL');
if (ticker === null) throw new TypeError('AAPL is a ticker');

function asking(
  fetchAggregate?: Source['fetchAggregate'],
  quota: Source['quota'] = [],
  registers = localRegisters(),
  clock = manualClock(now),
) {
  const scripted = scriptedSource({ name: 'wire', answer: () => ({ page: { items: [] } }) });
  const source: Source = { ...scripted, quota, ...(fetchAggregate && { fetchAggregate }) };
  const asked = () =>
    askAggregate({
      source,
      ticker: ticker as never,
      registers,
      clock,
      redact: noSecrets,
      signal: new AbortController().signal,
    });
  return asked;
}

const given =
  (statement: Partial<TickerAggregate['statement']>): Source['fetchAggregate'] =>
  async () => ({
    statement: { score: 0.5, label: null, confidence: null, ...statement },
    articlesLastWeek: 12,
  });

describe('askAggregate', () => {
  it('gives what the source says of the ticker, marked as that', async () => {
    expect(await asking(given({}))()).toEqual({
      source: 'wire',
      articlesLastWeek: 12,
      sentiment: {
        ...{ score: 0.5, confidence: null, label: 'positive', origin: 'provider', model: 'wire' },
        ...{ scope: { kind: 'ticker', ticker: 'AAPL' }, calculatedAt: '2026-06-04T14:00:00.000Z' },
      },
    });
    const labelled = await asking(given({ score: null, label: 'negative', nativeLabel: 'Bad' }))();
    expect(labelled.sentiment).toMatchObject({ score: null, label: 'negative', nativeLabel: 'Bad' });
  });

  it('says nothing where the source says nothing', async () => {
    expect(await asking(async () => null)()).toEqual({ source: 'wire', sentiment: null, articlesLastWeek: null });
    expect((await asking(given({ score: null }))()).sentiment).toBeNull();
  });

  it('takes nothing off the scale for a statement', async () => {
    expect((await asking(given({ score: 5 }))()).sentiment).toBeNull();
    expect((await asking(given({ score: '0.5' as never }))()).sentiment).toBeNull();
  });

  it('waits no longer than the source has, also for one that heeds no signal', async () => {
    const clock = manualClock(now);
    const asked = asking(() => new Promise(() => {}), [], localRegisters(), clock)();
    const failed = expect(asked).rejects.toMatchObject({ code: 'TIMEOUT' });
    for (let second = 0; second < 11; second += 1) await clock.advance(1000);
    await failed;
  });

  it('refuses to ask a source that has no such answer', async () => {
    await expect(asking()()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('spends from the quota of the source, and asks no more than that allows', async () => {
    const asked = asking(given({}), [{ window: 'day', limit: 1 }]);
    await asked();
    await expect(asked()).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' });
  });

  it('leaves the breaker alone when it is refused: its news is another matter', async () => {
    const registers = localRegisters();
    const asked = asking(
      async () => {
        throw new SourceError('FORBIDDEN', 'not in the plan', { source: 'wire' });
      },
      [],
      registers,
    );
    for (let round = 0; round < 4; round += 1) await expect(asked()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await asking(given({}), [], registers)()).toMatchObject({ sentiment: { score: 0.5 } });
  });
});
