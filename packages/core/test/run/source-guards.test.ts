import { type IngestEvent, localRegisters, SourceError } from '@ingest/core';
import { manualClock, scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { liveBatching } from '../../src/collect/plan-batches.js';
import { failuresToOpen } from '../../src/resilience/breaker.js';
import { SourceGuards, settleCollection } from '../../src/run/source-guards.js';
import { collectionEventOf, failedEventOf } from '../support/model-values.js';
import { startOfDay } from '../support/run-setup.js';

const failed = failedEventOf({ source: 'first', errorCode: 'SERVER_ERROR' });

function guarding() {
  const registers = localRegisters(new Map());
  const events: IngestEvent[] = [];
  const sources = ['first', 'second'].map((name) => scriptedSource({ name, answer: () => ({ hang: true }) }));
  const clock = manualClock(startOfDay);
  const settings = {
    share: null,
    batching: liveBatching,
    tickers: tickersOf('AAPL', 'MSFT'),
    reading: { kind: 'new', firstMs: 0 },
    sources,
    clock,
    onEvent: (event: IngestEvent) => events.push(event),
  } as const;
  return { events, open: () => new SourceGuards({ settings, runId: 'r', registers }) };
}

describe('SourceGuards', () => {
  it('opens the breaker of a source that fails run after run, and tells of it', async () => {
    const { events, open } = guarding();
    for (let run = 0; run < failuresToOpen; run += 1) await open().endRun([failed], true);
    const guards = open();
    await guards.load();
    expect([guards.of('first').breaker.kind, guards.of('second').breaker.kind]).toEqual(['open', 'closed']);
    expect(events).toMatchObject([{ type: 'breaker:changed', source: 'first', from: 'closed', to: 'open' }]);
  });

  it('counts nothing against a source in a run that was broken off', async () => {
    const { open } = guarding();
    const guards = open();
    await guards.endRun([failed], false);
    expect(guards.of('first').breaker).toMatchObject({ kind: 'closed', failures: 0 });
  });

  it('knows no source that the run does not have', () => {
    expect(() => guarding().open().of('third')).toThrow('no source third');
  });
});

describe('settleCollection', () => {
  const settled: unknown[] = [];
  const asked = scriptedSource({ name: 'first', answer: () => ({ hang: true }) });
  const givenBack = new SourceError('CIRCUIT_OPEN', 'silent', { source: 'first' });
  const guardOf = (isProbing: boolean) => ({
    isProbing,
    giveBackProbe: async () => givenBack,
    settle: async (success: boolean, error: unknown) => void settled.push([success, error]),
  });
  const settle = async (result: Partial<Parameters<typeof settleCollection>[2]>, isProbing = false) => {
    settled.length = 0;
    const event = collectionEventOf({ source: 'first' });
    return settleCollection(asked, guardOf(isProbing), { event, error: null, trouble: null, ...result });
  };

  it('takes silence where there should be news for neither good nor bad, and ends a probe by it', async () => {
    const event = collectionEventOf({ source: 'first', outcome: 'suspicious' });
    expect(await settle({ event })).toBeNull();
    expect(await settle({ event }, true)).toBe(givenBack);
    expect(settled).toEqual([]);
  });

  it('asks a source no more that is not well behind the watermark, unless it was only slow there', async () => {
    const refused = new SourceError('AUTH_FAILED', 'no', { source: 'first' });
    expect(await settle({ trouble: refused })).toBe(refused);
    expect(settled).toEqual([
      [true, null],
      [false, refused],
    ]);
    expect(await settle({ trouble: new SourceError('TIMEOUT', 'late', { source: 'first' }) })).toBeNull();
    expect(settled).toEqual([[true, null]]);
  });
});
